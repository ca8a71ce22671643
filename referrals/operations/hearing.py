"""What became of a hearing: granted, put off, or no news of it for too long. A refusal is in ``endings``."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from home.record.outbox import enqueue
from home.users.models import User

from ..deadlines import depends_on_hearing
from ..models import HearingOutcome, Placement, Referral, ReleaseKind, RequestState, ServiceRequest
from ..sealed import answers_of
from ..workflow import Action, NotAllowed
from .cases import Followed, lock_referral, once_followed, record_change, search_again, tell_office
from .moving import ReleaseDates, follow_release, record_moved
from .stays import current_placement, end_placement, tell_asked
from .steps import step

NO_NEWS = "NO_NEWS"
HELD = (RequestState.KEPT, RequestState.OFFERED, RequestState.ACCEPTED)


def release_granted(
    *, actor: User, key: str, referral_id: UUID, released_on: date, today: date, now: datetime
) -> dict[UUID, Followed]:
    """The hearing decided for the release, on a day that may differ from the one expected.

    Whatever begins with the release moves along as by `move_release`; places are held for good, and a request that
    waits is looked at again. Returns what became of each request that has not begun, by public id; the same with
    the same key. Raises ``Referral.DoesNotExist``, ``KeyReused``, and ``NotAllowed`` for a referral that is closed
    or awaits no hearing.
    """

    def work() -> Mapping[str, Followed]:
        referral = _lock_awaiting(referral_id)
        referral.hearing_outcome = HearingOutcome.GRANTED
        referral.save(update_fields=["hearing_outcome"])
        record_change(kind="referral.release_granted", referral=referral, actor=actor, now=now)
        dates = ReleaseDates(expected=released_on, hearing=referral.hearing_on)
        return _follow(referral=referral, dates=dates, actor=actor, today=today, now=now)

    request = {"referral": str(referral_id), "released_on": released_on.isoformat()}
    operation = "referral.release_granted"
    return once_followed(operation=operation, key=key, actor=actor, request=request, work=work)


def hearing_postponed(
    *, actor: User, key: str, referral_id: UUID, hearing: date, expected: date, today: date, now: datetime
) -> dict[UUID, Followed]:
    """The hearing is on another day: places are held and answers are due accordingly, the release moves along.

    Returns and raises as `release_granted`.
    """

    def work() -> Mapping[str, Followed]:
        referral = _lock_awaiting(referral_id)
        told = {"from_state": f"{referral.hearing_on or ''}", "to_state": hearing.isoformat()}
        record_change(kind="referral.hearing_postponed", referral=referral, actor=actor, now=now, **told)
        dates = ReleaseDates(expected=expected, hearing=hearing)
        return _follow(referral=referral, dates=dates, actor=actor, today=today, now=now)

    request = {
        "referral": str(referral_id),
        "hearing": hearing.isoformat(),
        "expected": expected.isoformat(),
    }
    operation = "referral.hearing_postponed"
    return once_followed(operation=operation, key=key, actor=actor, request=request, work=work)


def give_back_unheard(*, placement: Placement, today: date, now: datetime) -> bool:
    """Without news of the hearing the place is free for others, and the request waits. True if so.

    In a transaction of the sweeper's, which found that the place is held no longer; whatever happened meanwhile
    stands. The office, the provider and the coordinators are told.
    """
    locked = ServiceRequest.objects.select_for_update(no_key=True, of=("self",))
    request = locked.select_related("referral").get(pk=placement.request_id)
    current = current_placement(request)
    over = current is not None and current.held_until is not None and current.held_until < today
    if request.state not in HELD or current != placement or not (over and depends_on_hearing(request)):
        return False
    step(request=request, action=Action.WAIT, reason_code=NO_NEWS, now=now)
    end_placement(request=request, today=today, now=now)
    for kind in ("request.not_held", "request.waiting"):
        enqueue(
            kind=kind,
            payload={"request": str(request.public_id)},
            dedupe_key=f"{kind}:{request.public_id}:{now.isoformat()}",
            due_at=now,
        )
    return True


def _lock_awaiting(referral_id: UUID) -> Referral:
    """Lock a referral whose release a hearing is to decide. Raises NotAllowed for others."""
    referral = lock_referral(referral_id=referral_id, action=Action.MOVE)
    awaits = referral.release_kind == ReleaseKind.CONDITIONAL and not referral.hearing_outcome
    if not awaits or referral.release_on is None:
        raise NotAllowed(referral.release_kind, Action.MOVE)
    return referral


def _follow(
    *, referral: Referral, dates: ReleaseDates, actor: User, today: date, now: datetime
) -> dict[str, Followed]:
    """As `follow_release`; who keeps place and dates is told as well, and who waits is looked at again."""
    tell_office(kind="referral.hearing_told", referral=referral, actor=actor, now=now)
    if dates.expected != referral.release_on:
        record_moved(referral=referral, after=dates.expected, actor=actor, now=now)
    followed = follow_release(referral=referral, dates=dates, actor=actor, today=today, now=now)
    unchanged = [request_id for request_id, each in followed.items() if each is Followed.UNCHANGED]
    for request in referral.requests.filter(public_id__in=unchanged).select_related("service_type"):
        if request.state == RequestState.WAITING:
            again = search_again(request=request, answers=answers_of(referral), today=today, now=now)
            followed[str(request.public_id)] = again
        elif (placement := current_placement(request)) is not None:
            tell_asked(placement=placement, kind="offer.changed", now=now)
    return followed
