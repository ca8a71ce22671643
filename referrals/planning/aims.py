"""What is wanted, one aim after another: each is reached as far as it can be, and held for those after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from .choices import Problem
from .program import Answer, Program, as_they_are, columns_of
from .rows import Row

EXACT = 4_096
"""Weights up to here are added up by the solver without a doubt about the last unit."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Newcomers who stand on one place of the waiting list, usually one; `columns` of all their choices."""

    size: int
    columns: tuple[int, ...]

    def placed(self, answer: Answer) -> int:
        return int(answer[list(self.columns)].sum())


def best_answer(problem: Problem, program: Program) -> Answer:
    """Most of those who were lifted, most of all, earliest in turn, best ranks, fewest moves."""
    turns = list(_turns(problem))
    answer = _most(problem, program)
    answer = _by_turn(program, turns, answer)
    return program.best(-_trouble(problem), answer)


def _turns(problem: Problem) -> Iterator[_Turn]:
    columns = columns_of(problem)
    newcomers = [asking for asking in problem.askings if asking.kept is None]
    for _, askings in groupby(newcomers, key=lambda asking: (asking.lifted, asking.turn)):
        of_turn = [columns[asking.id] for asking in askings]
        yield _Turn(len(of_turn), tuple(column for each in of_turn for column in each))


def _most(problem: Problem, program: Program) -> Answer:
    """As many of those who were lifted as can be, then of all."""
    new = np.array([choice.held is None and choice.asking.kept is None for choice in problem.choices])
    lifted = np.array([choice.asking.lifted for choice in problem.choices]) & new
    answer = as_they_are(problem)
    for group in (lifted, new):
        if group.any():
            answer = program.best(group.astype(np.float64), answer)
            _hold(program, np.flatnonzero(group).tolist(), answer)
    return answer


def _by_turn(program: Program, turns: Sequence[_Turn], answer: Answer) -> Answer:
    """The first in turn placed if it can be, then the second, a stretch of the list at a time."""
    left = list(turns)
    while left:
        while left and left[0].placed(answer) == left[0].size:
            _hold(program, left.pop(0).columns, answer)
        if not any(turn.placed(answer) for turn in left):
            return answer
        stretch = _stretch(left)
        aim = np.zeros(program.columns)
        weight = 1
        for turn in reversed(stretch):
            aim[list(turn.columns)] = weight
            weight *= turn.size + 1
        answer = program.best(aim, answer)
        for turn in stretch:
            _hold(program, turn.columns, answer)
        del left[: len(stretch)]
    return answer


def _stretch(turns: Sequence[_Turn]) -> list[_Turn]:
    """So many that one of the first outweighs all that follow, with weights that stay exact."""
    taken, weight = [turns[0]], turns[0].size + 1
    for turn in turns[1:]:
        weight *= turn.size + 1
        if weight > EXACT:
            break
        taken.append(turn)
    return taken


def _hold(program: Program, columns: Sequence[int], answer: Answer) -> None:
    """What was reached stays reached."""
    reached = int(answer[list(columns)].sum())
    program.rows.append(Row(tuple(columns), reached, reached))


def _trouble(problem: Problem) -> NDArray[np.float64]:
    """Ranks, and between equal ones moves of those who have a place."""
    movers = sum(asking.kept is not None for asking in problem.askings)
    moved = [choice.asking.kept is not None and choice.held is None for choice in problem.choices]
    ranks = np.array([choice.rank for choice in problem.choices], np.float64)
    return ranks * (movers + 1) + np.array(moved, np.float64)
