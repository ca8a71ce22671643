"""What the answer says is to be done, as moves that belong together; and what is still free for who waits."""

from collections.abc import Iterator, Sequence

from .choices import Choice, Problem
from .model import Asking, Move
from .program import Answer
from .steps import Ordering, Unit


def units_of(problem: Problem, answer: Answer) -> Iterator[Unit]:
    """What is to be done, first in turn first, newcomers of a group together."""
    chosen = {
        choice.asking.id: _move(choice)
        for column, choice in enumerate(problem.choices)
        if answer[column] and choice.held is None
    }
    for members in _belonging([asking for asking in problem.askings if asking.id in chosen]):
        yield tuple(chosen[asking.id] for asking in members)


def fill(problem: Problem, ordering: Ordering) -> None:
    """First in turn first, give those who wait whatever is free as things stand, groups whole."""
    placed = {move.asking for step in ordering.steps for move in step}
    waiting = [asking for asking in problem.askings if asking.kept is None and asking.id not in placed]
    for members in _belonging(waiting):
        unit: Unit = ()
        for asking in members:
            unit = (*unit, *_first_free(problem, ordering, unit, asking))
        if len(unit) == len(members):
            ordering.step(unit)


def _first_free(problem: Problem, ordering: Ordering, unit: Unit, asking: Asking) -> Unit:
    """The best option that is free besides those of the unit."""
    for choice in problem.choices:
        if choice.asking == asking and ordering.can((*unit, _move(choice))):
            return (_move(choice),)
    return ()


def _move(choice: Choice) -> Move:
    return Move(asking=choice.asking.id, origin=choice.asking.kept, option=choice.option)


def _belonging(askings: Sequence[Asking]) -> Iterator[Sequence[Asking]]:
    """Newcomers of one group together, everybody else alone."""
    found: dict[tuple[bool, str], list[Asking]] = {}
    for asking in askings:
        grouped = asking.group is not None and asking.kept is None
        found.setdefault((grouped, asking.group or "") if grouped else (False, asking.id), []).append(asking)
    return iter(found.values())
