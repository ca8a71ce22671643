"""What a house allows, as rows of a linear program: so many of these choices at most, at any one time.

The rows say what must hold on each day: turns (declared places less stays) and places of the right kind.
They refuse nothing that the exact core would grant; what they grant may still have no place for the whole
stay, and is asked of that core afterwards.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from providers.capacity.house import Freedom, Group, Held, House, Place
from providers.capacity.ledger import Profile, bookable, combine, spans_as_profile
from providers.capacity.spans import Span, joined

from .choices import Choice

MANY_KINDS = 4
"""Up to so many kinds of people in a house, every mixture of them has rows; beyond, only pairs."""

Kind = frozenset[int]
"""The places that suit somebody: whoever has the same is of one kind, whatever they need and speak."""


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of columns, each times its weight, is to lie between the two numbers."""

    columns: tuple[int, ...]
    lowest: float
    highest: float
    weights: tuple[float, ...] | None = None


def rows_of(house: House, choices: Mapping[int, Choice]) -> Iterator[Row]:
    """Rows of a house without those who could move, for the choices in it by their column."""
    days, kinds = _Days(choices), _kinds(house, choices)
    rows = list(_turns(house, choices, days))
    for mixture in _mixtures(set(kinds.values())):
        rows.extend(_beds(house, choices, days, mixture, kinds))
    return _strictest(rows)


def _kinds(house: House, choices: Mapping[int, Choice]) -> Mapping[int, Kind]:
    """By column of the choice."""
    asked = {column: (choice.option.needs, choice.option.languages) for column, choice in choices.items()}
    suit = {
        each: frozenset(place.id for place in house.places if place.suits(*each))
        for each in set(asked.values())
    }
    return {column: suit[each] for column, each in asked.items()}


