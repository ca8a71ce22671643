"""After the arrival: the person has left, or is still there though the last day has passed."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User
from providers.operations import leave, record_overstay

from ..models import Offer, OfferAnswer, RequestState
from ..workflow import Action, NotAllowed
from .answering import OfferClosed, lock_offer
from .cases import tell_office
from .closing import close_if_over, lock_referral_of_offer
from .steps import step


def person_left(*, actor: User, key: str, offer_id: UUID, left_on: date, today: date, now: datetime) -> None:
    """The support has ended: the place is free from the day on which the person left, and the office is told.

    An overstay ends with it, and the referral where nothing else goes on. Safe to repeat with the same key. Raises ``OfferClosed`` for an offer that was not
    accepted or was taken back, ``NotAllowed`` where the person is not there, ``ValueError`` for a day before the
    first or after today, ``KeyReused``.
    """

    def work(offer: Offer) -> None:
        placement = offer.placement
        if not placement.stay.start <= left_on <= today:
            raise ValueError("somebody leaves between the first day and today")
        step(request=placement.request, action=Action.END, actor=actor, now=now)
        leave(actor=actor, stay_id=placement.stay.public_id, left_on=left_on, today=today, now=now)
        placement.ended_at = now
        placement.save(update_fields=["ended_at"])
        tell_office(kind="request.ended", referral=placement.request.referral, actor=actor, now=now)
        close_if_over(referral=placement.request.referral, actor=actor, now=now)

    body = {"on": left_on.isoformat()}
    _once_there(operation="offer.left", actor=actor, key=key, offer_id=offer_id, body=body, work=work)


def person_still_here(
    *, actor: User, key: str, offer_id: UUID, until: date, reason: str, today: date, now: datetime
) -> None:
    """The last day has passed and the person is there, probably until the day before ``until``; the office is told.

    Who comes next loses nothing: see `record_overstay`. Safe to repeat with the same key. Raises ``StayNotOver``
    while there are days left, ``ValueError`` where no day is to come, and otherwise as `person_left`.
    """

    def work(offer: Offer) -> None:
        request, stay = offer.placement.request, offer.placement.stay
        if request.state != RequestState.ACTIVE:
            raise NotAllowed(request.state, Action.EXTEND)
        record_overstay(
            actor=actor,
            key=key,
            stay_id=stay.public_id,
            expected_end=until,
            reason_code=reason,
            today=today,
            now=now,
        )
        record_event(
            kind="request.overstayed",
            subject_kind="request",
            subject_id=request.public_id,
            at=now,
            actor_id=actor.public_id,
            from_state=stay.end.isoformat(),
            to_state=until.isoformat(),
            reason_code=reason,
        )
        tell_office(kind="request.overstayed", referral=request.referral, actor=actor, now=now)

    body = {"until": until.isoformat(), "reason": reason}
    _once_there(operation="offer.still_here", actor=actor, key=key, offer_id=offer_id, body=body, work=work)


def _once_there(
    *,
    operation: str,
    actor: User,
    key: str,
    offer_id: UUID,
    body: Mapping[str, str],
    work: Callable[[Offer], None],
) -> None:
    def locked() -> Mapping[str, object]:
        referral = lock_referral_of_offer(offer_id)
        offer = lock_offer(offer_id)
        offer.placement.request.referral = referral
        if offer.answer != OfferAnswer.ACCEPTED:
            raise OfferClosed
        work(offer)
        return {"offer": str(offer_id)}

    request = {"offer": str(offer_id), **body}
    once(operation=operation, key=key, actor_id=actor.public_id, request=request, work=locked)
