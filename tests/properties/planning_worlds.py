"""Small worlds of houses and askings, the slow answer to who can be placed in them, and a careful replay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count, product

from hypothesis import strategies as st

from providers.capacity.assignment import assign
from providers.capacity.house import Freedom, Group, Held, House, Place, Step
from referrals.planning.model import Asking, Move, Option, Plan
from tests.properties.capacity_oracle import asked_languages, day, houses, needs

NAMES = ("a", "b", "c")


@dataclass(frozen=True)
class World:
    askings: tuple[Asking, ...]
    houses: Mapping[str, House]


def option(
    house: str,
    start: int,
    end: int,
    *codes: str,
    turnaround: int = 0,
    languages: frozenset[str] = frozenset(),
) -> Option:
    return Option(
        house=house,
        start=day(start),
        end=day(end),
        blocked_until=day(end + turnaround),
        needs=frozenset(codes),
        languages=languages,
    )


def house_with(*beds: frozenset[str]) -> House:
    """An empty house with these beds, numbered from 0."""
    places = tuple(Place(number, 0, day(-9), characteristics=has) for number, has in enumerate(beds))
    return House((Group(0, (Step(day(-9), len(beds)),)),), places)


def keeping(house: House, *stays: tuple[int, int, Option]) -> House:
    """The house with stays: id, place, days."""
    held = (
        Held(*(number, place, days.start, days.end, days.blocked_until, days.needs), languages=days.languages)
        for number, place, days in stays
    )
    return replace(house, stays=(*house.stays, *held))


@st.composite
def worlds(draw: st.DrawFn, newcomers: int = 6) -> World:
    """Houses as they come, some of their stays kept by askings, and newcomers who could go to several."""
    names = NAMES[: draw(st.integers(1, 3))]
    built = {name: draw(houses()) for name in names}
    askings = [
        Asking(
            id=f"{name}{stay.id}",
            options=_kept_among(draw, name, stay, names),
            kept=name,
            stay=stay.id,
            turn=draw(st.integers(0, 9)),
        )
        for name in names
        for stay in built[name].stays
        if stay.freedom is Freedom.ANY_GROUP and draw(st.booleans())
    ]
    turns = draw(st.permutations(range(newcomers)))
    askings += [
        Asking(
            id=f"n{number}",
            options=_somewhere(draw, names),
            turn=turns[number],
            lifted=draw(st.sampled_from([False, False, True])),
            group=draw(st.sampled_from([None, None, None, "x"])),
        )
        for number in range(draw(st.integers(0, newcomers)))
    ]
    return World(tuple(askings), built)


def _somewhere(draw: st.DrawFn, names: Sequence[str]) -> tuple[Option, ...]:
    start, length = draw(st.integers(0, 12)), draw(st.integers(1, 6))
    codes, turnaround = draw(needs), draw(st.sampled_from([0, 0, 1]))
    languages = draw(asked_languages)
    where = draw(st.permutations(names))[: draw(st.integers(1, len(names)))]
    return tuple(
        option(name, start, start + length, *codes, turnaround=turnaround, languages=languages)
        for name in where
    )


def _kept_among(draw: st.DrawFn, name: str, stay: Held, names: Sequence[str]) -> tuple[Option, ...]:
    """The same days in every house; now and then the place is a later one, and some days before would be better."""
    where = [*draw(st.permutations([other for other in names if other != name]))]
    where.insert(draw(st.integers(0, len(where))), name)
    same = [_moved_by(stay, each, 0) for each in where]
    sooner = draw(st.sampled_from([0, 0, 1, 3]))
    return (*(_moved_by(stay, each, -sooner) for each in where if sooner), *same)


def _moved_by(stay: Held, name: str, days: int) -> Option:
    by = timedelta(days)
    return Option(
        house=name,
        start=stay.start + by,
        end=stay.end + by,
        blocked_until=stay.blocked_until + by,
        needs=stay.needs,
        languages=stay.languages,
    )


def here(world: World, asking: Asking) -> Option | None:
    """The option that means the place kept now: its house, from the day on which it begins."""
    stays = world.houses[asking.kept].stays if asking.kept else ()
    held = next((stay for stay in stays if stay.id == asking.stay), None)
    own = (each for each in asking.options if held and each.house == asking.kept)
    return next((each for each in own if held and each.start == held.start), None)


def replayed(world: World, plan: Plan) -> dict[str, House]:
    """The houses after each step was carried out as a nightly run would; fails where one cannot be."""
    return _replay(world, plan)[0]


def next_night(world: World, plan: Plan) -> World:
    """The world after the plan: who was given a place now keeps it."""
    built, stays = _replay(world, plan)
    moves = {move.asking: move for step in plan.steps for move in step}
    return World(
        tuple(
            replace(asking, kept=moves[asking.id].option.house, stay=stays[asking.id])
            if asking.id in moves
            else asking
            for asking in world.askings
        ),
        built,
    )


def _replay(world: World, plan: Plan) -> tuple[dict[str, House], dict[str, int | None]]:
    built, stays = dict(world.houses), {asking.id: asking.stay for asking in world.askings}
    numbers = count(1_000)
    for step in plan.steps:
        for move in step:
            if move.origin is not None:
                built[move.origin] = _without(built[move.origin], stays[move.asking])
        for move in step:
            number = stays[move.asking] = next(numbers)
            built[move.option.house] = _placed(built[move.option.house], move, number)
    return built, stays


def _without(house: House, stay: int | None) -> House:
    left = tuple(each for each in house.stays if each.id != stay)
    assert len(left) == len(house.stays) - 1
    return replace(house, stays=left)


def _placed(house: House, move: Move, number: int) -> House:
    assignment = assign(house, move.option.wish).assignment
    assert assignment is not None, move
    return _with(house, move.option, number, assignment.place, assignment.moves)


def best_score(world: World) -> tuple[int, ...]:
    """The best score of all ways of placing everybody; tries every way there is."""
    return max(score(world, way) for way in _ways(world))


def score(world: World, way: Mapping[str, Option | None]) -> tuple[int, ...]:
    """Lifted ones placed, all placed, and then each in turn: more is better from left to right."""
    new = sorted(
        (asking for asking in world.askings if asking.kept is None),
        key=lambda asking: (not asking.lifted, asking.turn),
    )
    placed = [int(way[asking.id] is not None) for asking in new]
    lifted = sum(there for there, asking in zip(placed, new, strict=True) if asking.lifted)
    return lifted, sum(placed), *placed


def _ways(world: World) -> Iterator[dict[str, Option | None]]:
    choices = [[*asking.options, *([None] if asking.kept is None else [])] for asking in world.askings]
    for chosen in product(*choices):
        way = {asking.id: each for asking, each in zip(world.askings, chosen, strict=True)}
        if _groups_are_whole(world, way) and _is_possible(world, way):
            yield way


def _groups_are_whole(world: World, way: Mapping[str, Option | None]) -> bool:
    there = {(a.group, way[a.id] is not None) for a in world.askings if a.group and a.kept is None}
    return len(there) == len({group for group, _ in there})


def _is_possible(world: World, way: Mapping[str, Option | None]) -> bool:
    """Whether every house can hold those who stay and then each who comes."""
    for name, house in world.houses.items():
        leaving = {a.stay for a in world.askings if a.kept == name and way[a.id] != here(world, a)}
        full = replace(house, stays=tuple(stay for stay in house.stays if stay.id not in leaving))
        for number, asking in enumerate(world.askings):
            chosen = way[asking.id]
            if chosen is None or chosen.house != name or chosen == here(world, asking):
                continue
            assignment = assign(full, chosen.wish).assignment
            if assignment is None:
                return False
            full = _with(full, chosen, 1_000 + number, assignment.place, assignment.moves)
    return True


def _with(house: House, option: Option, number: int, place: int, moves: Mapping[int, int]) -> House:
    stays = (replace(stay, place=moves.get(stay.id, stay.place)) for stay in house.stays)
    new = Held(
        *(number, place, option.start, option.end, option.blocked_until, option.needs),
        languages=option.languages,
    )
    return replace(house, stays=(*stays, new))


def ending(world: World, plan: Plan) -> dict[str, Option | None]:
    """Where everybody ends up: what they keep, or what they were given."""
    way: dict[str, Option | None] = {asking.id: here(world, asking) for asking in world.askings}
    way.update({move.asking: move.option for step in plan.steps for move in step})
    return way


@st.composite
def tiny_worlds(draw: st.DrawFn) -> World:
    """So few that every way can be tried: one or two houses, up to five askings."""
    world = draw(worlds(newcomers=4))
    kept = [asking for asking in world.askings if asking.kept is not None][:2]
    new = [asking for asking in world.askings if asking.kept is None]
    return World((*kept, *new), world.houses)
