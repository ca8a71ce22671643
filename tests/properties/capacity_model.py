"""A house in plain Python: who was promised which days, how many may be there; no rearranging, no database."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from providers.capacity.workdays import turnaround_end

HORIZON = 70


@dataclass
class Person:
    """What was promised. Once there they keep their bed, once accepted their group."""

    start: date
    end: date
    needs: frozenset[str]
    firmness: str
    expires: date | None = None
    bed: int | None = None
    group: int | None = None
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bed:
    group: int
    opens: date
    closes: date | None
    has: frozenset[str]
    spoken: frozenset[str]

    def suits(self, needs: frozenset[str], languages: frozenset[str]) -> bool:
        """All of the needs are there, and one of the languages where any are asked for."""
        return needs <= self.has and (not languages or any(code in self.spoken for code in languages))

    def is_open(self, day: date) -> bool:
        return self.opens <= day and (self.closes is None or day < self.closes)


@dataclass(frozen=True)
class Closed:
    """A void: one bed, or so many of the group."""

    group: int
    bed: int | None
    start: date
    end: date
    places: int


@dataclass
class Staying:
    """An overstay."""

    stay: UUID
    bed: int
    start: date
    end: date


Counts = Mapping[tuple[int, date], int]


def days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days))


@dataclass
class Model:
    """What was said and promised; `where` and `beds` are looked up in the database after each step."""

    today: date
    turnaround: int
    steps: dict[int, dict[date, int]]
    people: dict[UUID, Person] = field(default_factory=dict)
    closed: list[Closed] = field(default_factory=list)
    overstays: dict[UUID, Staying] = field(default_factory=dict)
    where: dict[UUID, int] = field(default_factory=dict)
    beds: dict[int, Bed] = field(default_factory=dict)

    def blocked_until(self, end: date) -> date:
        return turnaround_end(end, self.turnaround, "EE")

    def capacity(self, group: int, day: date) -> int:
        """Declared and not closed."""
        begun = [start for start in self.steps[group] if start <= day]
        places = self.steps[group][max(begun)] if begun else 0
        for void in self.closed:
            if void.group == group and void.start <= day < void.end:
                places -= void.places if void.bed is None or self.beds[void.bed].is_open(day) else 0
        return max(places, 0)

    def counts(self) -> Counter[tuple[int, date]]:
        """How many are there, or will be, by group and day from today on."""
        there = [(self.where[stay], person.start, person.end) for stay, person in self.people.items()]
        there += [(row.bed, row.start, row.end) for row in self.overstays.values()]
        return Counter(
            (self.beds[bed].group, day)
            for bed, start, end in there
            for day in days(max(start, self.today), end)
        )

    def has_room(self, group: int, start: date, end: date) -> bool:
        counts = self.counts()
        return all(counts[group, day] < self.capacity(group, day) for day in days(start, end))

    def is_free(
        self, bed: int, start: date, end: date, needs: frozenset[str], languages: frozenset[str]
    ) -> bool:
        """Nobody would have to move: the bed suits, stands empty, and the group has a place left each day."""
        until, this = self.blocked_until(end), self.beds[bed]
        taken = any(
            self.where[stay] == bed and person.start < until and self.blocked_until(person.end) > start
            for stay, person in self.people.items()
        )
        return (
            not taken
            and this.suits(needs, languages)
            and all(this.is_open(day) for day in days(start, end))
            and not self.is_barred(bed, start, end, until)
            and self.has_room(this.group, start, end)
        )

    def is_barred(self, bed: int, start: date, end: date, until: date) -> bool:
        """By a void of this bed, or by one who stays on."""
        closed = any(void.bed == bed and void.start < end and void.end > start for void in self.closed)
        return closed or any(
            row.bed == bed and row.start < until and row.end > start for row in self.overstays.values()
        )

    def can_be_longer(self, stay: UUID, end: date) -> bool:
        """Nobody would have to move for these days on the bed the person has."""
        person, bed = self.people[stay], self.where[stay]
        this, until = self.beds[bed], self.blocked_until(end)
        follows = any(
            other != stay and self.where[other] == bed and each.start < until and each.start >= person.end
            for other, each in self.people.items()
        )
        overstays = any(
            row.bed == bed and row.start < until and row.end > person.start for row in self.overstays.values()
        )
        closed = any(void.bed == bed and void.start < end and void.end > person.end for void in self.closed)
        is_open = all(this.is_open(day) for day in days(person.end, end))
        room = self.has_room(this.group, person.end, end)
        return is_open and room and not (follows or overstays or closed)

    def give_back(self, stay: UUID, day: date) -> None:
        """From this day on: part of it where it has begun by then."""
        person = self.people[stay]
        if person.start < day < person.end:
            person.end = day
        elif day <= person.start:
            del self.people[stay]

    def expire(self) -> None:
        """Promises that were to be confirmed by today, and were not."""
        for stay in [
            stay for stay, each in self.people.items() if each.expires and each.expires <= self.today
        ]:
            del self.people[stay]
