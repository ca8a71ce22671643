"""How many places each day has: declared, closed, taken, left. Numbers that change on dates."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce, wraps
from itertools import accumulate

from .house import Group, House
from .spans import Span


@dataclass(frozen=True, slots=True)
class Profile:
    """A number for every day: `values[i]` from `days[i]` until `days[i + 1]`, 0 before the first."""

    days: tuple[date, ...] = ()
    values: tuple[int, ...] = ()

    def at(self, day: date) -> int:
        index = bisect_right(self.days, day) - 1
        return self.values[index] if index >= 0 else 0

    def within(self, span: Span) -> Iterator[tuple[Span, int]]:
        """The stretches of `span` on which the number stays the same, in order."""
        first = bisect_right(self.days, span.start)
        start = span.start
        for day in self.days[first:]:
            if day >= span.end:
                break
            yield Span(start, day), self.at(start)
            start = day
        yield Span(start, span.end), self.at(start)

    def lowest(self, span: Span) -> int:
        return min(value for _, value in self.within(span))

    def map(self, change: Callable[[int], int]) -> "Profile":
        """`change` applied to each number; 0 must stay 0, or the days before the first would be wrong."""
        return Profile(self.days, tuple(map(change, self.values)))


def profile(changes: Iterable[tuple[date, int]]) -> Profile:
    """The running sum of changes, each from its day on."""
    by_day: dict[date, int] = defaultdict(int)
    for day, change in changes:
        by_day[day] += change
    days = tuple(sorted(by_day))
    return Profile(days, tuple(accumulate(by_day[day] for day in days)))


def combine(one: Profile, other: Profile, join: Callable[[int, int], int]) -> Profile:
    """`join` of the two numbers of each day; `join(0, 0)` must be 0."""
    days = sorted({*one.days, *other.days})
    first, second = (
        dict(zip(one.days, one.values, strict=True)),
        dict(zip(other.days, other.values, strict=True)),
    )
    values, left, right = [], 0, 0
    for day in days:
        left, right = first.get(day, left), second.get(day, right)
        values.append(join(left, right))
    return Profile(tuple(days), tuple(values))


def spans_as_profile(spans: Iterable[tuple[Span, int]]) -> Profile:
    """How many there are each day, of spans that each count for so many."""
    return profile(change for span, count in spans for change in ((span.start, count), (span.end, -count)))


def known_from(group: Group) -> date | None:
    """The first day with a declared number. Before it, and without any step, the number is unknown."""
    return min((step.start for step in group.steps), default=None)


def declared(group: Group) -> Profile:
    """Declared places a day; 0 where the number is unknown or the group is not open."""
    steps = sorted(group.steps, key=lambda step: step.start)
    numbers = Profile(tuple(step.start for step in steps), tuple(step.places for step in steps))
    if group.opens is None and group.closes is None:
        return numbers
    is_open = spans_as_profile([(Span(group.opens or date.min, group.closes or date.max), 1)])
    return combine(numbers, is_open, lambda places, opened: places * opened)


def closed(house: House, group: Group) -> Profile:
    """Places of the group that cannot be used, each day: any of them, or named ones while they are open."""
    named = [
        (days, 1)
        for place in house.places_in[group.id]
        for span in place.closed
        if (days := place.open_part(span)) is not None
    ]
    return spans_as_profile([*((closure.span, closure.places) for closure in group.closures), *named])


def _worked_out_once(work_out: Callable[[House, Group], Profile]) -> Callable[[House, Group], Profile]:
    """Of each group of a house only the first time; a house asks many times while places are sought in it."""

    @wraps(work_out)
    def remembered(house: House, group: Group) -> Profile:
        key = work_out, group.id
        if key not in house.reckoned:
            house.reckoned[key] = work_out(house, group)
        found: Profile = house.reckoned[key]
        return found

    return remembered


@_worked_out_once
def capacity(house: House, group: Group) -> Profile:
    """Declared and not closed, each day; never below 0."""
    return combine(declared(group), closed(house, group), lambda places, shut: max(places - shut, 0))


def most_open(house: House, group: int, span: Span) -> int | None:
    """The most places of a group that are open on one of these days; None where no number is stated for any."""
    planned = next((each for each in house.groups if each.id == group), None)
    known = None if planned is None else known_from(planned)
    if planned is None or known is None or known >= span.end:
        return None
    return max(places for _, places in capacity(house, planned).within(span))


@_worked_out_once
def taken(house: House, group: Group) -> Profile:
    """Stays and overruns in the group, each day. Turnaround takes a place, and nobody's turn."""
    stays = [(stay.span, 1) for place in house.places_in[group.id] for stay in house.stays_on[place.id]]
    overruns = [(run.span, 1) for place in house.places_in[group.id] for run in house.overruns_on[place.id]]
    return spans_as_profile([*stays, *overruns])


@_worked_out_once
def bookable(house: House, group: Group) -> Profile:
    """Places left each day; below 0 by so many as the day has too few."""
    return combine(capacity(house, group), taken(house, group), lambda places, stays: places - stays)


def shortfall(house: House, group: Group) -> Profile:
    """By how many places a day has too few for the stays that were promised."""
    return bookable(house, group).map(lambda left: max(-left, 0))


def room_in_house(house: House) -> Profile:
    """Places left each day in all groups. Too few in one group takes nothing from another."""
    if room_in_house not in house.reckoned:
        rooms = [bookable(house, group).map(lambda left: max(left, 0)) for group in house.groups]
        house.reckoned[room_in_house] = reduce(_sum, rooms, Profile())
    found: Profile = house.reckoned[room_in_house]
    return found


def _sum(one: Profile, other: Profile) -> Profile:
    if not one.days:
        return other
    return combine(one, other, lambda first, second: first + second)


def days_of_change(house: House) -> set[date]:
    """Every day on which something begins, ends, opens, closes, rises or falls."""
    days = {day for group in house.groups for day in capacity(house, group).days}
    for stay in house.stays:
        days.update((stay.start, stay.end, stay.blocked_until))
    for overrun in house.overruns:
        days.update((overrun.span.start, overrun.span.end, overrun.blocked.end))
    for place in house.places:
        days.update(day for day in (place.opens, place.closes) if day is not None)
        days.update(day for span in place.closed for day in (span.start, span.end))
    return days
