"""A provider's answer to an offer. A person decides: accepting is the provider's act, with a name to it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from home.record.outbox import enqueue
from home.record.receipts import once
from home.users.models import User
from providers.models import Firmness
from providers.operations import set_firmness

from ..models import Offer, OfferAnswer, ServiceRequest
from ..sealed import seal_note
from ..workflow import Action
from .placing import lock_search, place_again
from .stays import close_placement
from .steps import step


class OfferClosed(Exception):
    """The offer was answered, taken back or ran out before."""


class OfferLate(OfferClosed):
    """The last day to answer had passed: the next provider is asked, as the sweeper would have done."""


def accept_offer(*, actor: User, key: str, offer_id: UUID, today: date, now: datetime) -> None:
    """The provider takes the person. Raises ``OfferClosed``; safe to repeat with the same key.

    After its last day an offer runs out instead, in the same step, and ``OfferLate`` is raised.
    """

    def work(offer: Offer) -> None:
        if offer.due_on < today:
            expire_offer(offer=offer, today=today, now=now)
            return
        _answer(offer=offer, answer=OfferAnswer.ACCEPTED, actor=actor, now=now)
        set_firmness(stay_id=offer.placement.stay.public_id, firmness=Firmness.ACCEPTED)
        step(request=offer.placement.request, action=Action.ACCEPT, actor=actor, now=now)
        _tell_referrer(offer=offer, now=now)

    answer = _once_answered(
        operation="offer.accept", actor=actor, key=key, offer_id=offer_id, body={}, work=work
    )
    if answer == OfferAnswer.EXPIRED:
        raise OfferLate


def decline_offer(
    *, actor: User, key: str, offer_id: UUID, reason_code: str, note: str, today: date, now: datetime
) -> None:
    """The provider says no, with a reason; the place is freed and the next suitable provider is asked.

    ``reason_code`` is one of ``wording.DeclineReason``; ``note`` is sealed under the referral's key.
    """

    def work(offer: Offer) -> None:
        referral = offer.placement.request.referral
        offer.reason_code = reason_code
        offer.note_sealed = seal_note(referral=referral, offer=offer, note=note)
        _answer(offer=offer, answer=OfferAnswer.DECLINED, actor=actor, now=now)
        _tell_referrer(offer=offer, now=now)
        lock_search(request=offer.placement.request)
        close_placement(placement=offer.placement, today=today, now=now)
        step(
            request=offer.placement.request,
            action=Action.DECLINE,
            actor=actor,
            now=now,
            reason_code=reason_code,
        )
        place_again(request=offer.placement.request, today=today, now=now)

    body = {"reason": reason_code, "note": note}
    _once_answered(operation="offer.decline", actor=actor, key=key, offer_id=offer_id, body=body, work=work)


def expire_offer(*, offer: Offer, today: date, now: datetime) -> None:
    """Silence past the due day counts as no: the next provider is asked. In the caller's transaction."""
    _answer(offer=offer, answer=OfferAnswer.EXPIRED, actor=None, now=now)
    lock_search(request=offer.placement.request)
    close_placement(placement=offer.placement, today=today, now=now)
    step(request=offer.placement.request, action=Action.EXPIRE, actor=None, now=now)
    place_again(request=offer.placement.request, today=today, now=now)


def _once_answered(
    *,
    operation: str,
    actor: User,
    key: str,
    offer_id: UUID,
    body: Mapping[str, str],
    work: Callable[[Offer], None],
) -> str:
    """Do the work once for this key; returns the answer that the offer has then."""

    def locked() -> Mapping[str, object]:
        offer = lock_open_offer(offer_id)
        work(offer)
        return {"offer": str(offer_id), "answer": offer.answer}

    request = {"offer": str(offer_id), **body}
    result = once(operation=operation, key=key, actor_id=actor.public_id, request=request, work=locked)
    return str(result.get("answer", ""))


def lock_open_offer(offer_id: UUID) -> Offer:
    """As `lock_offer`, for one that waits for an answer. Raises ``OfferClosed``."""
    offer = lock_offer(offer_id)
    if not offer.is_open:
        raise OfferClosed
    return offer


def lock_offer(offer_id: UUID) -> Offer:
    """Lock request, then offer, as every other writer does. Raises ``DoesNotExist``."""
    requests = ServiceRequest.objects.select_for_update(no_key=True, of=("self",))
    request = requests.get(placements__offer__public_id=offer_id)
    offer = (
        Offer.objects.select_for_update(no_key=True, of=("self",))
        .select_related("placement__stay", "placement__request__referral__data_key", "provider")
        .get(public_id=offer_id)
    )
    offer.placement.request = request
    return offer


def _answer(*, offer: Offer, answer: OfferAnswer, actor: User | None, now: datetime) -> None:
    offer.answer = answer
    offer.answered_at = now
    offer.answered_by = actor
    offer.save(update_fields=["answer", "answered_at", "answered_by", "reason_code", "note_sealed"])


def _tell_referrer(*, offer: Offer, now: datetime) -> None:
    enqueue(
        kind="offer.answered",
        payload={"offer": str(offer.public_id)},
        dedupe_key=f"offer.answered:{offer.public_id}",
        due_at=now,
    )
