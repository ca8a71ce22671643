"""Routing a request, keeping its place and asking the provider: all in the caller's transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from home.geography.queries import region_tree
from home.record.outbox import enqueue
from providers.capacity.workdays import add_working_days
from providers.models import Firmness, Stay
from providers.operations import NoPlace, keep_place, set_firmness
from services.models import ServiceType

from ..answers import SubmittedAnswers
from ..matching import Match, match_request
from ..models import DecisionOutcome, Offer, Placement, RequestState, RoutingDecision, ServiceRequest
from ..sealed import answers_of, seal_decision
from ..workflow import Action
from .steps import step


def place(
    *,
    request: ServiceRequest,
    answers: SubmittedAnswers,
    today: date,
    now: datetime,
    wait_quietly: bool = False,
) -> bool:
    """Find the request a place, keep it and ask the provider; otherwise it waits. True if a place was kept.

    ``wait_quietly``: a request that waits already leaves no new decision when it goes on waiting.
    """
    match = match_request(request=request, answers=answers, tree=region_tree(), today=today)
    placement = _first_place(request=request, match=match, today=today, now=now)
    if placement is not None:
        _store_decision(request=request, match=match, placement=placement, now=now)
        _offer(request=request, placement=placement, today=today, now=now)
        return True
    if not wait_quietly:
        _store_decision(request=request, match=match, placement=None, now=now)
        _wait(request=request, now=now)
    return False


def lock_search(*, request: ServiceRequest) -> None:
    """One search after a no at a time for each service type: to be taken before the old place is given back.

    Such a transaction locks the house that is left and then, as the ranking will have it, the next one. Two of
    them that cross would wait for each other for ever.
    """
    ServiceType.objects.select_for_update(no_key=True).get(pk=request.service_type_id)


def lock_searches(*, requests: Iterable[ServiceRequest]) -> None:
    """As `lock_search`, for all requests of a referral that may lose their places in one step."""
    types = {request.service_type_id for request in requests}
    list(ServiceType.objects.select_for_update(no_key=True).filter(pk__in=types).order_by("pk"))


def place_again(*, request: ServiceRequest, today: date, now: datetime) -> bool:
    """The next suitable provider, after one said no or nothing; `lock_search` was taken before."""
    return place(request=request, answers=answers_of(request.referral), today=today, now=now)


def _first_place(*, request: ServiceRequest, match: Match, today: date, now: datetime) -> Placement | None:
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
    holder = uuid4()
    try:
        with transaction.atomic():
            kept = keep_place(
                service_at_location_id=found.service.public_id,
                programme_id=programme_id,
                start=ranked.start,
                end=ranked.end,
                requirement_codes=frozenset(request.requirement_codes),
                firmness=Firmness.PROVISIONAL,
                holder=holder,
                today=today,
                now=now,
            )
    except NoPlace:
        return None
    _take_dates(request=request, start=ranked.start, end=ranked.end)
    stay = Stay.objects.select_related("service_at_location__provider").get(public_id=kept.stay_id)
    return Placement.objects.create(public_id=holder, request=request, stay=stay, created_at=now)


def _take_dates(*, request: ServiceRequest, start: date, end: date) -> None:
    """The request has the days that its place is kept for."""
    if (request.start, request.end) != (start, end):
        request.start, request.end = start, end
        request.save(update_fields=["start", "end"])


def _offer(*, request: ServiceRequest, placement: Placement, today: date, now: datetime) -> None:
    """Ask the provider at once. Deadlines count working days of the provider's country."""
    service = placement.stay.service_at_location
    step(request=request, action=Action.KEEP, now=now)
    step(request=request, action=Action.OFFER, now=now)
    set_firmness(stay_id=placement.stay.public_id, firmness=Firmness.OFFERED)
    offer = Offer.objects.create(
        placement=placement,
        provider=service.provider,
        sent_at=now,
        due_on=add_working_days(today, service.answer_days, service.provider.country),
    )
    enqueue(
        kind="offer.sent",
        payload={"offer": str(offer.public_id)},
        dedupe_key=f"offer.sent:{offer.public_id}",
        due_at=now,
    )


def _wait(*, request: ServiceRequest, now: datetime) -> None:
    """To the waiting list; who is on it already keeps the turn."""
    if request.state == RequestState.WAITING:
        return
    step(request=request, action=Action.WAIT, now=now)
    enqueue(
        kind="request.waiting",
        payload={"request": str(request.public_id)},
        dedupe_key=f"request.waiting:{request.public_id}:{now.isoformat()}",
        due_at=now,
    )


def _store_decision(
    *, request: ServiceRequest, match: Match, placement: Placement | None, now: datetime
) -> None:
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
