"""Whether all other stays can be given places once a wish has one: an exact search, stopped by a budget.

Stays are placed in order of their start. What then matters of those placed before is only until when each
place is taken, and places that may take the same stays are alike: a situation that failed once is not
entered again. Where all places are alike, this is plain counting.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .house import Held
from .ledger import Profile


@dataclass
class Budget:
    """Steps that are left for one search over all its branches."""

    steps: int

    def spend(self) -> bool:
        """Take one step; False when there was none left."""
        self.steps -= 1
        return self.steps >= 0

    @property
    def is_spent(self) -> bool:
        return self.steps < 0


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Stays by start, the places each may have (preferred first), and the room of groups that are short of it.

    `room` leaves out what cannot be moved. A group that is not in it has room for all its places.
    """

    stays: Sequence[Held]
    allowed: Sequence[Sequence[int]]
    group_of: Mapping[int, int]
    room: Mapping[int, Profile]

    def kinds(self) -> Mapping[int, Hashable]:
        """Places of one kind are in one group and may take the same stays."""
        takers: dict[int, set[int]] = {place: set() for place in self.group_of}
        for index, places in enumerate(self.allowed):
            for place in places:
                takers[place].add(index)
        return {place: (self.group_of[place], tuple(sorted(stays))) for place, stays in takers.items()}


def solve(puzzle: Puzzle, budget: Budget) -> Mapping[int, int] | None:
    """A place for each stay, stay to place; None where there is no way, or the budget was spent."""
    return _Search(puzzle, budget).run()


@dataclass
class _Search:
    puzzle: Puzzle
    budget: Budget
    trail: list[int] = field(default_factory=list)  # the places of the first stays, in order
    open_ways: list[Iterator[int]] = field(default_factory=list)  # what is left to try at each of them
    failed: set[Hashable] = field(default_factory=set)

    def __post_init__(self) -> None:
        kinds = self.puzzle.kinds()
        numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds.values()))}
        self.kind = {place: numbers[kind] for place, kind in kinds.items()}
        self.latest: dict[int, list[Held]] = {place: [] for place in self.puzzle.group_of}

    def run(self) -> Mapping[int, int] | None:
        self.open_ways.append(self._ways())
        while len(self.trail) < len(self.puzzle.stays):
            place = next(self.open_ways[-1], None)
            if place is not None and not self.budget.spend():
                return None
            if place is not None:
                self._enter(place)
            elif not self._leave():
                return None
        return {stay.id: place for stay, place in zip(self.puzzle.stays, self.trail, strict=True)}

    def _enter(self, place: int) -> None:
        """Put the next stay on the place, unless that leads where it failed before."""
        self.latest[place].append(self.puzzle.stays[len(self.trail)])
        self.trail.append(place)
        if len(self.trail) == len(self.puzzle.stays):
            return
        if self._situation() in self.failed:
            self.latest[self.trail.pop()].pop()
        else:
            self.open_ways.append(self._ways())

    def _leave(self) -> bool:
        """Nothing is left to try for the next stay: take back the one before. False where there is none."""
        self.failed.add(self._situation())
        self.open_ways.pop()
        if self.trail:
            self.latest[self.trail.pop()].pop()
        return bool(self.open_ways)

    def _ways(self) -> Iterator[int]:
        """Places for the next stay, one of each kind: free ones are alike whatever they were used for before."""
        index, tried = len(self.trail), set()
        stay = self.puzzle.stays[index]
        for place in self.puzzle.allowed[index]:
            if self.kind[place] in tried or self._taken_until(place) > stay.start:
                continue
            if self._has_room(stay, self.puzzle.group_of[place]):
                tried.add(self.kind[place])
                yield place

    def _has_room(self, stay: Held, group: int) -> bool:
        room = self.puzzle.room.get(group)
        if room is None:
            return True
        ends = [stays[-1].end for place, stays in self.latest.items() if stays and self._is_in(place, group)]
        # Whoever was placed began before this stay: at most they are all still there.
        return all(sum(end > span.start for end in ends) < left for span, left in room.within(stay.span))

    def _situation(self) -> Hashable:
        """What the stays that are still to be placed can notice."""
        start = self.puzzle.stays[len(self.trail)].start
        taken = sorted(
            (self.kind[place], stays[-1].blocked_until, max(stays[-1].end, start))
            for place, stays in self.latest.items()
            if stays and stays[-1].blocked_until > start
        )
        return len(self.trail), tuple(taken)

    def _taken_until(self, place: int) -> date:
        stays = self.latest[place]
        return stays[-1].blocked_until if stays else date.min

    def _is_in(self, place: int, group: int) -> bool:
        return self.puzzle.group_of[place] == group
