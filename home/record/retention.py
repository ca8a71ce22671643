"""Deleting what was kept long enough, batch after batch, so that nobody waits behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from .apps import retention_days

BATCH = 500
MOST_BATCHES = 40
"""In one sweep; the next one goes on."""

Rows = Callable[[datetime], "QuerySet[Any]"]


def before(term: str, now: datetime) -> datetime:
    """What is older than this has been kept long enough. ``term``: a name in the setting RETENTION_DAYS."""
    return now - timedelta(days=retention_days(term))


def nearly_before(term: str, now: datetime, *, days: int) -> datetime:
    """What is older than this has been kept long enough in `days` days from `now`, or is by now."""
    return before(term, now + timedelta(days=days))


def delete_in_batches(rows: "QuerySet[Any]") -> int:
    """Delete the rows, each batch in a transaction of its own, the oldest first; returns how many."""
    deleted = 0
    for _ in range(MOST_BATCHES):
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not keys:
            break
        # Asked once more: what was taken up again meanwhile stays.
        deleted += rows.filter(pk__in=keys).delete()[0]
    return deleted


@dataclass
class Forgetting:
    """A duty that deletes rows when their term is over. Done for the day, it looks again on the next one.

    ``rows``: those that are older than a moment, and may go.
    """

    term: str
    rows: Rows
    # Lost with the process: it looks again.
    _done_on: date | None = field(default=None, init=False)

    def __call__(self, now: datetime) -> int:
        if self._done_on == now.date():
            return 0
        deleted = delete_in_batches(self.rows(before(self.term, now)))
        self._done_on = None if deleted else now.date()
        return deleted
