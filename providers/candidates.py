"""Candidates for a request: SQL leaves out what cannot fit, the rest comes with what routing asks about it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from providers.capacity.assignment import assign
from providers.capacity.fitting import free_places, slack_days
from providers.capacity.house import House, Wish
from providers.capacity.ledger import capacity, taken
from providers.capacity.limits import limit_end
from providers.capacity.openings import earliest_start
from providers.capacity.standing import Standing, Term
from providers.house import houses_of
from providers.models import ServiceAtLocation
from providers.narrowing import Asked, conditions
from providers.standings import standings_of

BATCH = 300


@dataclass(frozen=True)
class CandidateRow:
    """One service at a location as of today. `service` comes with provider, location and its region loaded.

    `region`: code of where it is. `terms`: programmes that pay for it, by public id.
    `missing_characteristics`: what would have to be given up to have any place at all, all that is needed
    where it is there, but never on one place. `dates_free` and `dates_free_from` (not before the start asked
    for) look at places with the rest of what is needed. `load`: share of places taken on the first day. `slack_days`:
    days left free on the place around the stay.
    """

    service: ServiceAtLocation
    country: str
    serves: frozenset[str]
    serves_prisons: frozenset[str]
    region: str | None
    terms: tuple[Term, ...]
    languages: frozenset[str]
    house_rules: frozenset[str]
    paused: bool
    archived: bool
    capacity_known: bool
    numbers_age_days: int | None
    max_age_days: int
    dates_free: bool
    dates_free_from: date | None
    fits_characteristics: bool
    missing_characteristics: frozenset[str]
    load: float
    slack_days: int

    @property
    def id(self) -> UUID:
        return self.service.public_id

    @property
    def provider_id(self) -> UUID:
        return self.service.provider.public_id

    def programme_for(self, start: date, end: date) -> UUID | None:
        """A programme that allows all of `[start, end)`, the one that ends last where there are several."""
        paying = [
            term
            for term in self.terms
            if term.start <= start and end <= limit_end(start, term.months, term.end)
        ]
        return max(paying, key=lambda term: (term.end, term.programme)).programme if paying else None


@dataclass(frozen=True)
class Candidates:
    """At most a batch of rows; how many services each rule left out in SQL; whether there is another batch."""

    rows: tuple[CandidateRow, ...]
    left_out: Mapping[str, int]
    more: bool


def candidates_for(
    asked: Asked, *, today: date, keep: Collection[str] = (), offset: int = 0, limit: int = BATCH
) -> Candidates:
    """Services that may fit, in a fixed order, from `offset` on, in thirteen queries for any number of them.

    SQL leaves out by SERVICE, COUNTRY, REGION, OPEN and FRESH, save rules named in `keep`; each service is
    counted at the first of them that leaves it out.
    """
    rules = {rule: each for rule, each in conditions(asked, today).items() if rule not in keep}
    services = list(_narrowed(rules)[offset : offset + limit + 1])
    batch = services[:limit]
    standings, houses = (
        standings_of(services=[one.pk for one in batch], today=today),
        houses_of(services=batch, today=today),
    )
    rows = (_row(service, asked, standings[service.pk], houses[service.pk], today) for service in batch)
    return Candidates(tuple(rows), _left_out(rules), len(services) > limit)


def _narrowed(rules: Mapping[str, Q]) -> QuerySet[ServiceAtLocation]:
    services = ServiceAtLocation.objects.filter(*rules.values()).order_by("pk")
    return services.select_related(
        "provider", "service_type", "location__region", "location__prison"
    ).prefetch_related("regions", "prisons", "groups")


def _left_out(rules: Mapping[str, Q]) -> dict[str, int]:
    """How many services each rule is the first to leave out."""
    passing, counts = Q(), {"": Count("pk")}
    for rule, each in rules.items():
        passing &= each
        counts[rule] = Count("pk", filter=passing)
    numbers = ServiceAtLocation.objects.aggregate(
        **{f"n{index}": count for index, count in enumerate(counts.values())}
    )
    left = [numbers[f"n{index}"] for index in range(len(counts))]
    return {rule: before - after for rule, before, after in zip(rules, left, left[1:], strict=False)}


def _row(
    service: ServiceAtLocation, asked: Asked, standing: Standing, house: House, today: date
) -> CandidateRow:
    missing = _missing(asked.requirement_codes, house)
    prison = service.location.prison
    return CandidateRow(
        service=service,
        country=service.provider.country,
        serves=frozenset(region.code for region in service.regions.all()),
        serves_prisons=frozenset(each.code for each in service.prisons.all())
        | ({prison.code} if prison else set()),
        region=service.location.region.code if service.location.region else None,
        terms=standing.terms,
        languages=frozenset(service.languages).union(*(group.languages for group in service.groups.all())),
        house_rules=frozenset(service.house_rules),
        paused=standing.paused,
        archived=standing.closed,
        capacity_known=standing.has_numbers(house),
        numbers_age_days=standing.age(today),
        max_age_days=standing.max_age_days,
        fits_characteristics=not missing,
        missing_characteristics=missing,
        **_room(asked, standing, house, asked.requirement_codes - missing),
    )


def _missing(needs: frozenset[str], house: House) -> frozenset[str]:
    """What no place has; all of it where no single place has the rest."""
    nowhere = needs - {code for place in house.places for code in place.characteristics}
    return nowhere if any(place.suits(needs - nowhere) for place in house.places) else needs


class _Room(TypedDict):
    dates_free: bool
    dates_free_from: date | None
    load: float
    slack_days: int


def _room(asked: Asked, standing: Standing, house: House, needs: frozenset[str]) -> _Room:
    wish = standing.wish(asked.start, asked.end, needs)
    is_free = assign(house, wish).assignment is not None
    return _Room(
        dates_free=is_free,
        dates_free_from=asked.start if is_free else _free_from(asked, standing, house, needs),
        load=_load(house, asked.start),
        slack_days=next((slack_days(house, place, wish) for place in free_places(house, wish)), 0),
    )


def _free_from(asked: Asked, standing: Standing, house: House, needs: frozenset[str]) -> date | None:
    """The first later start of a stay as long, within one of the programmes."""
    starts = (
        earliest_start(
            house, _later_wish(asked, standing, term, needs), earliest=max(asked.start, term.start)
        )
        for term in standing.terms
    )
    return min((start for start in starts if start is not None), default=None)


def _later_wish(
    asked: Asked, standing: Standing, term: Term, needs: frozenset[str]
) -> Callable[[date], Wish | None]:
    def wish_from(start: date) -> Wish | None:
        if start >= term.end:
            return None
        end = asked.end_from(start)
        return standing.wish(start, end, needs) if end <= term.end else None

    return wish_from


def _load(house: House, day: date) -> float:
    places = sum(capacity(house, group).at(day) for group in house.groups)
    stays = sum(taken(house, group).at(day) for group in house.groups)
    return min(stays / places, 1.0) if places else 1.0
