"""Until when a provider may answer, and how long a place is held for somebody whose release a hearing decides."""

from datetime import date, timedelta

from django.utils import timezone

from providers.capacity.workdays import add_working_days, is_working_day
from providers.models import ServiceAtLocation

from .models import HearingOutcome, Offer, Referral, ReleaseKind, ServiceRequest

HELD_WORKING_DAYS = 10


def hearing_ahead(referral: Referral) -> date | None:
    """The day of the hearing that decides on the release, until its outcome is known; otherwise None."""
    decides = referral.release_kind == ReleaseKind.CONDITIONAL
    open_still = referral.hearing_outcome == HearingOutcome.NOT_KNOWN
    return referral.hearing_on if decides and open_still else None


def answer_by(*, service: ServiceAtLocation, referral: Referral, today: date) -> date:
    """The last day to answer an offer that is sent today.

    So many working days of the provider's country as the service asks for. The court wants to hear of a house
    that has agreed, so an answer is due by the last working day before a hearing, at the earliest today. Once the
    day of the hearing has passed, there is no hurry left.
    """
    country = service.provider.country
    usual = add_working_days(today, service.answer_days, country)
    hearing = hearing_ahead(referral)
    if hearing is None or hearing < today:
        return usual
    return max(today, min(usual, _working_day_before(hearing, country)))


def held_until(*, referral: Referral, country: str) -> date | None:
    """The last day on which a place is held without news of the hearing; None where no hearing is awaited.

    Ten working days of ``country`` (the provider's) after the hearing: a ruling is often made some days after it,
    and takes effect only when nobody may appeal any more; to hold longer would keep the place from people who
    are sure to need it. Where the release is expected later than that, until the day of release: up to then the
    person may stand at the door with the ruling in hand.
    """
    hearing = hearing_ahead(referral)
    if hearing is None:
        return None
    held = add_working_days(hearing, HELD_WORKING_DAYS, country)
    return max(held, referral.release_on) if referral.release_on else held


def depends_on_hearing(request: ServiceRequest) -> bool:
    """Whether a hearing that is awaited decides on this request: help that begins before it does not wait for it."""
    hearing = hearing_ahead(request.referral)
    return hearing is not None and not request.in_prison and request.asked_start >= hearing


def news_overdue(request: ServiceRequest, *, today: date) -> bool:
    """Whether so much time has passed since the hearing that no place is kept for the request without news of it."""
    referral = request.referral
    if not depends_on_hearing(request):
        return False
    held = held_until(referral=referral, country=referral.country)
    return held is not None and held < today


def answer_by_now(*, offer: Offer, referral: Referral, today: date) -> date:
    """The last day to answer an open offer after the hearing was moved: never one that has passed already."""
    sent_on = timezone.localdate(offer.sent_at)
    service = offer.placement.stay.service_at_location
    return max(today, answer_by(service=service, referral=referral, today=sent_on))


def _working_day_before(day: date, country: str) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day, country):
        day -= timedelta(days=1)
    return day
