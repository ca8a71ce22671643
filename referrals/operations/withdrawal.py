"""Taking a referral back: everything that was kept or asked for is freed in one step."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User

from ..models import Referral, ReferralState, ServiceRequest
from ..workflow import FINAL, Action, next_state
from .stays import end_placement
from .steps import step


def withdraw_referral(
    *, actor: User, key: str, referral_id: UUID, reason_code: str, today: date, now: datetime
) -> None:
    """Withdraw the referral and free every place at once. Safe to repeat with the same key.

    Raises ``Referral.DoesNotExist`` for an unknown id and ``NotAllowed`` when it is closed already.
    """

    def work() -> Mapping[str, object]:
        # Weak locks: whoever changes a request at this moment looks once more, at the end, that its referral exists.
        referral = Referral.objects.select_for_update(no_key=True).get(public_id=referral_id)
        open_requests = referral.requests.exclude(state__in=FINAL).order_by("order", "pk")
        for request in open_requests.select_for_update(no_key=True):
            _withdraw_request(request=request, actor=actor, reason_code=reason_code, today=today, now=now)
        _close(referral=referral, actor=actor, reason_code=reason_code, now=now)
        return {"referral": str(referral_id)}

    once(
        operation="referral.withdraw",
        key=key,
        actor_id=actor.public_id,
        request={"referral": str(referral_id), "reason": reason_code},
        work=work,
    )


def _withdraw_request(
    *, request: ServiceRequest, actor: User, reason_code: str, today: date, now: datetime
) -> None:
    step(request=request, action=Action.WITHDRAW, actor=actor, reason_code=reason_code, now=now)
    end_placement(request=request, today=today, now=now)


def _close(*, referral: Referral, actor: User, reason_code: str, now: datetime) -> None:
    before = referral.state
    referral.state = next_state(before, Action.WITHDRAW, of="referral")
    referral.withdrawn_at = now
    referral.save(update_fields=["state", "withdrawn_at"])
    record_event(
        kind="referral.withdrawn",
        subject_kind="referral",
        subject_id=referral.public_id,
        at=now,
        actor_id=actor.public_id,
        from_state=before,
        to_state=ReferralState.WITHDRAWN,
        reason_code=reason_code,
    )
