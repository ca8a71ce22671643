"""What was planned outside the locks is done under them, if all is still as it was when it was planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import transaction

from home.record.outbox import enqueue
from providers.models import Firmness
from providers.operations import NoPlace
from providers.operations.locking import lock_services

from ..matching import Match
from ..models import Placement, RequestState, ServiceRequest
from ..naming import is_named_now
from ..refusals import has_said_no
from ..workflow import Action
from .deciding import name_if_due
from .placing import keep_at, lock_searches, store_decision
from .stays import close_placement, current_placement
from .steps import step


@dataclass(frozen=True, kw_only=True)
class Change:
    """One request gets a place at a house for ``[start, end)``; all ids are public ones.

    ``left``: the house where a place is kept so far; None: it waits. ``asked_from``: the first day of the request
    when it was planned.
    """

    request: UUID
    left: UUID | None
    house: UUID
    programme: UUID
    asked_from: date
    start: date
    end: date

    def to_json(self) -> dict[str, str | None]:
        return {name: None if value is None else str(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            request=UUID(data["request"]),
            left=UUID(data["left"]) if data["left"] else None,
            house=UUID(data["house"]),
            programme=UUID(data["programme"]),
            asked_from=date.fromisoformat(data["asked_from"]),
            start=date.fromisoformat(data["start"]),
            end=date.fromisoformat(data["end"]),
        )


@dataclass(frozen=True)
class _Row:
    """A change, its locked request, and the place that it gives up."""

    change: Change
    request: ServiceRequest
    left: Placement | None


class _OutOfDate(Exception):
    """Somebody has changed since what was planned for."""


def carry_out(
    *,
    changes: Sequence[Change],
    matches: Mapping[UUID, Match],
    planned_by: str,
    today: date,
    now: datetime,
) -> bool:
    """Do all of the changes or none, in the caller's transaction; whoever keeps a place keeps one either way.

    ``matches``: what routing found, by request, to be stored as the reason. ``planned_by``: the plan's public id
    for the events, "" where none was stored. False where a request, or a house, is not as it was planned.
    """
    try:
        rows = _as_planned(changes, today)
        with transaction.atomic():
            lock_searches(requests=[row.request for row in rows])
            placements = _change_places(rows, matches, today, now)
    except (_OutOfDate, NoPlace):
        return False
    for row, placement in zip(rows, placements, strict=True):
        _tell(row, placement, matches.get(row.change.request), planned_by, now)
        name_if_due(request=row.request, placement=placement, today=today, now=now)
    return True


def _change_places(
    rows: Sequence[_Row], matches: Mapping[UUID, Match], today: date, now: datetime
) -> list[Placement]:
    """Give up every place that is left, then keep the new ones in the order of the plan. Raises NoPlace."""
    houses = {row.change.house for row in rows} | {row.change.left for row in rows if row.change.left}
    lock_services(houses)
    for row in rows:
        if row.left is not None:
            close_placement(placement=row.left, today=today, now=now)
    return [_keep(row, matches[row.change.request], today, now) for row in rows]


def _keep(row: _Row, match: Match, today: date, now: datetime) -> Placement:
    change = row.change
    return keep_at(
        request=row.request,
        house_id=change.house,
        programme_id=change.programme,
        start=change.start,
        end=change.end,
        languages=match.decision.need.must_speak,
        today=today,
        now=now,
    )


def _tell(row: _Row, placement: Placement, match: Match | None, planned_by: str, now: datetime) -> None:
    step(request=row.request, action=_action(row), reason_code=planned_by, now=now)
    if _action(row) is Action.EARLIER:
        enqueue(
            kind="request.earlier",
            payload={"request": str(row.request.public_id)},
            dedupe_key=f"request.earlier:{row.request.public_id}:{now.isoformat()}",
            due_at=now,
        )
    if match is not None:
        store_decision(request=row.request, match=match, placement=placement, now=now)


def _action(row: _Row) -> Action:
    if row.left is None:
        return Action.KEEP
    return Action.EARLIER if row.change.start < row.left.stay.start else Action.REARRANGE


def _as_planned(changes: Sequence[Change], today: date) -> list[_Row]:
    """The requests, locked in order of their keys. Raises _OutOfDate."""
    requests = {request.public_id: request for request in _locked(change.request for change in changes)}
    rows = []
    for change in changes:
        request = requests.get(change.request)
        # A house may have said no since the plan was made.
        if request is None or has_said_no(request=request, house=change.house):
            raise _OutOfDate
        if request.start != change.asked_from:
            raise _OutOfDate
        rows.append(_Row(change, request, _place_to_leave(request, change, today)))
    return rows


def _locked(ids: Iterable[UUID]) -> list[ServiceRequest]:
    requests = ServiceRequest.objects.select_related("referral__data_key", "service_type")
    locked = requests.select_for_update(no_key=True, of=("self",))
    return list(locked.filter(public_id__in=set(ids)).order_by("pk"))


def _place_to_leave(request: ServiceRequest, change: Change, today: date) -> Placement | None:
    """The provisional place that is given up, None for who waits. Raises _OutOfDate."""
    if change.left is None:
        if request.state != RequestState.WAITING:
            raise _OutOfDate
        return None
    placement = current_placement(request)
    if placement is None or request.state != RequestState.KEPT or not _may_leave(placement, change):
        raise _OutOfDate
    if is_named_now(request=request, placement=placement, today=today):
        raise _OutOfDate
    return placement


def _may_leave(placement: Placement, change: Change) -> bool:
    stay = placement.stay
    provisional = stay.firmness == Firmness.PROVISIONAL and stay.released_at is None
    return provisional and stay.service_at_location.public_id == change.left
