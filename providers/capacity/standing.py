"""Whether a service takes anybody at all now: one rule for search, pages, routing and booking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from .house import House, Wish
from .ledger import known_from
from .limits import full_length_end
from .openings import earliest_start
from .workdays import turnaround_end


class State(StrEnum):
    """What may be said about the places of a service today."""

    FREE_NOW = "FREE_NOW"
    FREE_FROM = "FREE_FROM"
    FULL = "FULL"
    NOT_STATED = "NOT_STATED"
    STALE = "STALE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class Term:
    """A programme that pays for the service on `[start, end)`, each stay for so many months at most."""

    programme: UUID
    start: date
    end: date
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides before any place is looked at. `confirmed_on` is the local day of the last confirmation."""

    country: str
    terms: tuple[Term, ...]
    closed: bool
    paused: bool
    confirmed_on: date | None
    max_age_days: int
    turnaround_days: int

    def refuses(self, house: House, today: date) -> State | None:
        """Why nobody is taken now, None where somebody may be."""
        if self.closed or (self.terms and all(term.end <= today for term in self.terms)):
            return State.ENDED
        if self.paused:
            return State.PAUSED
        if not self.terms or not self.has_numbers(house):
            return State.NOT_STATED
        return None if self.is_fresh(today) else State.STALE

    def has_numbers(self, house: House) -> bool:
        """True where a number of places is declared. Zero is a number."""
        return any(known_from(group) is not None for group in house.groups)

    def age(self, today: date) -> int | None:
        """Days since the numbers were confirmed, None where they never were."""
        return None if self.confirmed_on is None else (today - self.confirmed_on).days

    def is_fresh(self, today: date) -> bool:
        """True while the numbers are not older than their limit."""
        age = self.age(today)
        return age is not None and age <= self.max_age_days

    def wish(
        self, start: date, end: date, needs: frozenset[str], languages: frozenset[str] = frozenset()
    ) -> Wish:
        blocked_until = turnaround_end(end, self.turnaround_days, self.country)
        return Wish(start, end, blocked_until, needs, languages=languages)


@dataclass(frozen=True, slots=True)
class Availability:
    """The state, with the first free day where it is FREE_NOW or FREE_FROM, and the age of the numbers."""

    state: State
    from_date: date | None = None
    confirmed_on: date | None = None


def availability(
    standing: Standing,
    house: House,
    today: date,
    needs: frozenset[str] = frozenset(),
    months: int | None = None,
) -> Availability:
    """What is free from when for a stay of full length, or of `months` where that is shorter."""
    refused = standing.refuses(house, today)
    if refused is not None:
        return Availability(refused, confirmed_on=standing.confirmed_on)
    starts = (_first_start(standing, house, term, today, needs, months) for term in standing.terms)
    first = min((start for start in starts if start is not None), default=None)
    if first is None:
        return Availability(State.FULL, confirmed_on=standing.confirmed_on)
    state = State.FREE_NOW if first == today else State.FREE_FROM
    return Availability(state, first, standing.confirmed_on)


def _first_start(
    standing: Standing, house: House, term: Term, today: date, needs: frozenset[str], months: int | None
) -> date | None:
    wish_from = _full_length_wish(standing, term, needs, months)
    return earliest_start(house, wish_from, earliest=max(today, term.start))


def _full_length_wish(
    standing: Standing, term: Term, needs: frozenset[str], months: int | None
) -> Callable[[date], Wish | None]:
    """The stay that would begin on a day: of full length, where the programme does not end before."""
    lengths = [length for length in (term.months, months) if length is not None]

    def wish_from(start: date) -> Wish | None:
        if start >= term.end:
            return None
        return standing.wish(start, full_length_end(start, min(lengths, default=None), term.end), needs)

    return wish_from
