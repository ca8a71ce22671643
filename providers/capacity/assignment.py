"""One place for the whole stay: for the one that is asked for, and for all that were promised before.

A wish is granted exactly when every stay can have one suitable place for its whole length, those who are
there keeping theirs, and no day gets a stay without a place left. The search is exact within `Limits`;
beyond them the answer is "not proven", which counts as no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .fitting import free_places, has_room_each_day
from .house import House, Wish
from .making_room import make_room
from .puzzles import WISH, board_now, puzzles_of
from .rearranging import Budget, crowded_days, solve


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a search goes: places of a house, moves in a chain and tries at it, steps over all branches."""

    places: int = 400
    chain: int = 3
    tries: int = 300
    steps: int = 1_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Assignment:
    """The place of the wish, and the stays that move to make room: stay to place."""

    place: int
    moves: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """An assignment; or none, and `proven` where there surely is none."""

    assignment: Assignment | None
    proven: bool = True


def assign(house: House, wish: Wish, limits: Limits = LIMITS) -> Verdict:
    """Find a place for the wish; others move only where nothing else helps. Same house, same answer."""
    if not has_room_each_day(house, wish):
        return Verdict(None)
    free = next(free_places(house, wish), None)
    if free is not None:
        return Verdict(Assignment(free.id))
    if len(house.places) > limits.places:
        return Verdict(None, proven=False)
    return _rearrange(house, wish, limits)


def _rearrange(house: House, wish: Wish, limits: Limits) -> Verdict:
    """Look for a way in each group that the wish could go to, first for one that moves few."""
    puzzles = list(puzzles_of(house, wish))
    tries, steps = Budget(limits.tries), Budget(limits.steps)
    for puzzle in puzzles:
        board = make_room(puzzle, board_now(house, puzzle), tries, limits.chain)
        if board is not None:
            return _verdict(house, {piece.id: place for place, pieces in board.items() for piece in pieces})
    for puzzle in puzzles:
        hopeless = any(crowded_days(puzzle, wish.blocked))
        found = None if hopeless else solve(puzzle, steps)
        if found is not None:
            return _verdict(house, found)
    return Verdict(None, proven=not steps.is_spent)


def _verdict(house: House, found: Mapping[int, int]) -> Verdict:
    moves = {stay.id: found[stay.id] for stay in house.stays if found.get(stay.id, stay.place) != stay.place}
    return Verdict(Assignment(found[WISH], moves))
