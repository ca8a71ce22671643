"""What routing asks about services at locations: facts, standing, and what is free when, for many at once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict
from uuid import UUID

from providers.capacity.assignment import assign
from providers.capacity.fitting import free_places, slack_days
from providers.capacity.house import House, Wish
from providers.capacity.ledger import capacity, taken
from providers.capacity.limits import limit_end
from providers.capacity.openings import earliest_start
from providers.capacity.standing import Standing, Term
from providers.house import houses_of
from providers.narrowing import Asked
from providers.rows import Facts, Row, facts_of, offered_of
from providers.standings import standing as standing_from


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One service at a location as of today.

    `terms`: programmes that pay for it, by public id. `missing_characteristics`: what would have to be given up to
    have any place at all, all that is needed where it is there, but never on one place. `spoken`: the languages of
    each house or mentor with places that have the rest of what is needed, each mixture once. `dates_free` and
    `dates_free_from` (not before the start asked for) look at these places; if one of the languages asked for is
    spoken at some, at those alone. `free_in_other_language`: on the days asked for only others are free. `load`:
    share of places taken on the first day. `slack_days`: days left free on the place around the stay.
    """

    service: Facts
    serves: frozenset[str]
    serves_prisons: frozenset[str]
    terms: tuple[Term, ...]
    spoken: tuple[frozenset[str], ...]
    capacity_known: bool
    numbers_age_days: int | None
    dates_free: bool
    dates_free_from: date | None
    free_in_other_language: bool
    fits_characteristics: bool
    missing_characteristics: frozenset[str]
    load: float
    slack_days: int

    @property
    def languages(self) -> frozenset[str]:
        """Spoken at some of its places."""
        return frozenset().union(*self.spoken)

    def programme_for(self, start: date, end: date) -> UUID | None:
        """A programme that allows all of `[start, end)`, the one that ends last where there are several."""
        paying = [
            term
            for term in self.terms
            if term.start <= start and end <= limit_end(start, term.months, term.end)
        ]
        return max(paying, key=lambda term: (term.end, term.programme)).programme if paying else None


def candidate_rows(asked: Asked, services: Collection[int], *, today: date) -> tuple[CandidateRow, ...]:
    """The services with these keys, in this order, in four queries. Keys that are not there are left out."""
    facts, offered = facts_of(services, today), offered_of(services, today)
    houses = houses_of(services=facts.values(), today=today)
    return tuple(
        _row(facts[key], offered[key], asked, houses[key], today) for key in services if key in facts
    )


def _row(service: Facts, offered: list[Row], asked: Asked, house: House, today: date) -> CandidateRow:
    standing = standing_from(service, offered)
    missing = _missing(asked.requirement_codes, house)
    needs = asked.requirement_codes - missing
    spoken = _spoken(needs, house) or (service.languages,)
    prison = {service.prison} if service.prison else set()
    return CandidateRow(
        service=service,
        serves=_codes(offered, "REGION"),
        serves_prisons=_codes(offered, "PRISON") | prison,
        terms=standing.terms,
        spoken=spoken,
        capacity_known=standing.has_numbers(house),
        numbers_age_days=standing.age(today),
        fits_characteristics=not missing,
        missing_characteristics=missing,
        **_Search(asked, standing, house, needs, _heard(asked.languages, spoken)).room(),
    )


def _codes(offered: list[Row], kind: str) -> frozenset[str]:
    return frozenset(row[-1] for row in offered if row[0] == kind)


def _missing(needs: frozenset[str], house: House) -> frozenset[str]:
    """What no place has; all of it where no single place has the rest."""
    nowhere = needs - {code for place in house.places for code in place.characteristics}
    return nowhere if any(place.suits(needs - nowhere) for place in house.places) else needs


def _spoken(needs: frozenset[str], house: House) -> tuple[frozenset[str], ...]:
    """The languages of those who have places with what is needed, else of all, in a fixed order."""
    there = {place.languages for place in house.places if place.suits(needs)}
    return tuple(sorted(there or {group.languages for group in house.groups}, key=sorted))


def _heard(languages: frozenset[str], spoken: Collection[frozenset[str]]) -> frozenset[str]:
    """The languages asked for, where anybody speaks one of them; else none, since no place is looked for in vain."""
    return frozenset() if all(languages.isdisjoint(each) for each in spoken) else languages


class _Room(TypedDict):
    dates_free: bool
    dates_free_from: date | None
    free_in_other_language: bool
    load: float
    slack_days: int


@dataclass(frozen=True, slots=True)
class _Search:
    """A place of a house that is looked for with these needs, where one of these languages is spoken."""

    asked: Asked
    standing: Standing
    house: House
    needs: frozenset[str]
    languages: frozenset[str]

    def room(self) -> _Room:
        wish = self._wish(self.asked.start, self.asked.end)
        is_free = assign(self.house, wish).assignment is not None
        return _Room(
            dates_free=is_free,
            dates_free_from=self.asked.start if is_free else self._free_from(),
            free_in_other_language=bool(wish.languages) and not is_free and self._is_free_in_any(wish),
            load=_load(self.house, self.asked.start),
            slack_days=next(
                (slack_days(self.house, place, wish) for place in free_places(self.house, wish)), 0
            ),
        )

    def _wish(self, start: date, end: date) -> Wish:
        return self.standing.wish(start, end, self.needs, self.languages)

    def _is_free_in_any(self, wish: Wish) -> bool:
        return assign(self.house, replace(wish, languages=frozenset())).assignment is not None

    def _free_from(self) -> date | None:
        """The first later start of a stay as long, within one of the programmes."""
        starts = (
            earliest_start(self.house, self._later_wish(term), earliest=max(self.asked.start, term.start))
            for term in self.standing.terms
        )
        return min((start for start in starts if start is not None), default=None)

    def _later_wish(self, term: Term) -> Callable[[date], Wish | None]:
        def wish_from(start: date) -> Wish | None:
            if start >= term.end:
                return None
            end = self.asked.end_from(start)
            return self._wish(start, end) if end <= term.end else None

        return wish_from


def _load(house: House, day: date) -> float:
    places = sum(capacity(house, group).at(day) for group in house.groups)
    stays = sum(taken(house, group).at(day) for group in house.groups)
    return min(stays / places, 1.0) if places else 1.0
