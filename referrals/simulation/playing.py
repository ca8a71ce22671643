"""A game day by day: people ask, get places, come or not, leave. What differs is the way places are given."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from .keeping import RESIDENTS, Houses, Kept
from .people import Cast, Person
from .setting import Scenario

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a game: who was given which place. ``kept`` has the days really used."""

    kept: dict[int, Kept]
    people: tuple[Person, ...]
    notes: dict[str, float] = field(default_factory=dict)


class Way(Protocol):
    """A way of giving places."""

    def asked(self, person: Person, today: int) -> None:
        """Somebody asks for a place."""

    def evening(self, today: int) -> None:
        """The end of each day: what is to be done for those who wait or are to be decided."""

    def notes(self) -> dict[str, float]:
        """What else is worth telling of the way."""


def play(
    scenario: Scenario, cast: Cast, houses: Houses, way: Way, progress: Progress = lambda share: None
) -> Played:
    """Play from the first asking until nobody waits any more. ``progress`` is told a share from 0 to 1."""
    asking = _by_day((person.asked, person) for person in cast.people)
    last = scenario.closing + scenario.habits.patience
    for today in range(last + 1):
        for number in _leaving(scenario, cast, houses, today):
            houses.give_back(number, today)
        for person in asking[today]:
            way.asked(person, today)
        way.evening(today)
        if today % 30 == 0:
            progress(today / last)
    _let_leave(scenario, cast, houses, last)
    kept = {number: kept for number, kept in houses.kept.items() if number < RESIDENTS}
    return Played(kept, cast.people, way.notes())


def used_until(scenario: Scenario, person: Person, kept: Kept) -> int:
    """The day on which the place is free again: after an early end, or when somebody has not come."""
    return kept.start + (person.stays if person.comes else scenario.habits.missed)


def _leaving(scenario: Scenario, cast: Cast, houses: Houses, today: int) -> list[int]:
    """Those who go before the end of what was kept for them, or never came."""
    return [
        number
        for number, held in houses.live()
        if number < RESIDENTS and used_until(scenario, cast.people[number], held) == today < held.end
    ]


def _let_leave(scenario: Scenario, cast: Cast, houses: Houses, last: int) -> None:
    """After the last day only the days that will have been used are of interest."""
    for number, kept in list(houses.kept.items()):
        if number < RESIDENTS and kept.end > last:
            until = used_until(scenario, cast.people[number], kept)
            if until < kept.end:
                houses.give_back(number, until)


def _by_day(dated: Iterable[tuple[int, Person]]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    for day, person in dated:
        found[day].append(person)
    return found
