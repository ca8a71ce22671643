"""The first day: the provider says whether the person came."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from home.record.outbox import enqueue
from home.record.receipts import once
from home.users.models import User
from providers.models import Firmness
from providers.operations import set_firmness

from ..models import Offer, OfferAnswer
from ..workflow import Action
from .answering import OfferClosed, lock_offer
from .closing import close_if_over, lock_referral_of_offer
from .stays import cancel_offer, close_placement
from .steps import step


class NotYet(Exception):
    """The stay has not begun: nobody can be there, or fail to come."""


def person_arrived(*, actor: User, key: str, offer_id: UUID, today: date, now: datetime) -> None:
    """The person is there: the help is under way, and the place is no longer changed.

    Safe to repeat with the same key. Raises ``OfferClosed`` for an offer that was not accepted or was taken
    back, ``NotAllowed`` where somebody said so before, ``NotYet``, ``KeyReused``.
    """

    def work(offer: Offer) -> None:
        step(request=offer.placement.request, action=Action.START, actor=actor, now=now)
        set_firmness(stay_id=offer.placement.stay.public_id, firmness=Firmness.PRESENT)

    _once_begun(operation="offer.arrived", actor=actor, key=key, offer_id=offer_id, today=today, work=work)


def person_not_arrived(*, actor: User, key: str, offer_id: UUID, today: date, now: datetime) -> None:
    """The person did not come: the place is freed, the office is told, the provider loses sight of the case.

    Where nothing else goes on, the referral is closed. Raises as `person_arrived`.
    """

    def work(offer: Offer) -> None:
        request, placement = offer.placement.request, offer.placement
        step(request=request, action=Action.NOT_ARRIVE, actor=actor, now=now)
        close_placement(placement=placement, today=today, now=now)
        cancel_offer(placement=placement, now=now)
        enqueue(
            kind="request.not_arrived",
            payload={"referral": str(request.referral.public_id), "by": str(actor.public_id)},
            dedupe_key=f"request.not_arrived:{request.public_id}",
            due_at=now,
        )
        close_if_over(referral=request.referral, actor=actor, now=now)

    _once_begun(
        operation="offer.not_arrived", actor=actor, key=key, offer_id=offer_id, today=today, work=work
    )


def _once_begun(
    *, operation: str, actor: User, key: str, offer_id: UUID, today: date, work: Callable[[Offer], None]
) -> None:
    def locked() -> Mapping[str, object]:
        referral = lock_referral_of_offer(offer_id)
        offer = lock_offer(offer_id)
        offer.placement.request.referral = referral
        if offer.answer != OfferAnswer.ACCEPTED:
            raise OfferClosed
        if today < offer.placement.stay.start:
            raise NotYet
        work(offer)
        return {"offer": str(offer_id)}

    request = {"offer": str(offer_id)}
    once(operation=operation, key=key, actor_id=actor.public_id, request=request, work=locked)
