"""The mail about a draft that is soon deleted. As in ``notifications``; a draft has no number, only a link."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.record.retention import before, nearly_before
from home.users.mails import Payload, register

from .mails import Mail
from .models import Draft
from .templatetags.work import deleted_on
from .wizard.drafts import drafts_visible_to, left_alone
from .wizard.filing import filing_places

EXPIRING = "draft.expiring"
WARNED_DAYS_BEFORE = 7


def expiring(now: datetime) -> QuerySet[Draft]:
    """Drafts that are deleted within the next days unless somebody goes on with them, the next to go first."""
    soon = left_alone(nearly_before("drafts", now, days=WARNED_DAYS_BEFORE))
    return soon.filter(updated_at__gte=before("drafts", now)).order_by("updated_at", "pk")


def draft_expiring(payload: Payload) -> Mail | None:
    """A draft is soon deleted: its owner is told, unless it is sent, gone or taken up, or not for them any more."""
    draft = expiring(timezone.now()).select_related("owner").filter(public_id=payload["draft"]).first()
    if draft is None or not _may_go_on(draft):
        return None
    return Mail(
        to=[draft.owner],
        subject=gettext_lazy("A draft of yours will be deleted"),
        text=lambda: (
            _(
                "Nobody has gone on with it for some time. It is deleted on %(date)s unless you go on with it before."
            )
            % {"date": date_format(deleted_on(draft))}
        ),
        number="",
        path=lambda: reverse("work:draft", args=[draft.public_id]),
    )


def _may_go_on(draft: Draft) -> bool:
    places = filing_places(draft.owner, timezone.localdate())
    seen = drafts_visible_to(draft.owner, places.values()).filter(pk=draft.pk)
    return draft.owner.is_active and seen.exists()


register(EXPIRING, draft_expiring)
