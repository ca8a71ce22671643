"""Asking whether a page is still right: after 90 days, three times every 14 days; then the editors are told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.record.outbox import enqueue
from home.users.mails import Payload, register
from home.users.models import User
from providers.editing.mails import Mail
from providers.editing.readers import editors, provider_under, workers
from providers.models import PageConfirmation, ProviderPage

STILL_RIGHT_FOR = timedelta(days=90)
"""How long what a page says counts as confirmed; from the issue "The public portal", Editors."""
PAUSE = timedelta(days=14)
MOST_REMINDERS = 3
LINK_HOLDS = timedelta(days=60)
SALT = "providers.still_right"


def token_for(*, translation_key: UUID, user: User) -> str:
    """What a link carries that lets one person confirm one page without signing in, for `LINK_HOLDS`."""
    return signing.dumps({"page": str(translation_key), "user": str(user.public_id)}, salt=SALT)


def read_token(token: str) -> tuple[UUID, UUID]:
    """The page's key and the user's public id. Raises BadSignature, and its SignatureExpired."""
    said = signing.loads(token, salt=SALT, max_age=LINK_HOLDS)
    return UUID(said["page"]), UUID(said["user"])


def asked_about(translation_key: UUID, today: date) -> list[User]:
    """Who is to say whether a page is right: its provider's workers, else the people who own it as editors."""
    pages = real_pages().filter(translation_key=translation_key)
    provider = provider_under(translation_key)
    if provider is not None:
        return workers(provider, today) if pages.exists() else []
    owned = pages.filter(owner__is_active=True).select_related("owner")
    return list({page.owner.pk: page.owner for page in owned if page.owner}.values())


def real_pages() -> QuerySet[Page]:
    """Public pages in words of their own."""
    pages: QuerySet[Page] = Page.objects.live().filter(alias_of__isnull=True, depth__gt=1)
    return pages


def follow_pages(now: datetime) -> int:
    """Begin to count the days of pages that somebody could be asked about. Returns how many are new."""
    told = ProviderPage.objects.filter(provider_link__isnull=False).values("translation_key")
    concerned = real_pages().filter(Q(owner__isnull=False) | Q(translation_key__in=told))
    known = PageConfirmation.objects.values("translation_key")
    since: dict[UUID, date] = {}
    for page in concerned.exclude(translation_key__in=known):
        first = timezone.localdate(page.first_published_at or now)
        since[page.translation_key] = min(first, since.get(page.translation_key, first))
    rows = [PageConfirmation(translation_key=key, since=day) for key, day in since.items()]
    PageConfirmation.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def ask_whether_right(now: datetime) -> int:
    """Remind of pages that nobody has confirmed for long. Returns how many were reminded of."""
    today = timezone.localdate(now)
    waited = Q(reminded_on__isnull=True) | Q(reminded_on__lte=today - PAUSE)
    due = PageConfirmation.objects.filter(
        waited, since__lte=today - STILL_RIGHT_FOR, reminders__lte=MOST_REMINDERS
    )
    return sum(_remind(row.pk, today, now) for row in due.order_by("since", "pk"))


def _remind(confirmation: int, today: date, now: datetime) -> int:
    with transaction.atomic():
        row = PageConfirmation.objects.select_for_update().get(pk=confirmation)
        if row.reminded_on == today or not asked_about(row.translation_key, today):
            return 0
        row.reminders, row.reminded_on = row.reminders + 1, today
        row.save(update_fields=["reminders", "reminded_on"])
        kind = "page.unconfirmed" if row.reminders > MOST_REMINDERS else "page.still_right"
        enqueue(
            kind=kind,
            payload={"page": str(row.translation_key)},
            dedupe_key=f"{kind}:{row.translation_key}:{row.since}:{row.reminders}",
            due_at=now,
        )
    return 1


def still_right(payload: Payload) -> Mail | None:
    """Somebody is asked whether the page is right, unless it was confirmed meanwhile."""
    key, today = UUID(payload["page"]), timezone.localdate()
    if not _is_overdue(key, today):
        return None
    return Mail(
        to=asked_about(key, today),
        subject=_("Is your page still right?"),
        text=_("Nobody has confirmed it for a long time. Please look at what it says. It takes a minute."),
        about=_titles(key),
        path=lambda user: reverse("work:still-right", args=[token_for(translation_key=key, user=user)]),
    )


def unconfirmed(payload: Payload) -> Mail | None:
    """Three reminders were in vain: the editors decide what to do with the page."""
    key = UUID(payload["page"])
    if not _is_overdue(key, timezone.localdate()):
        return None
    page = real_pages().filter(translation_key=key).order_by("locale__pk").first()
    if page is None:
        return None
    return Mail(
        to=editors(),
        subject=_("A page was not confirmed"),
        text=_("Its owner was asked three times whether it is still right and did not answer."),
        about=_titles(key),
        path=lambda user: reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )


def _is_overdue(translation_key: UUID, today: date) -> bool:
    rows = PageConfirmation.objects.filter(translation_key=translation_key)
    return rows.filter(since__lte=today - STILL_RIGHT_FOR).exists()


def _titles(translation_key: UUID) -> str:
    pages: Iterable[Page] = real_pages().filter(translation_key=translation_key).order_by("locale__pk")
    return "\n".join(dict.fromkeys(page.title for page in pages))


register("page.still_right", still_right)
register("page.unconfirmed", unconfirmed)
