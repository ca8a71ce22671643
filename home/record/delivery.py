"""Doing the work that waits in the outbox: each row in a transaction of its own, again after a failure."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from .models import Outbox

Handler = Callable[[Mapping[str, Any]], None]
Whom = Callable[[Mapping[str, Any]], Iterable[UUID]]

TO = "to"
"""Where a row that is meant for one person alone says for whom: the user's public id, as text."""

MOST_ATTEMPTS = 12
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True)
class _Kind:
    """What delivers rows of a kind and, where they are for several people, for whom one row each is made."""

    handler: Handler
    whom: Whom | None = None


_kinds: dict[str, _Kind] = {}
_logger = logging.getLogger(__name__)


class HandlerMissing(Exception):
    """Nothing is registered for this kind of row. It waits, as it would for a handler that fails."""


class _Outcome(Enum):
    SENT = auto()
    PUT_OFF = auto()
    NOTHING_DUE = auto()


def register(kind: str, handler: Handler) -> None:
    """Say what delivers rows of a kind ("offer.sent"). It runs in the row's transaction and may run again.

    Raises ValueError where the kind has another handler.
    """
    _register(kind, _Kind(handler))


def register_for_each(kind: str, *, whom: Whom, handler: Handler) -> None:
    """As `register`, for what several people are to get: one whom it cannot reach keeps it from nobody else.

    When such a row is due, a row is added for each user's public id in ``whom(payload)``, with that id as
    ``payload["to"]``. The handler gets those alone, each in a transaction and with attempts of its own.
    """
    _register(kind, _Kind(handler, whom))


def kinds() -> frozenset[str]:
    """The kinds of row that somebody delivers."""
    return frozenset(_kinds)


def deliver_due(*, now: datetime, limit: int = 100) -> int:
    """Deliver up to `limit` rows that are due at `now`; return how many were delivered.

    A row's effect and its `sent_at` are committed together. Where the handler raises, nothing of it stays, the
    row waits longer each time, and after MOST_ATTEMPTS it is given up (`failed_at`) and logged as an error.
    """
    sent = 0
    for _ in range(limit):
        outcome = _deliver_next(now)
        if outcome is _Outcome.NOTHING_DUE:
            break
        sent += outcome is _Outcome.SENT
    return sent


def pause_after(attempts: int) -> timedelta:
    """Return how long a row waits after that many failed attempts: a minute, doubled, at most six hours."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 16)), _LONGEST_PAUSE)


def _deliver_next(now: datetime) -> _Outcome:
    row: Outbox | None = None
    try:
        with transaction.atomic():
            row = _locked_due(now).first()
            if row is None:
                return _Outcome.NOTHING_DUE
            _do(row, now)
            Outbox.objects.filter(pk=row.pk).update(sent_at=now, attempts=row.attempts + 1, last_error="")
    except Exception as error:
        if row is None:
            raise
        _put_off(row, type(error).__name__, now)
        return _Outcome.PUT_OFF
    return _Outcome.SENT


def _locked_due(now: datetime) -> QuerySet[Outbox]:
    due = Outbox.objects.filter(sent_at__isnull=True, failed_at__isnull=True, due_at__lte=now)
    # PostgreSQL: others take other rows. SQLite has one writer and ignores this.
    return due.order_by("due_at", "id").select_for_update(skip_locked=True)


def _register(name: str, kind: _Kind) -> None:
    if _kinds.setdefault(name, kind) != kind:
        raise ValueError(f"{name} has a handler already")


def _do(row: Outbox, now: datetime) -> None:
    kind = _kinds.get(row.kind)
    if kind is None:
        raise HandlerMissing(row.kind)
    if kind.whom is None or TO in row.payload:
        kind.handler(row.payload)
    else:
        _spread(row, kind.whom(row.payload), now)


def _spread(row: Outbox, whom: Iterable[UUID], now: datetime) -> None:
    """One row for each of them; the keys hold that nobody gets two, however often this is done."""
    rows = [
        Outbox(
            kind=row.kind,
            payload={**row.payload, TO: str(user)},
            dedupe_key=f"{row.dedupe_key}:{user}",
            due_at=now,
        )
        for user in whom
    ]
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)


def _put_off(row: Outbox, error: str, now: datetime) -> None:
    attempts = row.attempts + 1
    given_up = attempts >= MOST_ATTEMPTS
    _logger.log(
        logging.ERROR if given_up else logging.WARNING,
        "outbox row %s (%s) failed with %s, attempt %s%s",
        row.pk,
        row.kind,
        error,
        attempts,
        ", given up" if given_up else "",
    )
    # Since the transaction ended, somebody else may have delivered the row: then its state stands.
    Outbox.objects.filter(pk=row.pk, attempts=row.attempts, sent_at__isnull=True).update(
        attempts=attempts,
        due_at=now + pause_after(attempts),
        failed_at=now if given_up else None,
        last_error=error,
    )
