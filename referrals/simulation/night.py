"""Which of those who wait a plan of the night could help, and which houses it would touch. Never misses anybody."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from .keeping import Houses
from .people import Person
from .setting import SETS_APART, Needs

Days = np.ndarray[tuple[int], np.dtype[np.int16]]


class Night:
    """The houses without those who are provisional, as they stand when this is made."""

    def __init__(
        self,
        houses: Houses,
        provisional: Mapping[int, Person],
        open_to: Callable[[Person], Iterable[int]],
    ) -> None:
        self._houses, self._provisional, self._open_to = houses, provisional, open_to
        self._free = houses.free.copy()
        self._alike: dict[tuple[int, Needs], Days] = {}
        for number, person in provisional.items():
            kept = houses.kept[number]
            self._free[houses.row_of(kept.site, person.needs), kept.start : kept.end] += 1
            self._without(kept.site, person.needs)[kept.start : kept.end] -= 1
        self._elsewhere: dict[int, Sequence[int]] = {}

    def hopes(self, person: Person, start: int, end: int) -> list[int]:
        """Sites where there might be a place, were others moved; none where all of them together are too few."""
        found = [site for site in self._open_to(person) if self._could_have(site, person.needs, start, end)]
        if not found:
            return []
        together = self.touched(found, person.needs)
        rows = sorted({self._houses.row_of(site, person.needs) for site in together})
        left = np.maximum(self._houses.free[rows, start:end], 0).sum(axis=0)
        return found if left.min() >= 1 else []

    def touched(self, sites: Iterable[int], needs: Needs | None = None) -> list[int]:
        """These sites, those to which somebody who is kept there could move, and so on from house to house.

        ``needs``: only people whose places are set apart, or not, as these are.
        """
        found, new = set[int](), set(sites)
        while new:
            found |= new
            here = (
                person
                for number, person in self._provisional.items()
                if self._houses.kept[number].site in new and _shares(person, needs)
            )
            new = {site for person in here for site in self.could_go(person)} - found
        return sorted(found)

    def could_go(self, person: Person) -> Sequence[int]:
        """Where somebody could be kept who is kept a place now, theirs among them."""
        if person.number not in self._elsewhere:
            kept = self._houses.kept[person.number]
            self._elsewhere[person.number] = [
                site
                for site in self._open_to(person)
                if site == kept.site or self._could_have(site, person.needs, kept.start, kept.end)
            ]
        return self._elsewhere[person.number]

    def _could_have(self, site: int, needs: Needs, start: int, end: int) -> bool:
        """False where there is no place even with all provisional ones elsewhere."""
        if self._free[self._houses.row_of(site, needs), start:end].min() < 1:
            return False
        alike = self._alike.get((site, needs))
        days = self._houses.alike(site, needs) if alike is None else alike
        return bool(days[start:end].max() < self._houses.suiting(site, needs))

    def _without(self, site: int, needs: Needs) -> Days:
        key = (site, needs)
        if key not in self._alike:
            self._alike[key] = self._houses.alike(site, needs).copy()
        return self._alike[key]


def _shares(person: Person, needs: Needs | None) -> bool:
    return needs is None or person.needs & SETS_APART == needs & SETS_APART
