"""What is planned with, and what comes out: plain frozen values. All spans are half-open local dates."""

from dataclasses import dataclass
from datetime import date

from providers.capacity.assignment import LIMITS, Limits
from providers.capacity.house import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One place that a request may get; `house` is the public id of the service at a location.

    It has all of `needs`, and one of the `languages` is spoken there; none: any will do.
    """

    house: str
    start: date
    end: date
    blocked_until: date
    needs: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    @property
    def wish(self) -> Wish:
        return Wish(self.start, self.end, self.blocked_until, self.needs, languages=self.languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One request that waits, or keeps a provisional place.

    `options`: best first. `kept`: the house where a place is kept now, `stay` the id of its stay there; it
    never ends without a place. `turn`: its place in the waiting list, 0 first; `lifted`: before all others.
    `group`: all newcomers of one group get a place, or none.
    """

    id: str
    options: tuple[Option, ...]
    kept: str | None = None
    stay: int | None = None
    turn: int = 0
    lifted: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The asking gives up its place in a house, None for a newcomer, and gets this one."""

    asking: str
    origin: str | None
    option: Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done, in order.

    `steps`: to carry one out, give up all stays that it moves from, then place its moves in the order given,
    each by `assign`; all of it or nothing. A step that was left out can make later ones fail, never harm.
    `waiting`: ids without a place, first in turn first. `proven`: no
    better plan is possible, but for the number of moves (see `Effort`).
    """

    steps: tuple[tuple[Move, ...], ...] = ()
    waiting: tuple[str, ...] = ()
    proven: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How far a search goes, counted wherever it can be, so that the same input has the same answer.

    `nodes` of each solve; `rounds` of solving again for what the exact core refused; `limits` of that core;
    `fewest_moves`: in problems with more choices, moves that are equally good in rank are not made fewer.
    `seconds` of each solve: the last resort, since a solve can work for minutes at its first node. The plan is then
    the best that was found and `proven` is False.
    """

    nodes: int = 5_000
    seconds: float = 20
    fewest_moves: int = 400
    rounds: int = 12
    limits: Limits = LIMITS


USUAL = Effort()
