"""What a referral keeps sealed, and under which purpose. Nothing else opens these columns."""

from home.record.sealing import seal, unseal

from .answers import SubmittedAnswers
from .models import Offer, Referral, RoutingDecision, ServiceRequest
from .routing.model import Decision


def seal_answers(*, referral: Referral, answers: SubmittedAnswers) -> bytes:
    return seal(key=referral.data_key, value=answers.to_json(), purpose=f"referral:{referral.public_id}")


def answers_of(referral: Referral) -> SubmittedAnswers:
    value = unseal(
        key=referral.data_key, sealed=bytes(referral.sealed), purpose=f"referral:{referral.public_id}"
    )
    return SubmittedAnswers.from_json(value)


def seal_decision(*, referral: Referral, decision_id: object, decision: Decision) -> bytes:
    purpose = f"decision:{decision_id}"
    return seal(key=referral.data_key, value=decision.to_json(), purpose=purpose, pack=True)


def decision_of(stored: RoutingDecision) -> Decision:
    referral = stored.request.referral
    value = unseal(key=referral.data_key, sealed=bytes(stored.sealed), purpose=f"decision:{stored.public_id}")
    return Decision.from_json(value)


def seal_reason(*, referral: Referral, reason: str) -> bytes:
    """Why a referral was closed, for its event."""
    return seal(key=referral.data_key, value=reason, purpose=f"closing:{referral.public_id}")


def closing_reason_of(*, referral: Referral, sealed: bytes) -> str:
    return str(unseal(key=referral.data_key, sealed=sealed, purpose=f"closing:{referral.public_id}"))


def seal_lift_reason(*, request: ServiceRequest, reason: str) -> bytes:
    """Why a coordinator put a request first, for the request and its event."""
    return seal(key=request.referral.data_key, value=reason, purpose=f"lift:{request.public_id}")


def lift_reason_of(request: ServiceRequest) -> str:
    """Why it was put first, "" where it was not."""
    if not request.lift_reason_sealed:
        return ""
    sealed = bytes(request.lift_reason_sealed)
    return str(unseal(key=request.referral.data_key, sealed=sealed, purpose=f"lift:{request.public_id}"))


def seal_note(*, referral: Referral, offer: Offer, note: str) -> bytes:
    if not note:
        return b""
    return seal(key=referral.data_key, value=note, purpose=f"offer-note:{offer.public_id}")


def note_of(offer: Offer, *, referral: Referral) -> str:
    """What the provider wrote to the referring office, "" where it wrote nothing."""
    if not offer.note_sealed:
        return ""
    note = unseal(
        key=referral.data_key, sealed=bytes(offer.note_sealed), purpose=f"offer-note:{offer.public_id}"
    )
    return str(note)
