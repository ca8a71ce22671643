"""Simple ways of choosing among houses that have a place: what the routing is compared with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .keeping import Houses
from .people import Person
from .setting import Setting

Chance = np.random.Generator


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody who chooses can see."""

    setting: Setting
    houses: Houses
    chance: Chance
    person: Person
    start: int


Chooser = Callable[[Choice, Sequence[int]], int]


def at_random(choice: Choice, sites: Sequence[int]) -> int:
    """Any of them."""
    return int(choice.chance.choice(np.array(sites)))


def weighted(choice: Choice, sites: Sequence[int]) -> int:
    """Any of them, those with more free places more often."""
    free = np.array([_free(choice, site) for site in sites], dtype=float)
    return int(choice.chance.choice(np.array(sites), p=free / free.sum()))


def least_loaded(choice: Choice, sites: Sequence[int]) -> int:
    """Where the smallest share of the places is taken on the first day."""
    return min(sites, key=lambda site: (choice.houses.load(site, choice.start), site))


def nearest(choice: Choice, sites: Sequence[int]) -> int:
    """The nearest to the county where somebody wants to live."""
    return min(sites, key=lambda site: (choice.setting.km[choice.person.county][site], site))


def _free(choice: Choice, site: int) -> int:
    return max(choice.houses.free_on(site, choice.start), 1)
