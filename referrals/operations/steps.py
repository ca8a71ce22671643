"""One step of a request along the table of ``workflow``, with its event."""

from datetime import datetime

from home.record.events import record_event
from home.users.models import User

from ..models import RequestState, ServiceRequest
from ..workflow import Action, next_state
from .lifting import end_lift


def step(
    *,
    request: ServiceRequest,
    action: Action,
    now: datetime,
    actor: User | None = None,
    reason_code: str = "",
) -> None:
    """Take the action and record it. Raises NotAllowed where the state does not know it; then nothing changed."""
    before = request.state
    request.state = next_state(before, action)
    waits = request.state == RequestState.WAITING
    request.waiting_since = (request.waiting_since or now) if waits else None
    request.save(update_fields=["state", "waiting_since"])
    end_lift(request=request)
    record_event(
        kind=f"request.{action.lower()}",
        subject_kind="request",
        subject_id=request.public_id,
        at=now,
        actor_id=actor.public_id if actor else None,
        from_state=before,
        to_state=request.state,
        reason_code=reason_code,
    )
