"""Whether everybody can be given a place: an exact search, stopped by a budget.

Stays are placed in order of their start. What then matters of those placed before is only until when each
place is taken, and places that can take the same of those to come are alike: a situation that failed once is
not entered again. Where all places are alike, this is plain counting.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .ledger import Profile
from .spans import Span


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
class Piece:
    """A stay that is to be placed, and the places it may have, preferred first."""

    id: int
    span: Span
    blocked: Span  # with turnaround
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A wish, what may be moved for it, and what stands where it stands.

    `fixed`: for every place the days on which nobody can be put there. `room`: how many pieces a group may
    have each day; a group that is not in it has room for all its places.
    """

    wish: Piece
    movable: Sequence[Piece]
    fixed: Mapping[int, Sequence[Span]]
    group_of: Mapping[int, int]
    room: Mapping[int, Profile]

    @property
    def pieces(self) -> Sequence[Piece]:
        return (*self.movable, self.wish)


Board = Mapping[int, Sequence[Piece]]
"""Who is on which place."""


def solve(puzzle: Puzzle, budget: Budget) -> Mapping[int, int] | None:
    """A place for each piece, by id; None where there is no way, or the budget was spent."""
    return _Search(puzzle, budget).run()


def crowded_days(puzzle: Puzzle, within: Span) -> Iterator[date]:
    """Days on which those who must be somewhere cannot all have a place, even for that day alone."""
    present = [piece for piece in puzzle.pieces if piece.blocked.overlaps(within)]
    days = {within.start, *(piece.span.start for piece in present if piece.span.start in within)}
    for day in sorted(days):
        shut = {place for place, spans in puzzle.fixed.items() if any(day in span for span in spans)}
        there = [piece.places for piece in present if day in piece.blocked]
        if not _can_be_matched(there, shut):
            yield day


def _can_be_matched(choices: Sequence[Sequence[int]], shut: Collection[int]) -> bool:
    """Whether each can have one of its choices that is not shut, and no two the same one."""
    had_by: dict[int, int] = {}

    def seat(who: int, tried: set[int]) -> bool:
        for place in choices[who]:
            if place in tried or place in shut:
                continue
            tried.add(place)
            if place not in had_by or seat(had_by[place], tried):
                had_by[place] = who
                return True
        return False

    return all(seat(who, set()) for who in range(len(choices)))


class _Search:
    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self.puzzle, self.budget = puzzle, budget
        self.pieces = sorted(puzzle.pieces, key=lambda piece: (piece.span, piece.id))
        self.trail: list[int] = []  # the places of the first pieces, in order
        self.ways: list[Iterator[int]] = []  # what is left to try at each of them
        self.situations: list[Hashable] = []  # where each of them stood
        self.failed: set[Hashable] = set()
        self.takers = dict.fromkeys(puzzle.group_of, 0)  # bit i: the place may have piece i
        self.latest: dict[int, list[tuple[date, date]]] = {}  # end and blocked_until of who was placed
        self._kinds: dict[int, dict[int, int]] = {}
        first = self.pieces[0].span.start if self.pieces else date.max
        for place, spans in puzzle.fixed.items():
            # Who is there from the beginning takes the place for a while; later ones cut pieces off from it.
            until = max((span.end for span in spans if span.start <= first), default=date.min)
            self.latest[place] = [(date.min, until)]
        for index, piece in enumerate(self.pieces):
            for place in piece.places:
                later = (span for span in puzzle.fixed[place] if span.start > first)
                if not any(piece.blocked.overlaps(span) for span in later):
                    self.takers[place] |= 1 << index

    def run(self) -> Mapping[int, int] | None:
        if self.pieces:
            self._look(self._situation())
        while len(self.trail) < len(self.pieces):
            place = next(self.ways[-1], None)
            if place is not None and not self.budget.spend():
                return None
            if place is not None:
                self._enter(place)
            elif not self._leave():
                return None
        return {piece.id: place for piece, place in zip(self.pieces, self.trail, strict=True)}

    def _enter(self, place: int) -> None:
        """Put the next piece on the place, unless that leads where it failed before."""
        piece = self.pieces[len(self.trail)]
        self.latest[place].append((piece.span.end, piece.blocked.end))
        self.trail.append(place)
        if len(self.trail) == len(self.pieces):
            return
        situation = self._situation()
        if situation in self.failed:
            self.latest[self.trail.pop()].pop()
        else:
            self._look(situation)

    def _look(self, situation: Hashable) -> None:
        self.situations.append(situation)
        self.ways.append(self._ways())

    def _leave(self) -> bool:
        """Nothing is left to try for the next piece: take back the one before. False where there is none."""
        self.failed.add(self.situations.pop())
        self.ways.pop()
        if self.trail:
            self.latest[self.trail.pop()].pop()
        return bool(self.ways)

    def _ways(self) -> Iterator[int]:
        """Places for the next piece, one of each kind: free ones are alike whatever they were used for before."""
        index, tried = len(self.trail), set()
        piece, kinds = self.pieces[index], self._kinds_from(index)
        for place in piece.places:
            free = self.takers[place] >> index & 1 and self.latest[place][-1][1] <= piece.span.start
            if free and kinds[place] not in tried and self._has_room(piece, self.puzzle.group_of[place]):
                tried.add(kinds[place])
                yield place

    def _kinds_from(self, index: int) -> Mapping[int, int]:
        """Places of one kind may have the same of the pieces to come, and share a shortage of room if any."""
        if index not in self._kinds:
            numbers: dict[Hashable, int] = {}
            self._kinds[index] = {
                place: numbers.setdefault((takers >> index, self._tight_group(place)), len(numbers))
                for place, takers in self.takers.items()
            }
        return self._kinds[index]

    def _tight_group(self, place: int) -> int:
        group = self.puzzle.group_of[place]
        return group if group in self.puzzle.room else -1

    def _has_room(self, piece: Piece, group: int) -> bool:
        room = self.puzzle.room.get(group)
        if room is None:
            return True
        ends = [rows[-1][0] for place, rows in self.latest.items() if self.puzzle.group_of[place] == group]
        # Whoever was placed began before this piece: at most they are all still there.
        return all(sum(end > span.start for end in ends) < left for span, left in room.within(piece.span))

    def _situation(self) -> Hashable:
        """What the pieces that are still to be placed can notice."""
        index = len(self.trail)
        start, kinds = self.pieces[index].span.start, self._kinds_from(index)
        taken = [
            (kinds[place], until, max(start, end))
            for place, ((*_, (end, until))) in self.latest.items()
            if until > start
        ]
        return index, tuple(sorted(taken))
