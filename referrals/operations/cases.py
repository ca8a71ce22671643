"""What changes of a whole case have in common: the referral is locked, its requests follow, all is recorded."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from home.record.events import record_event
from home.record.outbox import enqueue
from home.record.receipts import once
from home.users.models import User

from ..answers import SubmittedAnswers
from ..models import Referral, ServiceRequest
from ..sealed import seal_answers
from ..workflow import Action, next_state
from .placing import lock_searches, place
from .stays import end_placement


class Followed(StrEnum):
    """What a change of the case meant for one request."""

    UNCHANGED = "UNCHANGED"
    STAYED = "STAYED"
    FOUND = "FOUND"
    ELSEWHERE = "ELSEWHERE"
    WAITING = "WAITING"
    UNDER_WAY = "UNDER_WAY"


def lock_referral(*, referral_id: UUID, action: Action) -> Referral:
    """Lock a referral for an action. Raises ``Referral.DoesNotExist``, and ``NotAllowed`` when it is closed."""
    # Weak locks: whoever changes a request at this moment looks once more, at the end, that its referral exists.
    locked = Referral.objects.select_for_update(no_key=True, of=("self",))
    referral = locked.select_related("data_key", "prison").get(public_id=referral_id)
    next_state(referral.state, action, of="referral")
    return referral


def lock_requests(*, referral: Referral, states: Collection[str]) -> list[ServiceRequest]:
    """Lock the referral's requests in these states; they come in the order in which all take their houses."""
    found = referral.requests.filter(state__in=states).select_related("service_type")
    locked = found.order_by("pk").select_for_update(no_key=True, of=("self",))
    return sorted(locked, key=lambda request: (request.service_type_id, request.order))


def lock_for_search(*, referral: Referral, states: Collection[str]) -> list[ServiceRequest]:
    """As `lock_requests`, for requests that may have to leave their places for others."""
    requests = lock_requests(referral=referral, states=states)
    lock_searches(requests=requests)
    return requests


def once_followed(
    *,
    operation: str,
    key: str,
    actor: User,
    request: Mapping[str, object],
    work: Callable[[], Mapping[str, Followed]],
) -> dict[UUID, Followed]:
    """Do the work once for this key; returns what became of each request, by public id."""
    result = once(operation=operation, key=key, actor_id=actor.public_id, request=request, work=work)
    return {UUID(request_id): Followed(followed) for request_id, followed in result.items()}


def once_done(
    *, operation: str, key: str, actor: User, referral_id: UUID, work: Callable[[], None], **body: str
) -> None:
    """Do the work on a referral once for this key; ``body``: what else the request says."""

    def done() -> Mapping[str, object]:
        work()
        return {"referral": str(referral_id)}

    request = {"referral": str(referral_id), **body}
    once(operation=operation, key=key, actor_id=actor.public_id, request=request, work=done)


def search_again(
    *, request: ServiceRequest, answers: SubmittedAnswers, today: date, now: datetime
) -> Followed:
    """Free the place, if there is one, and look for another; the provider that was asked is told."""
    left = end_placement(request=request, today=today, now=now)
    if not place(request=request, answers=answers, today=today, now=now):
        return Followed.WAITING
    return Followed.ELSEWHERE if left else Followed.FOUND


def store_answers(*, referral: Referral, answers: SubmittedAnswers, fields: Iterable[str]) -> None:
    """Seal changed answers under the referral's own key, and save the plain ``fields`` that changed with them."""
    referral.sealed = seal_answers(referral=referral, answers=answers)
    referral.save(update_fields=["sealed", *fields])


def record_change(*, kind: str, referral: Referral, actor: User, now: datetime, **told: Any) -> None:
    """The event of a referral that somebody changed; ``told`` as of `record_event`."""
    record_event(
        kind=kind,
        subject_kind="referral",
        subject_id=referral.public_id,
        at=now,
        actor_id=actor.public_id,
        **told,
    )


def tell_office(*, kind: str, referral: Referral, actor: User, now: datetime) -> None:
    """Tell the side that refers, except the one who did it: a mail of ``kind``, once for each change."""
    enqueue(
        kind=kind,
        payload={"referral": str(referral.public_id), "by": str(actor.public_id)},
        dedupe_key=f"{kind}:{referral.public_id}:{now.isoformat()}",
        due_at=now,
    )
