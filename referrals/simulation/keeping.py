"""The houses of a game. Every place is given by the core that gives real ones; numbers by day save asking in vain."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from providers.capacity.assignment import assign
from providers.capacity.fitting import free_places, slack_days
from providers.capacity.house import Freedom, Group, Held, House, Place, Step, Wish

from .people import Person, Resident
from .setting import NOTHING, SETS_APART, Needs, Scenario, Site

FIRST_DAY = date(2027, 1, 1)
"""Day 0. Any day would do: nothing in a game hangs on the calendar."""

RESIDENTS = 1_000_000
"""Numbers from here on are residents. The core and the planner keep those below 0 for themselves."""


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(number)


def number_of(day: date) -> int:
    return (day - FIRST_DAY).days


@dataclass(frozen=True, slots=True)
class Kept:
    """A place kept for somebody on the days ``[start, end)`` at a site, by index."""

    site: int
    start: int
    end: int


class Houses:
    """All houses of a game and who is promised a place in them, by the person's number; residents from RESIDENTS on.

    Places that are set apart are counted by themselves: each row of ``free[row, day]`` is a part of a site, see
    `row_of`. `alike`: stays of people with equal needs. A stay that has begun stays where it is.
    """

    def __init__(self, scenario: Scenario, residents: tuple[Resident, ...]) -> None:
        self.sites = scenario.setting.sites
        self._days = scenario.days + scenario.habits.booked
        self._rows: dict[tuple[int, Needs], int] = {}
        self.free = self._all_free()
        self.index = {site.id: index for index, site in enumerate(self.sites)}
        self.kept: dict[int, Kept] = {}
        self.version = 0
        self._alike: dict[tuple[int, Needs], np.ndarray[tuple[int], np.dtype[np.int16]]] = {}
        self._suiting: dict[tuple[int, Needs], int] = {}
        self._groups = [_group(site) for site in self.sites]
        self._places = [_places(site) for site in self.sites]
        self._stays: list[dict[int, Held]] = [{} for _ in self.sites]
        for number, resident in enumerate(residents, RESIDENTS):
            needs = self.sites[resident.site].places[resident.place] & SETS_APART
            self._enter(number, Kept(resident.site, 0, resident.end), needs, resident.place)

    def has_room(self, site: int, needs: Needs, start: int, end: int) -> bool:
        """False where counting alone shows that there is no place on some day; true promises nothing."""
        if self.free[self.row_of(site, needs), start:end].min() < 1:
            return False
        return bool(self.alike(site, needs)[start:end].max() < self.suiting(site, needs))

    def row_of(self, site: int, needs: Needs) -> int:
        """The row of ``free`` that counts for such people."""
        return self._rows[site, needs & SETS_APART]

    def alike(self, site: int, needs: Needs) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
        """Stays of people with just these needs, by day."""
        return self._alike.setdefault((site, needs), np.zeros(self._days, dtype=np.int16))

    def suiting(self, site: int, needs: Needs) -> int:
        """How many places of the site may be given to such people."""
        key = (site, needs)
        if key not in self._suiting:
            self._suiting[key] = self.sites[site].suiting(needs)
        return self._suiting[key]

    def keep(self, person: Person, site: int, start: int, end: int, today: int) -> bool:
        """Keep a place, others moving within the house where need be. False where there is none."""
        if not self.has_room(site, person.needs, start, end):
            return False
        wish = Wish(day_of(start), day_of(end), day_of(end), person.needs)
        found = assign(self.house(site, today), wish).assignment
        if found is None:
            return False
        stays = self._stays[site]
        for moved, place in found.moves.items():
            stays[moved] = replace(stays[moved], place=place)
        self._enter(person.number, Kept(site, start, end), person.needs, found.place)
        return True

    def needs_of(self, number: int) -> Needs:
        """What somebody who is held needs of a place."""
        return self._stays[self.kept[number].site][number].needs

    def give_back(self, number: int, today: int) -> None:
        """Take the days from `today` on out of somebody's stay: all of it where it has not begun."""
        kept = self.kept[number]
        held = self._stays[kept.site].pop(number)
        self._count(kept.site, held.needs, max(kept.start, today), kept.end, -1)
        del self.kept[number]
        if kept.start < today:
            self.kept[number] = replace(kept, end=today)
            cut = replace(held, end=day_of(today), blocked_until=day_of(today))
            self._stays[kept.site][number] = cut

    def remember(self, sites: Iterable[int], today: int) -> dict[int, tuple[Held, ...]]:
        """How these houses stand, for `restore`."""
        return {site: self.house(site, today).stays for site in sites}

    def restore(self, remembered: Mapping[int, Iterable[Held]]) -> None:
        """Let the houses stand as they did."""
        for site in remembered:
            for number, held in self._stays[site].items():
                kept = self.kept.pop(number)
                self._count(site, held.needs, kept.start, kept.end, -1)
            self._stays[site] = {}
        for site, stays in remembered.items():
            for held in stays:
                kept = Kept(site, number_of(held.start), number_of(held.end))
                self._enter(held.id, kept, held.needs, held.place, held.freedom)

    def house(self, site: int, today: int) -> House:
        """The house as the core sees it today; what has ended is left out."""
        day, stays = day_of(today), self._stays[site]
        for number in [number for number, held in stays.items() if held.end <= day]:
            del stays[number]
        for number, held in stays.items():
            if held.start < day and held.freedom is not Freedom.THIS_PLACE:
                stays[number] = replace(held, freedom=Freedom.THIS_PLACE)
        return House((self._groups[site],), self._places[site], tuple(stays.values()))

    def slack(self, person: Person, site: int, start: int, end: int, today: int) -> int | None:
        """Days that would be left free around the stay on the place that fits best, None where none is free."""
        house = self.house(site, today)
        wish = Wish(day_of(start), day_of(end), day_of(end), person.needs)
        place = next(free_places(house, wish), None)
        return None if place is None else slack_days(house, place, wish)

    def load(self, site: int, day: int) -> float:
        """Share of the places taken on the day."""
        beds = len(self.sites[site].places)
        return 1 - self.free_on(site, day) / beds if beds else 1.0

    def free_on(self, site: int, day: int) -> int:
        """Places that nobody has on the day."""
        return int(sum(self.free[row, day] for (where, _), row in self._rows.items() if where == site))

    def live(self) -> Iterator[tuple[int, Kept]]:
        """Whoever is there or will be, and perhaps some who have left."""
        return ((number, self.kept[number]) for stays in self._stays for number in stays)

    def ends_in(self, site: int) -> list[int]:
        """Days on which a stay in the house ends, in order."""
        return sorted({self.kept[number].end for number in self._stays[site]})

    def promised(self, site: int, needs: Needs, today: int) -> int:
        """How many people have a place that such a person might have, there already or not."""
        stays = self.house(site, today).stays
        return sum((held.needs & SETS_APART) == (needs & SETS_APART) for held in stays)

    def _all_free(self) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
        apart = [(index, has & SETS_APART) for index, site in enumerate(self.sites) for has in site.places]
        self._rows = {key: row for row, key in enumerate(sorted(set(apart), key=repr))}
        numbers = np.array([apart.count(key) for key in self._rows], dtype=np.int16)
        return np.repeat(numbers[:, None], self._days, axis=1)

    def _enter(
        self, number: int, kept: Kept, needs: Needs, place: int, freedom: Freedom = Freedom.ANY_GROUP
    ) -> None:
        start, end = day_of(kept.start), day_of(kept.end)
        self._stays[kept.site][number] = Held(number, place, start, end, end, needs, freedom)
        self.kept[number] = kept
        self._count(kept.site, needs, kept.start, kept.end, 1)

    def _count(self, site: int, needs: Needs, start: int, end: int, change: int) -> None:
        self.version += 1
        if start < end:
            self.free[self.row_of(site, needs), start:end] -= change
            self.alike(site, needs)[start:end] += change


def _group(site: Site) -> Group:
    return Group(1, (Step(date.min, len(site.places)),))


def _places(site: Site) -> tuple[Place, ...]:
    """Beds of the core; the first characteristic that sets apart makes one reserved."""
    return tuple(
        Place(number, 1, date.min, None, has or NOTHING, has & SETS_APART)
        for number, has in enumerate(site.places)
    )
