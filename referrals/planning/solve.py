"""The plan of a night: everybody who waits and every place that could be theirs, looked at all at once."""

from collections.abc import Mapping, Sequence

from providers.capacity.house import House

from .aims import best_answer
from .checking import refusals
from .choices import Choice, Problem, in_turn, problems_of
from .model import USUAL, Asking, Effort, Plan
from .program import Answer, as_they_are, program_of
from .rows import Row
from .steps import Ordering, Unit
from .units import fill, units_of


def plan(askings: Sequence[Asking], houses: Mapping[str, House], *, effort: Effort = USUAL) -> Plan:
    """Who gets which place, and the steps that lead there from the houses as they are.

    Everybody who keeps a place keeps one, here or elsewhere. After that, in this order: most of those who
    were lifted; most of all; the first in turn, lifted ones before others; the best ranks; the fewest moves.
    Houses hold the stays of those who keep a place; stays without an asking keep a place in their house.
    An option in the house where a place is kept, from the day on which it begins, means that place, on the days it
    is kept for.

    Same askings and houses, in any order: same plan. Reads nothing, writes nothing, raises ValueError where
    an id occurs twice or a kept stay is not in its house.
    """
    steps: list[Unit] = []
    proven = True
    for problem in problems_of(askings, houses):
        taken, sure = _solved(problem, effort)
        steps += taken
        proven = proven and sure
    placed = {move.asking for step in steps for move in step}
    waiting = (a.id for a in sorted(askings, key=in_turn) if a.kept is None and a.id not in placed)
    return Plan(steps=tuple(steps), waiting=tuple(waiting), proven=proven)


def _solved(problem: Problem, effort: Effort) -> tuple[list[Unit], bool]:
    """The steps for one problem, and whether they surely are the best."""
    if _is_at_rest(problem):
        return [], True
    answer, proven = _agreed(problem, effort)
    ordering = Ordering(dict(problem.houses), _stays(problem), effort.limits)
    left = ordering.take(list(units_of(problem, answer)))
    if left or not proven:
        fill(problem, ordering)
    return ordering.steps, proven and not left


def _is_at_rest(problem: Problem) -> bool:
    """True where nobody waits and everybody has the best they could have."""
    best: dict[str, Choice] = {}
    for choice in problem.choices:
        first = best.setdefault(choice.asking.id, choice)
        best[choice.asking.id] = min(first, choice, key=lambda each: each.rank)
    return all(choice.held is not None for choice in best.values())


def _agreed(problem: Problem, effort: Effort) -> tuple[Answer, bool]:
    """An answer that the exact core agrees to, or the last one when the rounds are over."""
    refused: list[Row] = []
    answer, proven = as_they_are(problem), False
    for _ in range(effort.rounds):
        program = program_of(problem, refused, nodes=effort.nodes, seconds=effort.seconds)
        answer, proven = best_answer(problem, program, effort), program.proven
        found = list(refusals(problem, answer, effort.limits))
        if not found:
            return answer, proven
        if refused and not proven:
            break  # Solving takes long; another round would, too.
        refused += found
    return answer, False


def _stays(problem: Problem) -> dict[str, int]:
    return {asking.id: asking.stay for asking in problem.askings if asking.stay is not None}
