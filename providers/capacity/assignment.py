"""One place for the whole stay: for the one that is asked for, and for all that were promised before.

A wish is granted exactly when every stay can have one suitable place for its whole length, those who are
there keeping theirs, and no day gets a stay without a place left. The search is exact within `Limits`;
beyond them the answer is "not proven", which counts as no.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from .fitting import days_new_to, free_places, has_room_each_day, suitable_places, waste
from .house import Freedom, Group, Held, House, Place, Wish
from .ledger import Profile, capacity, combine, spans_as_profile
from .rearranging import Budget, Puzzle, solve
from .spans import Span


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a search goes: places of a house, and steps over all branches."""

    places: int = 400
    steps: int = 20_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Assignment:
    """The place of the wish, and the stays that move to make room: stay to place."""

    place: int
    moves: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """An assignment; or none, and `proven` where there surely is none."""

    assignment: Assignment | None
    proven: bool = True


def assign(house: House, wish: Wish, limits: Limits = LIMITS) -> Verdict:
    """Find a place for the wish; others move only where nothing else helps. The same house, the same answer."""
    if not has_room_each_day(house, wish):
        return Verdict(None)
    free = next(free_places(house, wish), None)
    if free is not None:
        return Verdict(Assignment(free.id))
    if len(house.places) > limits.places:
        return Verdict(None, proven=False)
    return _rearrange(house, wish, Budget(limits.steps))


def _rearrange(house: House, wish: Wish, budget: Budget) -> Verdict:
    movable = sorted(
        (stay for stay in house.stays if stay.freedom is not Freedom.THIS_PLACE),
        key=lambda stay: (stay.start, stay.end, stay.id),
    )
    base = _puzzle(house, movable)
    kinds, tried = base.kinds(), set()
    for place in _candidates(house, wish):
        kind = (kinds[place.id], _is_own(place, wish))
        moves = None if kind in tried else _solve_with(house, base, wish, place, budget)
        tried.add(kind)
        if moves is not None:
            return Verdict(Assignment(place.id, moves))
    return Verdict(None, proven=not budget.is_spent)


def _candidates(house: House, wish: Wish) -> list[Place]:
    """Places where nobody stands in the way who cannot be moved, best fit first."""
    possible = (
        place
        for place in suitable_places(house, wish)
        if not any(wish.blocked.overlaps(span) for span in _fixed_on(house, place))
    )
    return sorted(possible, key=lambda place: (not _is_own(place, wish), waste(place, wish), place.id))


def _is_own(place: Place, wish: Wish) -> bool:
    return wish.held is not None and wish.held.place == place.id


def _puzzle(house: House, movable: list[Held]) -> Puzzle:
    """The house without the wish."""
    fixed = {place.id: _fixed_on(house, place) for place in house.places}
    allowed = [
        tuple(place.id for place in _places_for(house, stay) if not _collides(stay.blocked, fixed[place.id]))
        for stay in movable
    ]
    return Puzzle(movable, allowed, {place.id: place.group for place in house.places}, {})


def _collides(span: Span, others: tuple[Span, ...]) -> bool:
    return any(span.overlaps(other) for other in others)


def _fixed_on(house: House, place: Place) -> tuple[Span, ...]:
    """Days on which somebody is on the place who cannot be moved."""
    stays = (stay for stay in house.stays_on[place.id] if stay.freedom is Freedom.THIS_PLACE)
    return (*(stay.blocked for stay in stays), *house.overruns_on[place.id])


def _places_for(house: House, stay: Held) -> Iterator[Place]:
    """The place it has, whatever has become of it, and then those it could move to."""
    own = house.place_of[stay.place]
    yield own
    for place in house.places:
        if place is own or (stay.freedom is Freedom.WITHIN_GROUP and place.group != own.group):
            continue
        if place.suits(stay.needs) and place.is_open(stay.span) and not _collides(stay.span, place.closed):
            yield place


def _solve_with(
    house: House, base: Puzzle, wish: Wish, place: Place, budget: Budget
) -> Mapping[int, int] | None:
    """The moves that let the wish have this place, None where there are none."""
    allowed = [
        tuple(each for each in places if each != place.id or not stay.blocked.overlaps(wish.blocked))
        for stay, places in zip(base.stays, base.allowed, strict=True)
    ]
    room = {group.id: _room(house, group, wish, place) for group in house.groups}
    if room[place.group].lowest(wish.span) < 0:
        return None
    tight = {group: left for group, left in room.items() if _is_tight(house, group, left)}
    found = solve(Puzzle(base.stays, allowed, base.group_of, tight), budget)
    if found is None:
        return None
    return {stay.id: found[stay.id] for stay in base.stays if found[stay.id] != stay.place}


def _room(house: House, group: Group, wish: Wish, place: Place) -> Profile:
    """How many movable stays the group may have each day: its capacity, or as many as it was made to hold.

    On the days it would get the wish besides, its capacity only.
    """
    stays = [stay for each in house.places_in[group.id] for stay in house.stays_on[each.id]]
    overruns = [span for each in house.places_in[group.id] for span in house.overruns_on[each.id]]
    held = [wish.held.span] if wish.held and house.group_of(wish.held) == group.id else []
    new_days = days_new_to(house, group.id, wish) if group.id == place.group else ()
    promised = [span for stay in stays for span in stay.span.without(new_days)]
    promised += [part for span in (*overruns, *held) for part in span.without(new_days)]
    limit = combine(capacity(house, group), _count(promised), max)
    staying = [stay.span for stay in stays if stay.freedom is Freedom.THIS_PLACE]
    fixed = [*staying, *overruns, *([wish.span] if group.id == place.group else [])]
    return combine(limit, _count(fixed), lambda places, used: places - used)


def _count(spans: list[Span]) -> Profile:
    return spans_as_profile((span, 1) for span in spans)


def _is_tight(house: House, group: int, left: Profile) -> bool:
    """False where the group has room for a stay on each of its places on every day that counts."""
    days = [day for stay in house.stays for day in (stay.start, stay.end)]
    return bool(days) and left.lowest(Span(min(days), max(days, default=date.max))) < len(
        house.places_in[group]
    )
