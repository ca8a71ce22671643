"""Reminding those who review: a provider's change has waited for five working days, and for five more, and so on."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState

from home.record.outbox import enqueue
from home.users.mails import Payload, register
from providers.capacity.workdays import add_working_days
from providers.editing.mails import Mail
from providers.editing.readers import provider_under, reviewers
from providers.editing.review import REVIEW

WORKING_DAYS = 5
"""From the issue "The public portal", Editors."""


def remind_reviewers(now: datetime) -> int:
    """Remind of each change that has waited for so long, once for each span. Returns how many wait that long."""
    today = timezone.localdate(now)
    return sum(_remind(state, page, today, now) for state, page in _waiting())


def _waiting() -> Iterator[tuple[TaskState, Page]]:
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__name=REVIEW)
    for state in states.select_related("revision").order_by("started_at", "pk"):
        page = Page.objects.filter(pk=state.revision.object_id).first()
        if page is not None:
            yield state, page


def _remind(state: TaskState, page: Page, today: date, now: datetime) -> int:
    provider = provider_under(page.translation_key)
    due = _last_due(timezone.localdate(state.started_at), today, provider.country if provider else "EE")
    if due is None:
        return 0
    enqueue(
        kind="review.waits",
        payload={"page": str(page.translation_key), "language": page.locale.language_code},
        dedupe_key=f"review.waits:{state.pk}:{due}",
        due_at=now,
    )
    return 1


def _last_due(since: date, today: date, country: str) -> date | None:
    """The last day by today on which another span of working days was over; None before the first."""
    last, due = None, add_working_days(since, WORKING_DAYS, country)
    while due <= today:
        last, due = due, add_working_days(due, WORKING_DAYS, country)
    return last


def review_waits(payload: Payload) -> Mail | None:
    """A change waits for review; the link shows what it changes. None where it was reviewed meanwhile."""
    key = UUID(payload["page"])
    found = [
        (state, page)
        for state, page in _waiting()
        if page.translation_key == key and page.locale.language_code == payload["language"]
    ]
    provider = provider_under(key)
    if not found or provider is None:
        return None
    [(state, page)] = found[-1:]
    return Mail(
        to=reviewers(provider.country, timezone.localdate()),
        subject=_("A change of a page waits for you"),
        text=_(
            "A provider changed its page. Readers see the old text until somebody has looked at the new one."
        ),
        about=page.title,
        path=lambda user: difference(page, state.revision_id),
    )


def difference(page: Page, revision: int) -> str:
    """Where a reviewer sees what a change changes; where nothing is public yet, the page as it would be."""
    if not page.live:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", revision])


register("review.waits", review_waits)
