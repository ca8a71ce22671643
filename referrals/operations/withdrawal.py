"""Taking a referral back: everything that was kept or asked for is freed in one step."""

from datetime import date, datetime
from uuid import UUID

from home.users.models import User

from ..models import Referral, ServiceRequest
from ..workflow import OPEN, Action, next_state
from .cases import lock_referral, lock_requests, once_done, record_change
from .stays import end_placement
from .steps import step


def withdraw_referral(
    *, actor: User, key: str, referral_id: UUID, reason_code: str, today: date, now: datetime
) -> None:
    """Withdraw the referral and free every place at once. Safe to repeat with the same key.

    Raises ``Referral.DoesNotExist`` for an unknown id and ``NotAllowed`` when it is closed already.
    """

    def work() -> None:
        referral = lock_referral(referral_id=referral_id, action=Action.WITHDRAW)
        for request in lock_requests(referral=referral, states=OPEN):
            withdraw_request(request=request, actor=actor, reason_code=reason_code, today=today, now=now)
        close_as_withdrawn(referral=referral, actor=actor, reason_code=reason_code, now=now)

    once_done(
        operation="referral.withdraw",
        key=key,
        actor=actor,
        referral_id=referral_id,
        work=work,
        reason=reason_code,
    )


def withdraw_request(
    *, request: ServiceRequest, actor: User, reason_code: str, today: date, now: datetime
) -> None:
    """Take one request back and free its place; the provider that was asked is told."""
    step(request=request, action=Action.WITHDRAW, actor=actor, reason_code=reason_code, now=now)
    end_placement(request=request, today=today, now=now)


def close_as_withdrawn(*, referral: Referral, actor: User, reason_code: str, now: datetime) -> None:
    """The referral itself is taken back; its requests were before."""
    before = referral.state
    referral.state = next_state(before, Action.WITHDRAW, of="referral")
    referral.withdrawn_at = now
    referral.save(update_fields=["state", "withdrawn_at"])
    record_change(
        kind="referral.withdrawn",
        referral=referral,
        actor=actor,
        now=now,
        from_state=before,
        to_state=referral.state,
        reason_code=reason_code,
    )
