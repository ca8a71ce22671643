"""From a need to a decision: read the candidates, measure the distances, ask the pure core."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from home.geography.queries import RegionTree, region_tree
from providers.models import ServiceAtLocation
from services.models import ServiceType

from .answers import RequestAnswers, SubmittedAnswers
from .candidates import BATCH, FEW, FoundService, FoundServices, batches, worth_explaining
from .models import ServiceRequest
from .needs import need_of, period_of, start_of
from .reasons import services_by_id
from .refusals import refusals_of
from .routing.codes import Rule
from .routing.dates import latest_start
from .routing.decide import decide, merge
from .routing.model import Candidate, Decision, Need, Ranked


@dataclass(frozen=True)
class Match:
    """What routing answered for one need, and the services it is about, by candidate id.

    ``left_out``: how many services at locations SQL left out, by rule.
    """

    decision: Decision
    services: Mapping[str, FoundService]
    left_out: Mapping[str, int]

    @property
    def ranked(self) -> dict[str, Ranked]:
        """The suitable ones by candidate id, the best first."""
        return {ranked.candidate_id: ranked for ranked in self.decision.ranked}


@dataclass(frozen=True)
class ServiceMatch:
    """What the wizard shows for one service asked for: a preview, nothing is kept."""

    service_type: ServiceType
    start: date
    end: date
    decision: Decision
    services: Mapping[str, ServiceAtLocation]


def match(*, answers: SubmittedAnswers, today: date) -> tuple[ServiceMatch, ...]:
    """Who would fit each service asked for, as of now, in the order of the requests."""
    tree = region_tree()
    types = ServiceType.objects.in_bulk([asked.service_type for asked in answers.requests], field_name="code")
    return tuple(
        _preview(answers=answers, asked=asked, service_type=types[asked.service_type], tree=tree, today=today)
        for asked in answers.requests
    )


def match_request(
    *, request: ServiceRequest, answers: SubmittedAnswers, tree: RegionTree, today: date
) -> Match:
    """Who fits a stored request. Providers that said no, or nothing, are not asked again."""
    need = _stored_need(request=request, answers=answers, tree=tree, today=today)
    return best_match(need=need, tree=tree, today=today)


def match_new(*, answers: SubmittedAnswers, today: date) -> tuple[Match, ...]:
    """Who fits each request of answers that are not stored yet, in the order of the requests."""
    tree = region_tree()
    types = ServiceType.objects.in_bulk([asked.service_type for asked in answers.requests], field_name="code")
    return tuple(
        best_match(
            need=_new_need(answers, asked, types[asked.service_type], tree, today), tree=tree, today=today
        )
        for asked in answers.requests
    )


def suitable(*, request: ServiceRequest, answers: SubmittedAnswers, tree: RegionTree, today: date) -> Match:
    """As `match_request`; where nobody has a place, what stands in the way is not looked into."""
    need = _stored_need(request=request, answers=answers, tree=tree, today=today)
    return _decide(need=need, tree=tree, today=today)


def suitable_if_free(
    *,
    request: ServiceRequest,
    answers: SubmittedAnswers,
    tree: RegionTree,
    today: date,
    on: date | None = None,
    only: Collection[str] | None = None,
) -> Match:
    """As `suitable`, of houses as if each had a place from one day on: the planner moves others away.

    ``on``: that day, not after the last on which help may begin; None: the first. ``only``: the ids of those that
    are taken to be so, the others being as they are; None: all. The order is then made of what does not change
    from day to day, so that nobody is moved to and fro.
    """
    need = _stored_need(request=request, answers=answers, tree=tree, today=today)
    day = on or need.start

    def seen(candidate: Candidate) -> Candidate:
        if only is not None and candidate.id not in only:
            return candidate
        free = replace(candidate, dates_free=day == need.start, dates_free_from=day)
        return free if only is not None else replace(free, load=0.0, slack_days=0)

    return _decide(need=need, tree=tree, today=today, keep=(Rule.DATES,), seen=seen)


def _stored_need(
    *, request: ServiceRequest, answers: SubmittedAnswers, tree: RegionTree, today: date
) -> Need:
    refusals = refusals_of(request)
    period = period_of(
        service_type=request.service_type,
        country=request.referral.country,
        start=max(request.asked_start, today),
    )
    return need_of(
        answers=answers,
        request=answers.requests[request.order],
        service_type=request.service_type,
        period=period,
        tree=tree,
        latest=request.latest_start,
        asked_before=refusals.houses,
        refused_by=refusals.providers,
    )


def _new_need(
    answers: SubmittedAnswers, asked: RequestAnswers, service_type: ServiceType, tree: RegionTree, today: date
) -> Need:
    start = start_of(request=asked, service_type=service_type, answers=answers, today=today)
    period = period_of(service_type=service_type, country=answers.release.country, start=start)
    latest = latest_start(start, asked.later_weeks)
    return need_of(
        answers=answers, request=asked, service_type=service_type, period=period, tree=tree, latest=latest
    )


def _preview(
    *,
    answers: SubmittedAnswers,
    asked: RequestAnswers,
    service_type: ServiceType,
    tree: RegionTree,
    today: date,
) -> ServiceMatch:
    """Places on the day asked for; only where there is none, those that begin later, within what was agreed."""
    need = _new_need(answers, asked, service_type, tree, today)
    found = _shown(replace(need, start_by=None), tree, today)
    if need.start_by and not found.decision.ranked:
        later = _shown(need, tree, today)
        found = later if later.decision.ranked else found
    services = services_by_id(found.services)
    return ServiceMatch(service_type, need.start, need.end, found.decision, services)


def _shown(need: Need, tree: RegionTree, today: date) -> Match:
    found = _explained(need=need, tree=tree, today=today)
    if found.decision.ranked:
        return found
    # Those who fit may all be further away than those of whom it is told what stands in the way.
    further = _decide(need=need, tree=tree, today=today)
    return further if further.decision.ranked else found


def best_match(*, need: Need, tree: RegionTree, today: date) -> Match:
    """Who fits; where nobody does, what stands in the way."""
    found = _decide(need=need, tree=tree, today=today, first=FEW)
    return found if found.decision.ranked else _explained(need=need, tree=tree, today=today)


def _as_it_is(candidate: Candidate) -> Candidate:
    return candidate


def _decide(
    *,
    need: Need,
    tree: RegionTree,
    today: date,
    keep: Collection[str] = (),
    first: int = BATCH,
    seen: Callable[[Candidate], Candidate] = _as_it_is,
) -> Match:
    """Test batch after batch until no later one can hold anybody better. ``seen``: how a candidate is looked at.

    ``first``: how many are tested at first, and with them all who are as near.
    """
    tested: list[FoundServices] = []
    decision = None
    for found in batches(need=need, tree=tree, today=today, keep=keep, first=first):
        tested.append(found)
        latest = decide(need, [seen(one.candidate) for one in found.services])
        decision = latest if decision is None else merge([decision, latest])
        if found.settles(decision.best):
            break
    assert decision is not None, "there is at least one batch"
    services = {one.candidate.id: one for found in tested for one in found.services}
    return Match(decision=decision, services=services, left_out=tested[0].left_out)


def _explained(*, need: Need, tree: RegionTree, today: date) -> Match:
    """The first batch with what SQL would leave out, so that people learn what stands in the way."""
    found = worth_explaining(need=need, tree=tree, today=today)
    services = {one.candidate.id: one for one in found.services}
    decision = decide(need, [one.candidate for one in found.services])
    return Match(decision=decision, services=services, left_out=found.left_out)
