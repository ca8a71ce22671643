"""Ways without a plan: a place is given once, when it is asked for, or as soon as one is free."""

from collections.abc import Sequence

import numpy as np

from .choosing import Choice, Chooser, nearest
from .keeping import Houses
from .people import Person
from .setting import Scenario


class AtOnce:
    """Whoever asks gets a place for the day of release, or none for ever."""

    def __init__(self, scenario: Scenario, houses: Houses, seed: int, chooser: Chooser) -> None:
        self.scenario, self.houses, self.chooser = scenario, houses, chooser
        self.chance = np.random.default_rng((seed, 4))

    def asked(self, person: Person, today: int) -> None:
        self.give(person, person.ready, today)

    def evening(self, today: int) -> None:
        """Nobody waits."""

    def notes(self) -> dict[str, float]:
        return {}

    def give(self, person: Person, start: int, today: int) -> bool:
        """Try the houses in the order of choice until one has a place and says yes."""
        end = start + self.scenario.habits.booked
        left = [site for site in person.sites if self.is_open(person, site, start, end, today)]
        while left:
            site = self._choose(person, start, left)
            left.remove(site)
            if site not in person.refused_by and self.houses.keep(person, site, start, end, today):
                return True
        return False

    def is_open(self, person: Person, site: int, start: int, end: int, today: int) -> bool:
        return self.houses.has_room(site, person.needs, start, end)

    def _choose(self, person: Person, start: int, sites: Sequence[int]) -> int:
        choice = Choice(self.scenario.setting, self.houses, self.chance, person, start)
        return self.chooser(choice, sites)


class Undated(AtOnce):
    """A counter without dates: a place counts as taken from the day it is promised until somebody leaves it."""

    def is_open(self, person: Person, site: int, start: int, end: int, today: int) -> bool:
        promised = self.houses.promised(site, person.needs, today)
        return promised < self._counter(site, person) and super().is_open(person, site, start, end, today)

    def _counter(self, site: int, person: Person) -> int:
        return self.houses.suiting(site, person.needs)


class Queue(AtOnce):
    """Nearest first with a waiting list: one after the other, in the order of release, until patience ends."""

    def __init__(self, scenario: Scenario, houses: Houses, seed: int, chooser: Chooser = nearest) -> None:
        super().__init__(scenario, houses, seed, chooser)
        self.waiting: list[Person] = []

    def asked(self, person: Person, today: int) -> None:
        if not self.give(person, person.ready, today):
            self.waiting.append(person)

    def evening(self, today: int) -> None:
        patience = self.scenario.habits.patience
        waiting = [person for person in self.waiting if today <= person.ready + patience]
        waiting.sort(key=lambda person: (person.ready, person.asked, person.number))
        self.waiting = [
            person for person in waiting if not self.give(person, max(person.ready, today), today)
        ]
