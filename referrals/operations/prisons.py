"""The person was taken to another prison: the case goes along."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from home.geography.models import Prison
from home.users.models import User

from ..answers import SubmittedAnswers
from ..models import Referral, RequestState, ServiceRequest
from ..sealed import answers_of
from ..workflow import OPEN, Action, NotAllowed
from .cases import (
    Followed,
    lock_for_search,
    lock_referral,
    once_followed,
    record_change,
    search_again,
    store_answers,
    tell_office,
)
from .stays import current_placement, tell_asked


def change_prison(
    *, actor: User, key: str, referral_id: UUID, prison_id: UUID, today: date, now: datetime
) -> dict[UUID, Followed]:
    """Hand the case over to another prison of the country, and test help given in prison again.

    From then on the officers of the new prison see it, those of the former one do not. Help that is to be given
    in prison stays with its provider where that works in the new prison, too, and is looked for elsewhere
    otherwise; what is under way stays, and its provider is told. Returns what became of each open request, by
    public id; the same with the same key. Raises ``Referral.DoesNotExist``, ``Prison.DoesNotExist`` also for a
    prison of another country, ``KeyReused``, and ``NotAllowed`` for a referral that is closed, of somebody
    already released, or of that prison.
    """

    def work() -> Mapping[str, Followed]:
        referral = lock_referral(referral_id=referral_id, action=Action.MOVE)
        before = referral.prison
        if before is None or before.public_id == prison_id:
            raise NotAllowed(referral.release_kind, Action.MOVE)
        after = Prison.objects.get(public_id=prison_id, country=referral.country)
        requests = lock_for_search(referral=referral, states=OPEN)
        answers = _store_prison(referral=referral, prison=after)
        told = {"from_state": before.code, "to_state": after.code}
        record_change(kind="referral.prison_changed", referral=referral, actor=actor, now=now, **told)
        tell_office(kind="referral.prison_changed", referral=referral, actor=actor, now=now)
        return {str(request.public_id): _follow(request, after, answers, today, now) for request in requests}

    request = {"referral": str(referral_id), "prison": str(prison_id)}
    return once_followed(operation="referral.change_prison", key=key, actor=actor, request=request, work=work)


def _store_prison(*, referral: Referral, prison: Prison) -> SubmittedAnswers:
    answers = answers_of(referral)
    answers = replace(answers, release=replace(answers.release, prison=prison.code))
    referral.prison = prison
    store_answers(referral=referral, answers=answers, fields=["prison"])
    return answers


def _follow(
    request: ServiceRequest, prison: Prison, answers: SubmittedAnswers, today: date, now: datetime
) -> Followed:
    if not request.in_prison:
        return Followed.UNCHANGED
    placement = current_placement(request)
    under_way = request.state == RequestState.ACTIVE
    if placement and (under_way or placement.stay.service_at_location.works_in(prison)):
        tell_asked(placement=placement, kind="offer.changed", now=now)
        return Followed.UNDER_WAY if under_way else Followed.STAYED
    return search_again(request=request, answers=answers, today=today, now=now)
