"""The exact core has the last word: who goes to a house is placed there one after another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from providers.capacity.assignment import Limits, assign
from providers.capacity.house import Held, House

from .choices import Choice, Problem
from .model import Move, Option
from .program import Answer
from .rows import Row


def place(house: House, option: Option, limits: Limits) -> House | None:
    """The house with one stay more, others making room where need be; None where it has no place."""
    assignment = assign(house, option.wish, limits).assignment
    if assignment is None:
        return None
    moves = assignment.moves
    stays = [replace(s, place=moves[s.id]) if s.id in moves else s for s in house.stays]
    new = min((stay.id for stay in house.stays), default=0)
    stay = Held(
        id=min(new, -1) - 1,
        place=assignment.place,
        start=option.start,
        end=option.end,
        blocked_until=option.blocked_until,
        needs=option.needs,
        languages=option.languages,
    )
    return replace(house, stays=(*stays, stay))


def place_all(house: House, options: Iterable[Option], limits: Limits) -> House | None:
    """The house with all of these, placed in this order; None where one has no place."""
    full: House | None = house
    for option in options:
        full = full and place(full, option, limits)
    return full


def carried_out(
    houses: Mapping[str, House], step: Sequence[Move], stays: Mapping[str, int], limits: Limits
) -> dict[str, House] | None:
    """The houses that a step changes, as it leaves them; None where it cannot be carried out.

    `stays`: by asking, the stay that it keeps now.
    """
    changed: dict[str, House] = {}
    for name in {move.origin for move in step if move.origin is not None}:
        left = {stays[move.asking] for move in step if move.origin == name}
        staying = tuple(stay for stay in houses[name].stays if stay.id not in left)
        changed[name] = replace(houses[name], stays=staying)
    for move in step:
        name = move.option.house
        full = place(changed.get(name, houses[name]), move.option, limits)
        if full is None:
            return None
        changed[name] = full
    return changed


def refusals(problem: Problem, answer: Answer, limits: Limits) -> Iterator[Row]:
    """For every house that cannot hold whom the answer gives it: as few of them as already cannot be held."""
    for name, house in problem.cleared.items():
        chosen = {
            column: choice
            for column, choice in enumerate(problem.choices)
            if answer[column] and choice.option.house == name
        }
        if any(choice.held is None for choice in chosen.values()) and not _fits(house, chosen, limits):
            columns = tuple(_fewest(house, chosen, limits))
            yield Row(columns, 0, len(columns) - 1)


def _fits(house: House, chosen: Mapping[int, Choice], limits: Limits) -> bool:
    """Whether those who keep a place here can keep one while all others come."""
    kept = tuple(choice.held for choice in chosen.values() if choice.held is not None)
    coming = (choice.option for choice in chosen.values() if choice.held is None)
    return place_all(replace(house, stays=house.stays + kept), coming, limits) is not None


def _fewest(house: House, chosen: Mapping[int, Choice], limits: Limits) -> Mapping[int, Choice]:
    """What is left when everybody is let go without whom there is no place either."""
    core = dict(chosen)
    for column in chosen:
        fewer = {other: choice for other, choice in core.items() if other != column}
        if not _fits(house, fewer, limits):
            core = fewer
    return core
