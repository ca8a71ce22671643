"""Naming the house: from then on the provider is asked, may look at the case, and nothing moves by itself."""

from datetime import date, datetime
from uuid import UUID

from home.record.outbox import enqueue
from providers.models import Firmness
from providers.operations import set_firmness

from ..deadlines import answer_by
from ..models import Offer, Placement, RequestState, ServiceRequest
from ..naming import is_named_now
from ..workflow import Action
from .stays import current_placement
from .steps import step


def name_due(*, request_id: UUID, today: date, now: datetime) -> bool:
    """Ask the house where the place is kept if its day has come; in the caller's transaction. True if asked.

    Safe to repeat: whoever was asked, withdrawn or moved meanwhile is left alone.
    """
    locked = ServiceRequest.objects.select_for_update(no_key=True, of=("self",))
    request = locked.select_related("service_type", "referral").get(public_id=request_id)
    placement = current_placement(request)
    if request.state != RequestState.KEPT or placement is None:
        return False
    return name_if_due(request=request, placement=placement, today=today, now=now)


def name_if_due(*, request: ServiceRequest, placement: Placement, today: date, now: datetime) -> bool:
    """Of a locked request that is kept: ask the provider now, or leave the house unnamed. True if asked."""
    due = is_named_now(request=request, placement=placement, today=today)
    if due:
        _offer(request=request, placement=placement, today=today, now=now)
    return due


def _offer(*, request: ServiceRequest, placement: Placement, today: date, now: datetime) -> None:
    service = placement.stay.service_at_location
    step(request=request, action=Action.OFFER, now=now)
    set_firmness(stay_id=placement.stay.public_id, firmness=Firmness.OFFERED)
    offer = Offer.objects.create(
        placement=placement,
        provider=service.provider,
        sent_at=now,
        due_on=answer_by(service=service, referral=request.referral, today=today),
    )
    enqueue(
        kind="offer.sent",
        payload={"offer": str(offer.public_id)},
        dedupe_key=f"offer.sent:{offer.public_id}",
        due_at=now,
    )
