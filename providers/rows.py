"""The rows that houses and standings are made of, as Python values, for one service or many, alike on every database."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from providers.statements import HOUSES, SERVED, SERVICES, STAYS, TERMS

Row = tuple[Any, ...]
Found = Mapping[int, list[Row]]
"""Rows by key of the service."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One service at a location: what it states of itself. `region` and `prison`: codes of where it is."""

    pk: int
    public_id: UUID
    provider_id: UUID
    country: str
    unit_kind: str
    languages: frozenset[str]
    house_rules: frozenset[str]
    characteristics: frozenset[str]
    turnaround_days: int
    max_age_days: int
    confirmed_at: datetime | None
    region: str | None
    prison: str | None
    closed: bool
    paused: bool
    holds_expired: bool


def facts_of(services: Collection[int], today: date, now: datetime | None = None) -> dict[int, Facts]:
    """By key of the service; keys that are not there are left out. Without `now` no hold has expired."""
    return {row[0]: _facts(row) for row in _read(SERVICES, services, today, now)}


def terms_of(services: Collection[int], today: date) -> Found:
    """Programmes that pay: ("TERM", service, key, public id, start, end, months, None)."""
    return _by_service(sorted(map(_term, _read(TERMS, services, today)), key=_by_key))


def offered_of(services: Collection[int], today: date) -> Found:
    """As `terms_of`, and what is served: ("REGION" or "PRISON", service, key, …, code)."""
    return _by_service(sorted(map(_term, _read(TERMS + SERVED, services, today)), key=_by_key))


def parts_of(services: Collection[int], today: date) -> Found:
    """What houses are made of: (kind, service, group, unit, day, day, day, number, codes, languages)."""
    rows = (
        (
            *(kind, service, group, unit, as_day(first), as_day(second), as_day(third), number),
            *(codes(characteristics), codes(languages)),
        )
        for kind, service, group, unit, first, second, third, number, characteristics, languages in _read(
            HOUSES, services, today
        )
    )
    return _by_service(rows)


def stays_of(services: Collection[int], today: date) -> Found:
    """Live stays: (service, stay, unit, start, end, blocked until, needs, firmness, languages), the oldest first."""
    rows = (
        (
            *(service, stay, unit, as_day(start), as_day(end), as_day(until)),
            *(codes(needs), firmness, codes(languages)),
        )
        for service, stay, unit, start, end, until, needs, firmness, languages in _read(
            STAYS, services, today
        )
    )
    found: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[1]):
        found[row[0]].append(row)
    return found


def as_day(value: Any) -> Any:
    """SQLite knows no dates: what is no plain column comes as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def codes(value: str | None) -> frozenset[str]:
    """A list of codes that comes as JSON. Few lists are there, and the same ones again and again."""
    return frozenset(json.loads(value)) if value else frozenset()


def _facts(row: Row) -> Facts:
    pk, public_id, provider, country, kind, languages, rules, characteristics, *rest = row
    turnaround, max_age, confirmed_at, region, prison, closed, paused, expired = rest
    return Facts(
        pk=pk,
        public_id=_uuid(public_id),
        provider_id=_uuid(provider),
        country=country,
        unit_kind=kind,
        languages=codes(languages),
        house_rules=codes(rules),
        characteristics=codes(characteristics),
        turnaround_days=turnaround,
        max_age_days=max_age,
        confirmed_at=_moment(confirmed_at),
        region=region,
        prison=prison,
        closed=bool(closed),
        paused=bool(paused),
        holds_expired=bool(expired),
    )


def _term(row: Row) -> Row:
    kind, service, key, public_id, start, end, months, code = row
    return (kind, service, key, public_id and _uuid(public_id), as_day(start), as_day(end), months, code)


def _by_key(row: Row) -> tuple[str, int]:
    return row[0], row[2]


def _read(statement: str, services: Collection[int], today: date, now: datetime | None = None) -> list[Row]:
    if not services:
        return []
    # Whole numbers, so nothing can be slipped in; both databases look each of them up in an index.
    among = f"IN ({', '.join(str(int(key)) for key in services)})"
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(statement.format(among=among), {"today": today, "now": moment})
        return list(cursor.fetchall())


def _by_service(rows: Any) -> Found:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[1]].append(row)
    return found


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _moment(value: Any) -> datetime | None:
    """SQLite keeps moments in UTC and does not say so."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
