"""What the day of a hearing brings with it, found again from the dates on every sweep."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from home.record.outbox import enqueue, unknown
from providers.capacity.workdays import COUNTRIES, add_working_days, is_working_day

from .models import (
    HearingOutcome,
    Offer,
    OfferAnswer,
    Placement,
    Referral,
    ReferralState,
    ReleaseKind,
    RequestState,
    ServiceRequest,
)
from .operations.hearing import HELD, give_back_unheard
from .workflow import BEFORE_START

CAME = (RequestState.ACTIVE, RequestState.ENDED)


def remind_of_hearings(now: datetime) -> int:
    """Tell providers whose answer is due on the next working day, and offices that owe news. Returns how many."""
    today = timezone.localdate(now)
    due = {f"offer.due:{offer.public_id}:{offer.due_on}": offer.public_id for offer in _due(today)}
    unheard = {
        f"referral.hearing_passed:{referral.public_id}:{referral.hearing_on}": referral.public_id
        for referral in _unheard(today)
    }
    fresh = unknown([*due, *unheard])
    for key in fresh:
        kind = key.partition(":")[0]
        payload = {"offer": str(due[key])} if key in due else {"referral": str(unheard[key])}
        enqueue(kind=kind, payload=payload, dedupe_key=key, due_at=now)
    return len(fresh)


def places_unheard_of(now: datetime) -> list[Placement]:
    """Places that were held for a hearing until a day that has passed, without news of it.

    Somebody who came after the release is news enough for all that the referral asks for.
    """
    today = timezone.localdate(now)
    came = ServiceRequest.objects.filter(
        referral=OuterRef("request__referral"),
        state__in=CAME,
        in_prison=False,
        start__gte=OuterRef("request__referral__hearing_on"),
    )
    held = Placement.objects.filter(
        _awaited("request__referral__"),
        ended_at=None,
        held_until__lt=today,
        request__state__in=HELD,
        request__in_prison=False,
        request__start__gte=F("request__referral__hearing_on"),
    )
    return list(held.exclude(Exists(came)).order_by("held_until", "pk"))


def give_back(placement: Placement, now: datetime) -> int:
    """In a transaction of its own; 0 where there was news meanwhile."""
    with transaction.atomic():
        return int(give_back_unheard(placement=placement, today=timezone.localdate(now), now=now))


def _due(today: date) -> list[Offer]:
    """Open offers of another day than today, to be answered before a hearing and by the next working day."""
    asked = Offer.objects.filter(
        _awaited("placement__request__referral__"), answer=OfferAnswer.OPEN, due_on__gte=today
    )
    near = asked.filter(due_on__lte=max(add_working_days(today, 1, country) for country in COUNTRIES))
    return [
        offer
        for offer in near.select_related("provider").order_by("pk")
        if offer.due_on <= add_working_days(today, 1, offer.provider.country)
        and timezone.localdate(offer.sent_at) < today
    ]


def _unheard(today: date) -> list[Referral]:
    """Referrals whose hearing has passed on an earlier day, where something waits for it; on working days."""
    waits = ServiceRequest.objects.filter(
        referral=OuterRef("pk"), state__in=BEFORE_START, in_prison=False, start__gte=OuterRef("hearing_on")
    )
    passed = Referral.objects.filter(
        _awaited(), Exists(waits), hearing_on__lt=today, state=ReferralState.SUBMITTED
    )
    return [referral for referral in passed.order_by("pk") if is_working_day(today, referral.country)]


def _awaited(of: str = "") -> Q:
    """A hearing decides on the release, and nobody has said what it decided."""
    return Q(
        **{
            f"{of}release_kind": ReleaseKind.CONDITIONAL,
            f"{of}hearing_outcome": HearingOutcome.NOT_KNOWN,
        }
    )
