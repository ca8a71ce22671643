"""Routing a request and keeping its place; where its day has come, asking the provider: in one transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from home.geography.queries import region_tree
from home.record.outbox import enqueue
from providers.models import Firmness, Stay
from providers.operations import NoPlace, keep_place
from services.models import ServiceType

from ..answers import SubmittedAnswers
from ..deadlines import depends_on_hearing, held_until
from ..matching import Match, match_request
from ..models import DecisionOutcome, Placement, RequestState, RoutingDecision, ServiceRequest
from ..sealed import answers_of, seal_decision
from ..workflow import Action
from .deciding import name_if_due
from .steps import step


def place(*, request: ServiceRequest, answers: SubmittedAnswers, today: date, now: datetime) -> bool:
    """Find the request a place and keep it; otherwise it waits. True if a place was kept."""
    match = match_request(request=request, answers=answers, tree=region_tree(), today=today)
    placement = keep_first(request=request, match=match, today=today, now=now)
    if placement is None:
        wait(request=request, match=match, now=now)
    else:
        settle(request=request, match=match, placement=placement, today=today, now=now)
    return placement is not None


def lock_search(*, request: ServiceRequest) -> None:
    """One search after a no at a time for each service type: to be taken before the old place is given back.

    Such a transaction locks the house that is left and then, as the ranking will have it, the next one. Two of
    them that cross would wait for each other for ever.
    """
    ServiceType.objects.select_for_update(no_key=True).get(pk=request.service_type_id)


def lock_searches(*, requests: Iterable[ServiceRequest]) -> None:
    """As `lock_search`, for all requests that may take or leave several houses in one step."""
    types = {request.service_type_id for request in requests}
    list(ServiceType.objects.select_for_update(no_key=True).filter(pk__in=types).order_by("pk"))


def place_again(*, request: ServiceRequest, today: date, now: datetime) -> bool:
    """The next suitable provider, after one said no or nothing; `lock_search` was taken before."""
    return place(request=request, answers=answers_of(request.referral), today=today, now=now)


def keep_first(*, request: ServiceRequest, match: Match, today: date, now: datetime) -> Placement | None:
    """Keep a place at the first of the ranking that has one still; None where somebody has taken them all."""
    for candidate_id in match.ranked:
        placement = _try(request=request, match=match, candidate_id=candidate_id, today=today, now=now)
        if placement is not None:
            return placement
    return None


def _try(
    *, request: ServiceRequest, match: Match, candidate_id: str, today: date, now: datetime
) -> Placement | None:
    """Keep a place at one candidate. Somebody may have taken it since it was read: then None.

    The savepoint gives back the house's lock when it is full, so that no two bookings wait for each other.
    """
    ranked, found = match.ranked[candidate_id], match.services[candidate_id]
    programme_id = found.programme_for(ranked.start, ranked.end)
    if programme_id is None:
        return None
    try:
        with transaction.atomic():
            return keep_at(
                request=request,
                house_id=found.service.public_id,
                programme_id=programme_id,
                start=ranked.start,
                end=ranked.end,
                languages=match.decision.need.must_speak,
                today=today,
                now=now,
            )
    except NoPlace:
        return None


def keep_at(
    *,
    request: ServiceRequest,
    house_id: UUID,
    programme_id: UUID,
    start: date,
    end: date,
    languages: frozenset[str],
    today: date,
    now: datetime,
) -> Placement:
    """Keep a place at this house for ``[start, end)``; the request has these days from then on. Raises NoPlace.

    ``languages``: whoever works at the place speaks one of them; none: any will do.
    """
    holder = uuid4()
    kept = keep_place(
        service_at_location_id=house_id,
        programme_id=programme_id,
        start=start,
        end=end,
        requirement_codes=frozenset(request.requirement_codes),
        languages=languages,
        firmness=Firmness.PROVISIONAL,
        holder=holder,
        today=today,
        now=now,
    )
    take_dates(request=request, start=start, end=end)
    stay = Stay.objects.select_related("service_at_location__provider").get(public_id=kept.stay_id)
    country = stay.service_at_location.provider.country
    held = held_until(referral=request.referral, country=country) if depends_on_hearing(request) else None
    return Placement.objects.create(
        public_id=holder, request=request, stay=stay, created_at=now, held_until=held
    )


def take_dates(*, request: ServiceRequest, start: date, end: date) -> None:
    """The request has the days that its place is kept for, also where it has waited longer than was agreed."""
    if (request.start, request.end) != (start, end):
        request.start, request.end = start, end
        request.latest_start = max(request.latest_start, start)
        request.save(update_fields=["start", "end", "latest_start"])


def settle(
    *, request: ServiceRequest, match: Match, placement: Placement, today: date, now: datetime
) -> None:
    """The place is the request's: store why, and ask the provider where its day has come."""
    store_decision(request=request, match=match, placement=placement, now=now)
    step(request=request, action=Action.KEEP, now=now)
    name_if_due(request=request, placement=placement, today=today, now=now)


def wait(*, request: ServiceRequest, match: Match, now: datetime) -> None:
    """Store why there was no place. To the waiting list; who is on it already keeps the turn."""
    store_decision(request=request, match=match, placement=None, now=now)
    if request.state == RequestState.WAITING:
        return
    step(request=request, action=Action.WAIT, now=now)
    enqueue(
        kind="request.waiting",
        payload={"request": str(request.public_id)},
        dedupe_key=f"request.waiting:{request.public_id}:{now.isoformat()}",
        due_at=now,
    )


def store_decision(
    *, request: ServiceRequest, match: Match, placement: Placement | None, now: datetime
) -> None:
    """Keep what routing saw and said, sealed under the referral's key, with the place that came of it."""
    decision_id = uuid4()
    RoutingDecision.objects.create(
        public_id=decision_id,
        request=request,
        at=now,
        outcome=DecisionOutcome.PLACED if placement else DecisionOutcome.NO_PLACE,
        chosen=placement.stay.service_at_location if placement else None,
        sealed=seal_decision(referral=request.referral, decision_id=decision_id, decision=match.decision),
        excluded_by_sql=match.left_out,
        engine_version=match.decision.engine_version,
    )
