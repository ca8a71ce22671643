"""The waiting list and the free places, looked at all at once: who can only go to one house gets it first."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from home.geography.queries import RegionTree, region_tree
from providers.standings import local_day

from ..askings import Seeker, askings_of, places_for
from ..deadlines import news_overdue
from ..matching import Match, suitable
from ..models import RequestState, ServiceRequest
from ..planning.model import Move
from ..planning.solve import plan
from ..sealed import answers_of
from ..turns import in_turn
from .carrying_out import Change, carry_out

_logger = logging.getLogger(__name__)

Look = Callable[[ServiceRequest, RegionTree], Match]


def waiting_in_turn(country: str) -> list[ServiceRequest]:
    """Who waits in a country, the first in turn first."""
    waiting = ServiceRequest.objects.filter(state=RequestState.WAITING, referral__country=country)
    return list(in_turn(waiting.select_related("referral__data_key", "service_type", "region")))


def place_waiting_in(*, country: str, now: datetime) -> tuple[int, bool]:
    """Give free places to those who wait. Returns how many found one, and whether everything went well.

    Reads and plans outside any transaction; each step of the plan is one of its own. Nobody is moved for it.
    """
    today = local_day(now, country)
    seekers, all_well = waiting_seekers(country=country, today=today, look=_looking(today))
    if not any(seeker.match.ranked for seeker in seekers):
        return 0, all_well
    places = places_for(seekers, today=today)
    by_id = {seeker.id: seeker for seeker in seekers}
    placed = 0
    for moves in plan(askings_of(seekers, places), places.houses).steps:
        changes = [change_of(move, by_id) for move in moves]
        found, went_well = _do(changes, by_id, today, now)
        placed, all_well = placed + found, all_well and went_well
    return placed, all_well


def _looking(today: date) -> Look:
    return lambda request, tree: suitable(
        request=request, answers=answers_of(request.referral), tree=tree, today=today
    )


def waiting_seekers(*, country: str, today: date, look: Look) -> tuple[list[Seeker], bool]:
    """Who waits, in turn, with what routing finds for them, and whether all could be looked at.

    One that cannot be opened must not keep those behind it from their turn; who belongs to it waits with it. So
    does whoever owes news of a hearing.
    """
    requests = waiting_in_turn(country)
    unheard = {request.pk for request in requests if news_overdue(request, today=today)}
    seekers = list(looked_at([request for request in requests if request.pk not in unheard], look))
    missing = {request.pk for request in requests} - {seeker.request.pk for seeker in seekers}
    broken = {request.referral_id for request in requests if request.pk in missing}
    whole = [
        seeker
        for seeker in seekers
        if not (seeker.request.referral.together and seeker.request.referral_id in broken)
    ]
    return whole, missing == unheard


def looked_at(requests: Iterable[ServiceRequest], look: Look) -> Iterator[Seeker]:
    """Requests with what routing finds for them; those where it fails are logged and left out."""
    tree = region_tree()
    for request in requests:
        try:
            yield Seeker(request, look(request, tree))
        except Exception as error:
            _logger.error("request %s could not be looked at: %s", request.public_id, type(error).__name__)


def change_of(move: Move, by_id: dict[str, Seeker]) -> Change:
    """A move of the planner as what is to be done, in public ids."""
    seeker, option = by_id[move.asking], move.option
    programme = seeker.match.services[option.house].programme_for(option.start, option.end)
    assert programme is not None
    return Change(
        request=seeker.request.public_id,
        left=UUID(move.origin) if move.origin else None,
        house=UUID(option.house),
        programme=programme,
        asked_from=seeker.request.start,
        start=option.start,
        end=option.end,
    )


def _do(changes: list[Change], by_id: dict[str, Seeker], today: date, now: datetime) -> tuple[int, bool]:
    """One step of the plan: how many it placed, and whether it went well (a place taken meanwhile is no error)."""
    matches = {change.request: by_id[str(change.request)].match for change in changes}
    try:
        with transaction.atomic():
            done = carry_out(changes=changes, matches=matches, planned_by="", today=today, now=now)
    except Exception as error:
        ids = ", ".join(str(change.request) for change in changes)
        _logger.error("request %s could not be placed: %s", ids, type(error).__name__)
        return 0, False
    return (len(changes) if done else 0), done
