"""A problem as a linear program in whole numbers, solved by HiGHS with the same answer every time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from .choices import Problem
from .rows import Row, rows_of

Answer = NDArray[np.int64]
"""0 or 1 for each choice."""


@dataclass(slots=True)
class Program:
    """Rows over the choices of a problem, one column each. `proven` until a solve was stopped early."""

    columns: int
    rows: list[Row]
    nodes: int
    seconds: float
    proven: bool = True

    def best(self, aim: NDArray[np.float64], sofar: Answer) -> Answer:
        """The answer with the greatest sum; `sofar`, which must be allowed, where none better is found."""
        found = milp(
            -aim,
            integrality=np.ones(self.columns, np.int64),
            bounds=Bounds(0, 1),
            constraints=_constraint(self.rows, self.columns),
            options={"mip_rel_gap": 0, "node_limit": self.nodes, "time_limit": self.seconds},
        )
        self.proven = self.proven and found.status == 0
        if found.x is None:
            return sofar
        answer: Answer = np.rint(found.x).astype(np.int64)
        return answer if aim @ answer > aim @ sofar else sofar

    def hold(self, weights: NDArray[np.float64], answer: Answer) -> None:
        """What was reached stays reached: the sum of the weights from now on is that of the answer."""
        columns, reached = np.flatnonzero(weights), float(weights @ answer)
        if len(columns):
            self.rows.append(Row(tuple(columns.tolist()), reached, reached, tuple(weights[columns].tolist())))


def program_of(problem: Problem, refused: Iterable[Row], *, nodes: int, seconds: float) -> Program:
    """Everybody at most one place, who keeps one exactly one, groups whole, and what the houses allow."""
    rows = [*_each_once(problem), *_whole_groups(problem), *refused]
    for name, house in problem.cleared.items():
        there = {column: each for column, each in enumerate(problem.choices) if each.option.house == name}
        rows.extend(rows_of(house, there))
    return Program(len(problem.choices), rows, nodes, seconds)


def columns_of(problem: Problem) -> dict[str, list[int]]:
    """Columns by asking, in turn."""
    found: dict[str, list[int]] = {asking.id: [] for asking in problem.askings}
    for column, choice in enumerate(problem.choices):
        found[choice.asking.id].append(column)
    return found


def as_they_are(problem: Problem) -> Answer:
    """The answer in which nothing is done: those who keep a place stay, all others wait."""
    return np.array([choice.held is not None for choice in problem.choices], np.int64)


def _each_once(problem: Problem) -> Iterable[Row]:
    columns = columns_of(problem)
    for asking in problem.askings:
        yield Row(tuple(columns[asking.id]), 0 if asking.kept is None else 1, 1)


def _whole_groups(problem: Problem) -> Iterable[Row]:
    """Newcomers of one group: each with the next of them, both or none."""
    columns, last = columns_of(problem), dict[str, str]()
    for asking in problem.askings:
        if asking.kept is not None or asking.group is None:
            continue
        if (before := last.get(asking.group)) is not None:
            one, other = columns[before], columns[asking.id]
            yield Row((*one, *other), 0, 0, (*[1.0] * len(one), *[-1.0] * len(other)))
        last[asking.group] = asking.id


def _constraint(rows: Sequence[Row], columns: int) -> LinearConstraint:
    sizes = [len(row.columns) for row in rows]
    weights = [weight for row in rows for weight in row.weights or [1.0] * len(row.columns)]
    matrix = csr_array(
        (
            np.array(weights, np.float64),
            np.array([column for row in rows for column in row.columns], np.int32),
            np.cumsum([0, *sizes], dtype=np.int32),
        ),
        shape=(len(rows), columns),
    )
    return LinearConstraint(
        matrix, np.array([row.lowest for row in rows]), np.array([row.highest for row in rows])
    )
