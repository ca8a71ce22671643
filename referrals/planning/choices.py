"""The askings as choices: who could go where, with those who keep a place taken out of the houses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from providers.capacity.fitting import suitable_places
from providers.capacity.house import Freedom, Held, House, Place
from providers.capacity.ledger import Profile, room_in_house
from providers.capacity.spans import Span

from .model import Asking, Option


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an asking, `rank` 0 the best. `held` where it is the place that is kept now."""

    asking: Asking
    rank: int
    option: Option
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is solved together: askings, first in turn first, and their choices; no other touches the houses.

    `houses` are as they stand now, `cleared` without those who could move.
    """

    askings: tuple[Asking, ...]
    choices: tuple[Choice, ...]
    houses: Mapping[str, House]
    cleared: Mapping[str, House]


def in_turn(asking: Asking) -> tuple[bool, int, str]:
    """The order of the waiting list; the id only so that there is one."""
    return not asking.lifted, asking.turn, asking.id


def problems_of(askings: Sequence[Asking], houses: Mapping[str, House]) -> Iterator[Problem]:
    """The askings in parts that share no house, in a fixed order. Who could go nowhere is in none.

    Raises ValueError where an id occurs twice or a kept stay is not in its house.
    """
    ordered = sorted(askings, key=in_turn)
    if len({asking.id for asking in ordered}) < len(ordered):
        raise ValueError("Each asking needs an id of its own.")
    held = {asking.id: _held(asking, houses) for asking in ordered if asking.kept is not None}
    cleared = _cleared(ordered, houses)
    scout = _Scout(cleared)
    choices = [choice for asking in ordered for choice in _choices(asking, held.get(asking.id), scout)]
    for part in _parts(_with_whole_groups(ordered, choices)):
        names = sorted({choice.option.house for choice in part})
        members = {choice.asking.id: choice.asking for choice in part}
        yield Problem(
            tuple(members.values()),
            tuple(part),
            {name: houses[name] for name in names},
            {name: cleared[name] for name in names},
        )


def _held(asking: Asking, houses: Mapping[str, House]) -> Held:
    for stay in houses[asking.kept].stays if asking.kept is not None and asking.kept in houses else ():
        if stay.id == asking.stay:
            return stay
    raise ValueError("The place that is kept is not in its house.")


def _cleared(askings: Iterable[Asking], houses: Mapping[str, House]) -> dict[str, House]:
    out: dict[str, set[int]] = defaultdict(set)
    for asking in askings:
        if asking.kept is not None and asking.stay is not None:
            out[asking.kept].add(asking.stay)
    return {name: without(house, out[name]) for name, house in houses.items()}


def without(house: House, stays: set[int]) -> House:
    """The house without these stays."""
    if not stays:
        return house
    return replace(house, stays=tuple(stay for stay in house.stays if stay.id not in stays))


class _Scout:
    """Tells of each option by itself whether it could ever be had; every question once."""

    def __init__(self, houses: Mapping[str, House]) -> None:
        self.houses = houses
        self._room: dict[str, Profile] = {}
        self._known: dict[Option, bool] = {}

    def could_be(self, option: Option) -> bool:
        if option.house not in self.houses:
            return False
        if option not in self._known:
            self._known[option] = self._look(option, self.houses[option.house])
        return self._known[option]

    def _look(self, option: Option, house: House) -> bool:
        wish = option.wish
        if option.house not in self._room:
            self._room[option.house] = room_in_house(house)
        if self._room[option.house].lowest(wish.span) < 1:
            return False
        return any(_is_passable(house, place, wish.blocked) for place in suitable_places(house, wish))


def _is_passable(house: House, place: Place, days: Span) -> bool:
    """Whether on these days nobody is on the place who cannot be moved."""
    fixed = (stay.blocked for stay in house.stays_on[place.id] if stay.freedom is Freedom.THIS_PLACE)
    overruns = (overrun.blocked for overrun in house.overruns_on[place.id])
    return not any(days.overlaps(span) for span in (*fixed, *overruns))


def _choices(asking: Asking, held: Held | None, scout: _Scout) -> Iterator[Choice]:
    """The place that is kept, on the days it is kept for, and whatever else could be had."""
    for rank, option in enumerate(asking.options):
        if not _is_held(option, asking, held) and scout.could_be(option):
            yield Choice(asking, rank, option)
    if asking.kept is None or held is None:
        return
    named = (rank for rank, option in enumerate(asking.options) if _is_held(option, asking, held))
    days = Option(
        house=asking.kept,
        start=held.start,
        end=held.end,
        blocked_until=held.blocked_until,
        needs=held.needs,
        languages=held.languages,
    )
    yield Choice(asking, next(named, len(asking.options)), days, held)


def _is_held(option: Option, asking: Asking, held: Held | None) -> bool:
    """Whether the option is the place that is kept now: the same house from the same day on."""
    return held is not None and option.house == asking.kept and option.start == held.start


def _with_whole_groups(askings: Sequence[Asking], choices: Sequence[Choice]) -> list[Choice]:
    """Without the newcomers of a group in which somebody could go nowhere."""
    chosen_for = {choice.asking.id for choice in choices}
    broken = {asking.group for asking in askings if asking.id not in chosen_for} - {None}
    return [c for c in choices if c.asking.kept is not None or c.asking.group not in broken]


def _parts(choices: Sequence[Choice]) -> Iterator[list[Choice]]:
    """Choices that are joined by a house, an asking or a group."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = name = leader[leader[name]]
        return name

    for choice in choices:
        leader[find(f"asking {choice.asking.id}")] = find(f"house {choice.option.house}")
        if choice.asking.group is not None:
            leader[find(f"group {choice.asking.group}")] = find(f"house {choice.option.house}")
    parts: dict[str, list[Choice]] = defaultdict(list)
    for choice in choices:
        parts[find(f"house {choice.option.house}")].append(choice)
    yield from parts.values()
