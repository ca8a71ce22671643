"""From a need to a decision: read the candidates, measure the distances, ask the pure core."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from home.geography.queries import RegionTree, region_tree
from providers.models import ServiceAtLocation
from services.models import ServiceType

from .answers import RequestAnswers, SubmittedAnswers
from .candidates import WORTH_EXPLAINING, FoundService, found_services
from .models import OfferAnswer, ServiceRequest
from .needs import need_of, period_of, start_of
from .routing.decide import decide, merge
from .routing.model import Decision, Need, Ranked

NO_MORE = (OfferAnswer.DECLINED, OfferAnswer.EXPIRED)


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
    asked = answers.requests[request.order]
    period = period_of(
        service_type=request.service_type,
        country=request.referral.country,
        start=max(request.start, today),
    )
    need = need_of(
        answers=answers,
        request=asked,
        service_type=request.service_type,
        period=period,
        tree=tree,
        asked_before=_asked_before(request),
    )
    found = _decide(need=need, tree=tree, today=today)
    return found if found.decision.ranked else _explained(need=need, tree=tree, today=today)


def _preview(
    *,
    answers: SubmittedAnswers,
    asked: RequestAnswers,
    service_type: ServiceType,
    tree: RegionTree,
    today: date,
) -> ServiceMatch:
    start = start_of(request=asked, service_type=service_type, answers=answers, today=today)
    period = period_of(service_type=service_type, country=answers.release.country, start=start)
    need = need_of(answers=answers, request=asked, service_type=service_type, period=period, tree=tree)
    found = _explained(need=need, tree=tree, today=today)
    services = {candidate_id: one.service for candidate_id, one in found.services.items()}
    return ServiceMatch(service_type, period.start, period.end, found.decision, services)


def _decide(*, need: Need, tree: RegionTree, today: date) -> Match:
    """Test batch after batch until one fits somebody."""
    decisions: list[Decision] = []
    services: dict[str, FoundService] = {}
    while True:
        found = found_services(need=need, tree=tree, today=today, offset=len(services))
        services.update({one.candidate.id: one for one in found.services})
        decisions.append(decide(need, [one.candidate for one in found.services]))
        if decisions[-1].ranked or not found.more:
            return Match(decision=merge(decisions), services=services, left_out=found.left_out)


def _explained(*, need: Need, tree: RegionTree, today: date) -> Match:
    """The first batch with what SQL would leave out, so that people learn what stands in the way."""
    found = found_services(need=need, tree=tree, today=today, keep=WORTH_EXPLAINING)
    services = {one.candidate.id: one for one in found.services}
    decision = decide(need, [one.candidate for one in found.services])
    return Match(decision=decision, services=services, left_out=found.left_out)


def _asked_before(request: ServiceRequest) -> frozenset[str]:
    asked = request.placements.filter(offer__answer__in=NO_MORE).order_by("pk")
    return frozenset(
        str(public_id) for public_id in asked.values_list("stay__service_at_location__public_id", flat=True)
    )
