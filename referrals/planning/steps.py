"""Moves in an order that works: who makes room goes first, those who wait for one another go together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from providers.capacity.assignment import Limits
from providers.capacity.house import House

from .checking import carried_out
from .model import Move

Unit = tuple[Move, ...]
"""Moves that make sense together only: the newcomers of a group, or a single one."""


@dataclass
class Ordering:
    """Houses as the steps so far leave them. A step is taken only when it can be carried out."""

    houses: dict[str, House]
    stays: Mapping[str, int]
    limits: Limits
    steps: list[Unit] = field(default_factory=list)
    emptied: dict[str, int] = field(default_factory=dict)  # how often somebody has left a house

    def take(self, units: Sequence[Unit]) -> list[Unit]:
        """Take all steps that can be taken; what is left of the units cannot be."""
        pending, seen = list(units), dict[Unit, int]()
        while pending:
            count = len(self.steps)
            for unit in list(pending):
                # Only when somebody has left the houses since can a unit fare better than last time.
                state = self._state(unit)
                if seen.get(unit) != state and self.step(unit):
                    pending.remove(unit)
                seen[unit] = state
            if len(self.steps) == count:
                together = self._together(pending)
                if together is None:
                    break
                pending = [unit for unit in pending if unit not in together]
        return pending

    def step(self, moves: Unit) -> bool:
        """Take the step if it can be taken."""
        changed = carried_out(self.houses, moves, self.stays, self.limits)
        if changed is None:
            return False
        self.houses.update(changed)
        self.steps.append(moves)
        for move in moves:
            if move.origin is not None:
                self.emptied[move.origin] = self.emptied.get(move.origin, 0) + 1
        return True

    def _state(self, unit: Unit) -> int:
        return sum(self.emptied.get(name, 0) for name in {move.option.house for move in unit})

    def _together(self, pending: Sequence[Unit]) -> Sequence[Unit] | None:
        """Take one step of several units, as few as will do; None where there is no such step."""
        for first in pending:
            bundle = self._bundle(first, pending)
            if bundle is not None:
                bundle = self._fewest(first, bundle)
                self.step(_flat(bundle))
                return bundle
        return None

    def _bundle(self, first: Unit, pending: Sequence[Unit]) -> list[Unit] | None:
        """The unit with those who are in its way, and those who are in theirs, until it can be done."""
        bundle = [first]
        while not self.can(_flat(bundle)):
            entered = {move.option.house for unit in bundle for move in unit}
            leaving = [u for u in pending if u not in bundle and any(move.origin in entered for move in u)]
            if not leaving:
                return None
            bundle += leaving
        return bundle

    def _fewest(self, first: Unit, bundle: list[Unit]) -> list[Unit]:
        for unit in list(bundle):
            fewer = [other for other in bundle if other != unit]
            if unit != first and self.can(_flat(fewer)):
                bundle = fewer
        return bundle

    def can(self, moves: Unit) -> bool:
        """Whether the moves could be the next step."""
        return carried_out(self.houses, moves, self.stays, self.limits) is not None


def _flat(bundle: Sequence[Unit]) -> Unit:
    return tuple(move for unit in bundle for move in unit)