def _strictest(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without those that say nothing more than another: for fewer choices as many, or more."""
    kept: list[tuple[int, float]] = []
    for row in sorted(rows, key=lambda row: (row.weights is None, -len(row.columns), row.highest)):
        crowd = sum(1 << column for column in row.columns)
        if row.weights is not None:
            yield row
        elif not any(crowd & other == crowd and highest <= row.highest for other, highest in kept):
            kept.append((crowd, row.highest))
            yield row


class _Days:
    """Which choices are there on which day."""

    def __init__(self, choices: Mapping[int, Choice]) -> None:
        self.columns = np.array(list(choices), dtype=np.int64)
        self.options = [choice.option for choice in choices.values()]

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        return _ordinals(option.start for option in self.options)

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        return _ordinals(option.end for option in self.options)

    @cached_property
    def blocked_until(self) -> NDArray[np.int64]:
        return _ordinals(option.blocked_until for option in self.options)

    def there(self, day: int, turnaround: bool) -> NDArray[np.bool_]:
        until = self.blocked_until if turnaround else self.ends
        found: NDArray[np.bool_] = (self.starts <= day) & (day < until)
        return found


def _ordinals(days: Iterable[date]) -> NDArray[np.int64]:
    return np.array([day.toordinal() for day in days], dtype=np.int64)


def _at_most(
    days: _Days, limit: Profile, among: NDArray[np.bool_], turnaround: bool
) -> Iterator[tuple[date, tuple[int, ...], int]]:
    """The crowds that could be too many: on each day on which somebody comes or places become fewer."""
    strictest: dict[tuple[int, ...], tuple[date, int]] = {}
    falls = {
        day
        for day, before, now in zip(limit.days, (0, *limit.values), limit.values, strict=False)
        if now < before
    }
    for day in sorted(falls.union(option.start for option in days.options)):
        crowd = tuple(days.columns[days.there(day.toordinal(), turnaround) & among].tolist())
        highest = limit.at(day)
        if len(crowd) and (crowd not in strictest or highest < strictest[crowd][1]):
            strictest[crowd] = day, highest
    for crowd, (day, highest) in strictest.items():
        yield day, crowd, highest


def _turns(house: House, choices: Mapping[int, Choice], days: _Days) -> Iterator[Row]:
    """No day gets more stays than it has places left; where it has too few already, nobody comes.

    Who stays where they are may stay also where there are too few.
    """
    rooms = [bookable(house, group).map(lambda left: max(left, 0)) for group in house.groups]
    kept = [_kept_in(house, group, choices) for group in house.groups]
    most = [combine(room, stays, max) for room, stays in zip(rooms, kept, strict=True)]
    over = [combine(room, stays, _excess) for room, stays in zip(rooms, kept, strict=True)]
    limit, excess = _joined(most, _sum), _joined(over, min)
    for day, crowd, highest in _at_most(days, limit, np.ones(len(choices), np.bool_), False):
        short = excess.at(day)
        if len(crowd) > highest:
            yield Row(crowd, -np.inf, highest)
        for column in crowd if short else ():
            if choices[column].held is None:
                weights = tuple(1.0 + short * (other == column) for other in crowd)
                yield Row(crowd, -np.inf, highest, weights)


def _kept_in(house: House, group: Group, choices: Mapping[int, Choice]) -> Profile:
    stays = [choice.held for choice in choices.values() if choice.held is not None]
    return spans_as_profile((stay.span, 1) for stay in stays if house.group_of(stay) == group.id)


def _excess(room: int, stays: int) -> int:
    return max(stays - room, 0)


def _sum(one: int, other: int) -> int:
    return one + other


def _joined(profiles: Sequence[Profile], join: Callable[[int, int], int]) -> Profile:
    return reduce(lambda one, other: combine(one, other, join), profiles) if profiles else Profile()


def _mixtures(kinds: set[Kind]) -> Iterator[tuple[Kind, ...]]:
    """Kinds that may compete for the same places: all together, and each part of them."""
    ordered = sorted(kinds, key=sorted)
    largest = len(ordered) if len(ordered) <= MANY_KINDS else 2
    for size in range(1, largest + 1):
        yield from combinations(ordered, size)
    if largest < len(ordered):
        yield tuple(ordered)


def _beds(
    house: House,
    choices: Mapping[int, Choice],
    days: _Days,
    kinds: tuple[Kind, ...],
    kind_of: Mapping[int, Kind],
) -> Iterator[Row]:
    """Whom nothing suits but what suits these kinds can only be on such a place, and each place is there once.

    Turnaround keeps others away, and may reach into days on which the place is closed: the stays' own days
    are counted with open places, their days with turnaround with all.
    """
    suitable = frozenset[int]().union(*kinds)
    competing = {
        column: choice
        for column, choice in choices.items()
        if kind_of[column] <= suitable and (choice.held is None or choice.held.place in suitable)
    }
    among = np.array([column in competing for column in choices], np.bool_)
    kept = [choice.held for choice in competing.values() if choice.held is not None]
    for turnaround in (False, True):
        free = (
            span
            for place in house.places
            if place.id in suitable
            for span in _free(house, place, suitable, kept, turnaround)
        )
        limit = spans_as_profile((span, 1) for span in free)
        for _, crowd, highest in _at_most(days, limit, among, turnaround):
            if len(crowd) > highest:
                yield Row(crowd, -np.inf, highest)


def _free(
    house: House, place: Place, suitable: Kind, kept: Iterable[Held], turnaround: bool
) -> Iterable[Span]:
    """When the place can be had. Who keeps it now has it, whatever else is the matter with it."""
    own = [stay.blocked if turnaround else stay.span for stay in kept if stay.place == place.id]
    return joined([*_open_days(house, place, suitable, turnaround), *own])


def _open_days(house: House, place: Place, suitable: Kind, turnaround: bool) -> Iterable[Span]:
    closes = date.max if turnaround else place.closes or date.max
    if closes <= place.opens:
        return ()
    closed = () if turnaround else place.closed
    overruns = (overrun.blocked for overrun in house.overruns_on[place.id])
    stays = (
        stay.blocked if turnaround or stay.freedom is Freedom.THIS_PLACE else stay.span
        for stay in house.stays_on[place.id]
        if _is_confined(house, stay, suitable)
    )
    return Span(place.opens, closes).without([*closed, *overruns, *stays])


def _is_confined(house: House, stay: Held, suitable: Kind) -> bool:
    """Whether wherever the stay may be moved, it takes one of these places."""
    if stay.place not in suitable or stay.freedom is Freedom.THIS_PLACE:
        return stay.place in suitable
    group = None if stay.freedom is Freedom.ANY_GROUP else house.group_of(stay)
    choices = (place for place in house.places if group is None or place.group == group)
    return all(place.id in suitable for place in choices if place.suits(stay.needs, stay.languages))
