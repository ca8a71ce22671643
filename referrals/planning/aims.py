"""What is wanted, one aim after another: each is reached as far as it can be, and held for those after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from .choices import Problem
from .model import Effort
from .program import Answer, Program, as_they_are, columns_of

EXACT = 4_096
"""Weights up to here are added up by the solver without a doubt about the last unit."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Newcomers who stand on one place of the waiting list, usually one; `columns` of all their choices."""

    size: int
    columns: tuple[int, ...]

    def weights(self, columns: int) -> NDArray[np.float64]:
        """1 for each of its choices."""
        ones = np.zeros(columns)
        ones[list(self.columns)] = 1
        return ones

    def placed(self, answer: Answer) -> int:
        return int(answer[list(self.columns)].sum())


def best_answer(problem: Problem, program: Program, effort: Effort) -> Answer:
    """Most of those who were lifted, most of all, earliest in turn, best ranks, fewest moves."""
    turns = list(_turns(problem))
    answer = _most(problem, program)
    answer = _by_turn(program, turns, answer)
    return _least_trouble(problem, program, answer, effort.fewest_moves)


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
            program.hold(group.astype(np.float64), answer)
    return answer


def _by_turn(program: Program, turns: Sequence[_Turn], answer: Answer) -> Answer:
    """The first in turn placed if it can be, then the second, a stretch of the list at a time.

    Once a stretch took more than may be taken, those behind it stay as they are: each further one would, too.
    """
    left = list(turns)
    while left and program.proven:
        while left and left[0].placed(answer) == left[0].size:
            program.hold(left.pop(0).weights(program.columns), answer)
        if not any(turn.placed(answer) for turn in left):
            return answer
        stretch = _stretch(left)
        aim = np.zeros(program.columns)
        weight = 1
        for turn in reversed(stretch):
            aim += weight * turn.weights(program.columns)
            weight *= turn.size + 1
        answer = program.best(aim, answer)
        for turn in stretch:
            program.hold(turn.weights(program.columns), answer)
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


def _least_trouble(problem: Problem, program: Program, answer: Answer, most: int) -> Answer:
    """Best ranks added up; in problems of at most so many choices also the fewest moves that go with them.

    In larger ones the second takes longer than all before it, and nobody would notice.
    """
    ranks = np.array([choice.rank for choice in problem.choices], np.float64)
    answer = program.best(-ranks, answer)
    if len(problem.choices) > most:
        return answer
    program.hold(ranks, answer)
    moved = [choice.asking.kept is not None and choice.held is None for choice in problem.choices]
    return program.best(-np.array(moved, np.float64), answer)
