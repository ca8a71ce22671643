"""Which of those who wait, or are promised a later day, a plan of the night could help. Never misses anybody."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from .choices import Beginning, Choices
from .keeping import Houses
from .people import Person
from .setting import SETS_APART, Needs

Days = np.ndarray[tuple[int], np.dtype[np.int16]]


class Night:
    """The houses without those who are provisional, as they stand when this is made."""

    def __init__(self, houses: Houses, provisional: Mapping[int, Person], choices: Choices) -> None:
        self._houses, self._provisional, self._choices = houses, provisional, choices
        self._free = houses.free.copy()
        self._alike: dict[tuple[int, Needs], Days] = {}
        for number, person in provisional.items():
            kept = houses.kept[number]
            self._free[houses.row_of(kept.site, person.needs), kept.start : kept.end] += 1
            self._without(kept.site, person.needs)[kept.start : kept.end] -= 1
        self._elsewhere: dict[int, Sequence[int]] = {}
        self._ends: dict[int, list[int]] = {}

    def hopes(self, person: Person, first: int, last: int) -> list[Beginning]:
        """Beginnings that might be had, were others moved; none where all houses together are too few.

        Begins on the first day, or on one until the last on which somebody leaves the house: on any other day a
        place would have been free the day before.
        """
        found = [
            (site, start)
            for site in self._choices.open_to(person)
            for start in (first, *(end for end in self._ends_in(site) if first < end <= last))
            if self._could_have(site, person.needs, start)
        ]
        return found if self._is_room_for(person, found) else []

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
        """Where somebody could be kept, on the same days, who is kept a place now, theirs among them."""
        if person.number not in self._elsewhere:
            kept = self._houses.kept[person.number]
            self._elsewhere[person.number] = [
                site
                for site in self._choices.open_to(person)
                if site == kept.site or self._could_have(site, person.needs, kept.start)
            ]
        return self._elsewhere[person.number]

    def _ends_in(self, site: int) -> list[int]:
        if site not in self._ends:
            self._ends[site] = self._houses.ends_in(site)
        return self._ends[site]

    def _is_room_for(self, person: Person, beginnings: Sequence[Beginning]) -> bool:
        if not beginnings:
            return False
        together = self.touched({site for site, _ in beginnings}, person.needs)
        rows = sorted({self._houses.row_of(site, person.needs) for site in together})
        left = np.maximum(self._houses.free[rows], 0).sum(axis=0)
        starts = {start for _, start in beginnings}
        return any(left[start : self._choices.end(start)].min() >= 1 for start in starts)

    def _could_have(self, site: int, needs: Needs, start: int) -> bool:
        """False where there is no place even with all provisional ones elsewhere."""
        end = self._choices.end(start)
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
