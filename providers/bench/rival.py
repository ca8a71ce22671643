"""Keeping a place with bare psycopg: the same reads, writes and core as `operations.keep_place`, no framework.

It has its statements prepared by the server, binds by position of its own names, and makes no model. What it writes is
what the portal writes; the guard in the database is the same one.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import psycopg

from providers.bench.houses import Ask
from providers.capacity.assignment import assign
from providers.capacity.house import Group, Held, House, Place, Step
from providers.capacity.limits import limit_end
from providers.capacity.standing import Standing, Term
from providers.house import freedom_of
from providers.statements import HOUSES, SERVICES, STAYS, TAKE_TURN, TERMS

STAY = """
INSERT INTO providers_stay (public_id, service_at_location_id, programme_id, start, "end", limit_end,
    requirement_codes, languages, firmness, holder, hold_expires_at, released_at, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, '[]', 'PROVISIONAL', %s, NULL, NULL, %s) RETURNING id
"""
OCCUPATION = """
INSERT INTO providers_occupation (unit_id, stay_id, void_id, kind, start, blocked_until, released_at)
VALUES (%s, %s, NULL, 'STAY', %s, %s, NULL)
"""
AMONG = "= %(service)s"
READS = tuple(statement.format(among=AMONG) for statement in (SERVICES, TERMS, HOUSES, STAYS))


@dataclass(frozen=True, slots=True)
class Rival:
    """Books through one connection of its own, a transaction for each place."""

    connection: psycopg.Connection[Any]

    def keep(self, ask: Ask, today: date) -> bool:
        """True where a place was kept; houses in which somebody would have to move are left to others."""
        with self.connection.transaction(), self.connection.cursor() as cursor:
            service: int = cursor.execute(TAKE_TURN, [ask.house]).fetchone()[0]  # type: ignore[index]
            now = datetime.combine(today, time(), UTC)
            words = {"service": service, "today": today, "now": now}
            facts, terms, parts, stays = (cursor.execute(read, words).fetchall() for read in READS)
            house = _house(parts, stays, facts[0], today)
            standing = _standing(facts[0], terms)
            term = next((each for each in standing.terms if each.programme == ask.programme), None)
            if term is None or standing.refuses(house, today) is not None:
                return False
            limit = limit_end(ask.start, term.months, term.end)
            wish = standing.wish(ask.start, ask.end, frozenset(ask.needs))
            found = assign(house, wish).assignment
            if found is None or found.moves or ask.end > limit:
                return False
            needs, holder = json.dumps(ask.needs), uuid4()
            values = [uuid4(), service, terms[0][2], ask.start, ask.end, limit, needs, holder]
            stay = cursor.execute(STAY, [*values, datetime.now(UTC)]).fetchone()[0]  # type: ignore[index]
            cursor.execute(OCCUPATION, [found.place, stay, ask.start, wish.blocked_until])
        return True


def _house(parts: list[Any], stays: list[Any], facts: Any, today: date) -> House:
    of_kind: dict[str, list[Any]] = {"GROUP": [], "STEP": [], "UNIT": []}
    for row in parts:
        of_kind[row[0]].append(row)
    groups = tuple(
        Group(row[2], tuple(Step(step[4], step[7]) for step in of_kind["STEP"] if step[2] == row[2]))
        for row in of_kind["GROUP"]
    )
    places = tuple(
        Place(unit, group, opens, closes, frozenset(own))
        for _, _, group, unit, opens, closes, _, _, own, _ in of_kind["UNIT"]
    )
    held = tuple(
        Held(
            *(stay, unit, start, end, until, frozenset(needs)),
            freedom_of(firmness=firmness, start=start, unit_kind=facts[4], today=today),
            frozenset(languages),
        )
        for _, stay, unit, start, end, until, needs, firmness, languages in stays
    )
    return House(groups, places, held)


def _standing(facts: Any, terms: list[Any]) -> Standing:
    return Standing(
        country=facts[3],
        terms=tuple(
            Term(public_id, start, end, months) for _, _, _, public_id, start, end, months, _ in terms
        ),
        closed=facts[13],
        paused=facts[14],
        confirmed_on=facts[10].date(),
        max_age_days=facts[9],
        turnaround_days=facts[8],
    )
