"""Places for all requests of a new referral: as many as there are or, where they belong together, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ..matching import Match
from ..models import Placement, ServiceRequest
from .placing import keep_first, lock_searches, settle, wait


class TakenMeanwhile(Exception):
    """Somebody took every place that was found before the lock; worth looking once more."""


class _NotAll(Exception):
    """One of those that belong together found no place."""


@dataclass(frozen=True)
class ToBook:
    """A new request, and where it would fit."""

    request: ServiceRequest
    match: Match


def book(*, rows: Sequence[ToBook], together: bool, patient: bool, today: date, now: datetime) -> None:
    """Keep a place for each request, or put it on the waiting list; in the caller's transaction.

    ``together``: where one of them finds no place, none is kept. ``patient``: raises TakenMeanwhile where places
    were found and are all taken by now; otherwise such a request waits.
    """
    kept = _keep(rows=rows, together=together, patient=patient, today=today, now=now)
    for row in rows:
        placement = kept.get(row.request.pk)
        if placement is None:
            wait(request=row.request, match=row.match, now=now)
        else:
            settle(request=row.request, match=row.match, placement=placement, today=today, now=now)


def _keep(
    *, rows: Sequence[ToBook], together: bool, patient: bool, today: date, now: datetime
) -> dict[int, Placement]:
    """The placements by key of the request."""
    if together and not all(row.match.ranked for row in rows):
        return {}
    _lock_repeated(rows)
    try:
        with transaction.atomic():
            return _keep_in_order(rows, together=together, patient=patient, today=today, now=now)
    except _NotAll:
        for row in rows:
            row.request.refresh_from_db(fields=["start", "end"])
        return {}


def _lock_repeated(rows: Sequence[ToBook]) -> None:
    """Who takes two houses of one kind may meet somebody who takes them the other way round: one at a time.

    Houses of different kinds are taken in the same order by all.
    """
    kinds = [row.request.service_type_id for row in rows]
    repeated = [row.request for row in rows if kinds.count(row.request.service_type_id) > 1]
    lock_searches(requests=repeated)


def _keep_in_order(
    rows: Sequence[ToBook], *, together: bool, patient: bool, today: date, now: datetime
) -> dict[int, Placement]:
    kept: dict[int, Placement] = {}
    for row in sorted(rows, key=lambda row: (row.request.service_type_id, row.request.order)):
        placement = keep_first(request=row.request, match=row.match, today=today, now=now)
        if placement is not None:
            kept[row.request.pk] = placement
        elif patient and row.match.ranked:
            raise TakenMeanwhile
        elif together:
            raise _NotAll
    return kept
