"""A coordinator puts a case that waits before all others, with a reason, or gives it back its usual turn.

The lift is the request's as long as nobody has said yes: a provider that declines, or says nothing, costs nobody
their place at the front. With the first yes, or when the request ends, it is over; what stays are the events, each
with its reason under the referral's seal.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from home.geography.permissions import countries_of
from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User

from ..models import RequestState, ServiceRequest
from ..sealed import seal_lift_reason
from ..workflow import NotAllowed

LIFT, LOWER = "LIFT", "LOWER"
LASTS_IN = frozenset({"SUBMITTED", "WAITING", "KEPT", "OFFERED"})

Work = Callable[[ServiceRequest], None]


def lift_request(*, actor: User, key: str, request_id: UUID, reason: str, now: datetime) -> None:
    """Put a request that waits before all others. Safe to repeat with the same key.

    ``reason`` may tell about the person and is sealed. Raises ``ServiceRequest.DoesNotExist`` unless the actor is a
    coordinator of its country, and ``NotAllowed`` where it does not wait or was lifted already.
    """

    def work(request: ServiceRequest) -> None:
        if request.lifted_at is not None:
            raise NotAllowed(request.state, LIFT)
        request.lifted_at, request.lifted_by = now, actor
        request.lift_reason_sealed = seal_lift_reason(request=request, reason=reason)
        _record(LIFT, request, actor, now, request.lift_reason_sealed)

    _once(LIFT, actor, key, request_id, now, work, reason=reason)


def lower_request(*, actor: User, key: str, request_id: UUID, now: datetime) -> None:
    """Give a request that was lifted its usual turn again. Raises as `lift_request`, and where it was not lifted."""

    def work(request: ServiceRequest) -> None:
        if request.lifted_at is None:
            raise NotAllowed(request.state, LOWER)
        _clear(request)
        _record(LOWER, request, actor, now)

    _once(LOWER, actor, key, request_id, now, work)


def end_lift(*, request: ServiceRequest) -> None:
    """Where the request has a provider's yes, or is over, nothing is left to be first for."""
    if request.lifted_at is not None and request.state not in LASTS_IN:
        _clear(request)
        _save(request)


def _once(
    action: str, actor: User, key: str, request_id: UUID, now: datetime, work: Work, **body: str
) -> None:
    def done() -> Mapping[str, object]:
        request = _lock(request_id, actor, now)
        if request.state != RequestState.WAITING:
            raise NotAllowed(request.state, action)
        work(request)
        _save(request)
        return {"request": str(request_id)}

    asked = {"request": str(request_id), **body}
    once(operation=_kind(action), key=key, actor_id=actor.public_id, request=asked, work=done)


def _lock(request_id: UUID, actor: User, now: datetime) -> ServiceRequest:
    own = ServiceRequest.objects.filter(referral__country__in=countries_of(actor, timezone.localdate(now)))
    locked = own.select_for_update(no_key=True, of=("self",)).select_related("referral__data_key")
    return locked.get(public_id=request_id)


def _clear(request: ServiceRequest) -> None:
    request.lifted_at, request.lifted_by, request.lift_reason_sealed = None, None, b""


def _save(request: ServiceRequest) -> None:
    request.save(update_fields=["lifted_at", "lifted_by", "lift_reason_sealed"])


def _kind(action: str) -> str:
    return f"request.{action.lower()}"


def _record(
    action: str, request: ServiceRequest, actor: User, now: datetime, reason: bytes | None = None
) -> None:
    record_event(
        kind=_kind(action),
        subject_kind="request",
        subject_id=request.public_id,
        at=now,
        actor_id=actor.public_id,
        from_state=request.state,
        to_state=request.state,
        note_sealed=reason,
    )
