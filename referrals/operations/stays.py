"""Ending a placement: the stay is freed, an open offer is taken back, the provider is told."""

from datetime import date, datetime

from home.record.outbox import enqueue
from providers.models import Firmness
from providers.operations import release_stay

from ..deadlines import answer_by_now, depends_on_hearing, held_until
from ..models import Offer, OfferAnswer, Placement, ServiceRequest

SEEN = (OfferAnswer.OPEN, OfferAnswer.ACCEPTED)


def current_placement(request: ServiceRequest) -> Placement | None:
    """Where a place is kept for the request, if one is."""
    current = request.placements.filter(ended_at__isnull=True)
    return current.select_related("stay__programme", "stay__service_at_location__provider").first()


def end_placement(*, request: ServiceRequest, today: date, now: datetime) -> Placement | None:
    """Free the request's current place, if it has one, and take back what the provider was told."""
    placement = current_placement(request)
    if placement is None:
        return None
    close_placement(placement=placement, today=today, now=now)
    _take_back(placement=placement, now=now)
    return placement


def hold_again(*, request: ServiceRequest, today: date) -> None:
    """Say anew how long the place of a locked request is held for a hearing, and by when its provider answers."""
    placement = current_placement(request)
    if placement is None:
        return
    referral, country = request.referral, placement.stay.service_at_location.provider.country
    depends = depends_on_hearing(request)
    placement.held_until = held_until(referral=referral, country=country) if depends else None
    placement.save(update_fields=["held_until"])
    asked = Offer.objects.select_related("placement__stay__service_at_location__provider")
    for offer in asked.filter(placement=placement, answer=OfferAnswer.OPEN, due_on__gte=today):
        offer.due_on = answer_by_now(offer=offer, referral=referral, today=today)
        offer.save(update_fields=["due_on"])


def tell_asked(*, placement: Placement, kind: str, now: datetime) -> None:
    """Tell the provider that knows of the placement to look again: a mail of ``kind``, once for each change."""
    offer = Offer.objects.filter(placement=placement, answer__in=SEEN).first()
    if offer is not None:
        enqueue(
            kind=kind,
            payload={"offer": str(offer.public_id)},
            dedupe_key=f"{kind}:{offer.public_id}:{now.isoformat()}",
            due_at=now,
        )


def close_placement(*, placement: Placement, today: date, now: datetime) -> None:
    """The placement is over and its place is free for the next person."""
    stay = placement.stay
    # Who was never said to have come was never there: the days that have passed are given back, too.
    from_date = None if stay.firmness == Firmness.PRESENT else stay.start
    release_stay(stay_id=stay.public_id, today=today, from_date=from_date)
    placement.ended_at = now
    placement.save(update_fields=["ended_at"])


def cancel_offer(*, placement: Placement, now: datetime) -> Offer | None:
    """The provider loses sight of the case; None where it had none."""
    offer = Offer.objects.select_for_update(no_key=True).filter(placement=placement, answer__in=SEEN).first()
    if offer is None:
        return None
    offer.answer = OfferAnswer.CANCELLED
    offer.answered_at = now
    offer.save(update_fields=["answer", "answered_at"])
    return offer


def _take_back(*, placement: Placement, now: datetime) -> None:
    offer = cancel_offer(placement=placement, now=now)
    if offer is None:
        return
    enqueue(
        kind="offer.taken_back",
        payload={"offer": str(offer.public_id)},
        dedupe_key=f"offer.taken_back:{offer.public_id}",
        due_at=now,
    )
