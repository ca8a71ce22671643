"""The release was refused, or the person died: what was kept is freed, and whoever prepared is told."""

from datetime import date, datetime
from uuid import UUID

from home.users.models import User

from ..models import HearingOutcome, ReleaseKind, RequestState, ServiceRequest
from ..workflow import BEFORE_START, OPEN, Action, NotAllowed
from .cases import lock_referral, lock_requests, once_done, record_change, tell_office
from .closing import close_referral
from .stays import end_placement
from .steps import step
from .withdrawal import close_as_withdrawn, withdraw_request

REFUSED = "RELEASE_REFUSED"
DIED = "PERSON_DIED"


def release_refused(*, actor: User, key: str, referral_id: UUID, today: date, now: datetime) -> None:
    """The hearing said no: all that has not begun is taken back in one step.

    Help under way goes on, and the referral then stays open. So it is also where a ruling that granted the release
    is overruled. Safe to repeat with the same key. Raises ``Referral.DoesNotExist``, ``KeyReused``, and
    ``NotAllowed`` where no hearing decides, this was said before, or the referral is closed.
    """

    def work() -> None:
        referral = lock_referral(referral_id=referral_id, action=Action.WITHDRAW)
        if (
            referral.release_kind != ReleaseKind.CONDITIONAL
            or referral.hearing_outcome == HearingOutcome.REFUSED
        ):
            raise NotAllowed(referral.release_kind, Action.WITHDRAW)
        referral.hearing_outcome = HearingOutcome.REFUSED
        referral.save(update_fields=["hearing_outcome"])
        for request in lock_requests(referral=referral, states=BEFORE_START):
            withdraw_request(request=request, actor=actor, reason_code=REFUSED, today=today, now=now)
        record_change(kind="referral.release_refused", referral=referral, actor=actor, now=now)
        tell_office(kind="referral.hearing_told", referral=referral, actor=actor, now=now)
        if not referral.requests.filter(state__in=OPEN).exists():
            close_as_withdrawn(referral=referral, actor=actor, reason_code=REFUSED, now=now)

    once_done(operation="referral.release_refused", key=key, actor=actor, referral_id=referral_id, work=work)


def person_died(*, actor: User, key: str, referral_id: UUID, today: date, now: datetime) -> None:
    """Close the referral and free everything. Providers hear no more than that they need do nothing.

    Why is sealed in the event: neither columns nor the receipt tell it. Safe to repeat with the same key.
    Raises ``Referral.DoesNotExist``, ``KeyReused``, and ``NotAllowed`` when it is closed already.
    """

    def work() -> None:
        referral = lock_referral(referral_id=referral_id, action=Action.END)
        for request in lock_requests(referral=referral, states=OPEN):
            _end(request=request, actor=actor, today=today, now=now)
        close_referral(referral=referral, actor=actor, reason=DIED, now=now)

    operation = "referral.close"
    once_done(operation=operation, key=key, actor=actor, referral_id=referral_id, work=work, reason=DIED)


def _end(*, request: ServiceRequest, actor: User, today: date, now: datetime) -> None:
    action = Action.END if request.state == RequestState.ACTIVE else Action.WITHDRAW
    step(request=request, action=action, actor=actor, now=now)
    end_placement(request=request, today=today, now=now)
