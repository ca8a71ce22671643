"""What capacity is planned with: plain frozen values of one service at a location.

Keys are whole numbers that mean nothing here. All spans are half-open local dates.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from .spans import Span


class Freedom(Enum):
    """Where a promised stay may be moved to make room. Nobody is moved once they are in a bed."""

    ANY_GROUP = 1
    WITHIN_GROUP = 2
    THIS_PLACE = 3


@dataclass(frozen=True, slots=True)
class Step:
    """So many places are declared from `start` on, until the next step."""

    start: date
    places: int


@dataclass(frozen=True, slots=True)
class Closure:
    """So many places of a group, any of them, cannot be used on these days."""

    span: Span
    places: int


@dataclass(frozen=True, slots=True)
class Group:
    """A house, a mentor, a course. Open on `[opens, closes)`, always where None. `languages` are spoken there."""

    id: int
    steps: tuple[Step, ...] = ()
    closures: tuple[Closure, ...] = ()
    opens: date | None = None
    closes: date | None = None
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """One bed, slot or seat. Only who needs all of `reserved_for` may have it.

    `closed`: days on which nobody may move in; who is promised the place on such a day keeps it.
    `languages`: those of its group.
    """

    id: int
    group: int
    opens: date
    closes: date | None = None
    characteristics: frozenset[str] = frozenset()
    reserved_for: frozenset[str] = frozenset()
    closed: tuple[Span, ...] = ()
    languages: frozenset[str] = frozenset()

    def suits(self, needs: frozenset[str], languages: frozenset[str] = frozenset()) -> bool:
        """True when it has all of the needs and any one of the languages, where some are asked for."""
        if not self.reserved_for <= needs <= self.characteristics:
            return False
        return not languages or not languages.isdisjoint(self.languages)

    def is_open(self, span: Span) -> bool:
        """True when the place is there on all these days, closed for a while or not."""
        return self.opens <= span.start and (self.closes is None or span.end <= self.closes)

    def open_part(self, span: Span) -> Span | None:
        """Those of these days on which the place is there."""
        start = max(self.opens, span.start)
        end = span.end if self.closes is None else min(self.closes, span.end)
        return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Held:
    """A promised stay on the place it has now; `blocked_until` is its end plus turnaround.

    It needs all of `needs`, and one of the `languages` to be spoken; none: any will do.
    """

    id: int
    place: int
    start: date
    end: date
    blocked_until: date
    needs: frozenset[str] = frozenset()
    freedom: Freedom = Freedom.ANY_GROUP
    languages: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def blocked(self) -> Span:
        return Span(self.start, self.blocked_until)


@dataclass(frozen=True, slots=True)
class Overrun:
    """Somebody is still on a place after their stay has ended; then it is empty until `blocked_until`, if said."""

    place: int
    span: Span
    blocked_until: date | None = None

    @property
    def blocked(self) -> Span:
        """The days on which nobody else may have the place: those of the person, and turnaround."""
        return Span(self.span.start, max(self.span.end, self.blocked_until or self.span.end))


@dataclass(frozen=True, slots=True)
class Wish:
    """A stay that is asked for, with needs and languages as of `Held`.

    One that changes its days says what it `held` so far and is not in the house.
    """

    start: date
    end: date
    blocked_until: date
    needs: frozenset[str] = frozenset()
    held: Held | None = None
    languages: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def blocked(self) -> Span:
        return Span(self.start, self.blocked_until)


@dataclass(frozen=True)
class House:
    """All that is planned together: one service at a location."""

    groups: tuple[Group, ...] = ()
    places: tuple[Place, ...] = ()
    stays: tuple[Held, ...] = ()
    overruns: tuple[Overrun, ...] = ()

    @cached_property
    def reckoned(self) -> dict[Hashable, Any]:
        """What was worked out about this house before: it never changes, so neither does that."""
        return {}

    @cached_property
    def place_of(self) -> Mapping[int, Place]:
        return {place.id: place for place in self.places}

    @cached_property
    def places_in(self) -> Mapping[int, tuple[Place, ...]]:
        """Places by group."""
        found: dict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            found[place.group].append(place)
        return {group.id: tuple(found[group.id]) for group in self.groups}

    @cached_property
    def stays_on(self) -> Mapping[int, tuple[Held, ...]]:
        """Stays by place."""
        found: dict[int, list[Held]] = defaultdict(list)
        for stay in self.stays:
            found[stay.place].append(stay)
        return {place.id: tuple(found[place.id]) for place in self.places}

    @cached_property
    def overruns_on(self) -> Mapping[int, tuple[Overrun, ...]]:
        """Overruns by place."""
        found: dict[int, list[Overrun]] = defaultdict(list)
        for overrun in self.overruns:
            found[overrun.place].append(overrun)
        return {place.id: tuple(found[place.id]) for place in self.places}

    def group_of(self, stay: Held) -> int:
        return self.place_of[stay.place].group
