"""Making room by moving few: the wish takes a place, who was in the way takes another, and so on.

It finds most of what can be found, quickly and with few moves; that it finds nothing proves nothing.
"""

from collections.abc import Sequence
from operator import sub

from .ledger import combine, spans_as_profile
from .rearranging import Board, Budget, Piece, Puzzle


def make_room(puzzle: Puzzle, now: Board, budget: Budget, deepest: int) -> Board | None:
    """The board with the wish on it, after a chain of at most `deepest` moves; None where none was found.

    Where a group is short of room nobody changes groups, so that its numbers stay as they are.
    """
    if not _group_has_room(puzzle, now):
        return None
    for depth in range(1, deepest + 1):
        board = _Chain(puzzle, budget).seat(now, puzzle.wish, frozenset(), depth)
        if board is not None or budget.is_spent:
            return board
    return None


def _group_has_room(puzzle: Puzzle, now: Board) -> bool:
    """Whether the wish's group may have one more on each of its days, with all others staying in theirs."""
    group = puzzle.group_of[puzzle.wish.places[0]]
    room = puzzle.room.get(group)
    if room is None:
        return True
    there = [piece for place, pieces in now.items() if puzzle.group_of[place] == group for piece in pieces]
    taken = spans_as_profile((piece.span, 1) for piece in there)
    return combine(room, taken, sub).lowest(puzzle.wish.span) >= 1


class _Chain:
    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self.puzzle, self.budget = puzzle, budget

    def seat(self, board: Board, piece: Piece, seated: frozenset[int], depth: int) -> Board | None:
        """Put the piece somewhere, moving others further at most `depth` deep, and none of those `seated`."""
        for place in self._choices(board, piece, seated):
            in_way = [other for other in board[place] if other.blocked.overlaps(piece.blocked)]
            if (in_way and depth == 0) or any(other.id in seated for other in in_way):
                continue
            if not self.budget.spend():
                return None
            staying = [other for other in board[place] if other not in in_way]
            tried: Board | None = {**board, place: [*staying, piece]}
            for other in in_way:
                tried = tried and self.seat(tried, other, seated | {piece.id}, depth - 1)
            if tried is not None:
                return tried
        return None

    def _choices(self, board: Board, piece: Piece, seated: frozenset[int]) -> Sequence[int]:
        """Places where nobody stands who cannot be moved; for who is moved, in the same group where need be."""
        places = [
            place
            for place in piece.places
            if not any(piece.blocked.overlaps(span) for span in self.puzzle.fixed[place])
        ]
        if not seated or not self.puzzle.room:
            return places
        group = self.puzzle.group_of[piece.places[0]]
        return [place for place in places if self.puzzle.group_of[place] == group]
