"""A house and a wish as puzzles, one for each group that the wish could go to."""

from collections.abc import Iterable, Iterator
from operator import sub

from .fitting import days_new_to, suitable_places, waste
from .house import Freedom, Group, Held, House, Place, Wish
from .ledger import Profile, capacity, combine, spans_as_profile
from .rearranging import Board, Piece, Puzzle
from .spans import Span

WISH = -1
"""The wish's id among the pieces."""


def puzzles_of(house: House, wish: Wish) -> Iterator[Puzzle]:
    """One for each group: how many it may take depends on whether it takes the wish."""
    movable = [_piece(house, stay) for stay in house.stays if stay.freedom is not Freedom.THIS_PLACE]
    fixed = {place.id: _fixed_on(house, place) for place in house.places}
    group_of = {place.id: place.group for place in house.places}
    for group, places in _places_by_group(house, wish).items():
        asked = Piece(WISH, wish.span, wish.blocked, places)
        yield Puzzle(asked, movable, fixed, group_of, _tight_room(house, wish, group))


def board_now(house: House, puzzle: Puzzle) -> Board:
    """Who of the movable is where now."""
    place_of = {stay.id: stay.place for stay in house.stays}
    board: dict[int, list[Piece]] = {place.id: [] for place in house.places}
    for piece in puzzle.movable:
        board[place_of[piece.id]].append(piece)
    return board


def _places_by_group(house: House, wish: Wish) -> dict[int, list[int]]:
    """Places the wish could have, best fit first, by group."""
    found: dict[int, list[int]] = {}
    for place in sorted(suitable_places(house, wish), key=lambda place: (waste(place, wish), place.id)):
        found.setdefault(place.group, []).append(place.id)
    return found


def _piece(house: House, stay: Held) -> Piece:
    return Piece(stay.id, stay.span, stay.blocked, tuple(_places_for(house, stay)))


def _places_for(house: House, stay: Held) -> Iterator[int]:
    """The place it has, whatever has become of it, and then those it could move to."""
    own = house.place_of[stay.place]
    yield own.id
    for place in house.places:
        if place is own or (stay.freedom is Freedom.WITHIN_GROUP and place.group != own.group):
            continue
        closed = any(stay.span.overlaps(span) for span in place.closed)
        if place.suits(stay.needs, stay.languages) and place.is_open(stay.span) and not closed:
            yield place.id


def _fixed_on(house: House, place: Place) -> tuple[Span, ...]:
    """Days on which somebody is on the place who cannot be moved."""
    stays = (stay for stay in house.stays_on[place.id] if stay.freedom is Freedom.THIS_PLACE)
    overruns = house.overruns_on[place.id]
    return (*(stay.blocked for stay in stays), *(overrun.blocked for overrun in overruns))


def _tight_room(house: House, wish: Wish, group_of_wish: int) -> dict[int, Profile]:
    """Room of those groups that have less of it than places, when the wish goes to this group."""
    spans = [*(stay.span for stay in house.stays), wish.span]
    days = Span(min(span.start for span in spans), max(span.end for span in spans))
    rooms = {group.id: _room(house, group, wish, group.id == group_of_wish) for group in house.groups}
    return {
        group: room
        for group, (room, limit) in rooms.items()
        if limit.lowest(days) < len(house.places_in[group])
    }


def _room(house: House, group: Group, wish: Wish, takes_wish: bool) -> tuple[Profile, Profile]:
    """How many pieces the group may have each day, and that with those who cannot be moved.

    Its capacity, or as many as it was made to hold; on days on which it would get the wish besides, its
    capacity only.
    """
    stays = [stay for each in house.places_in[group.id] for stay in house.stays_on[each.id]]
    overruns = [run.span for each in house.places_in[group.id] for run in house.overruns_on[each.id]]
    held = [wish.held.span] if wish.held and house.group_of(wish.held) == group.id else []
    new_days = days_new_to(house, group.id, wish) if takes_wish else ()
    before = [*(stay.span for stay in stays), *overruns, *held]
    promised = _count(part for span in before for part in span.without(new_days))
    limit = combine(capacity(house, group), promised, max)
    staying = (stay.span for stay in stays if stay.freedom is Freedom.THIS_PLACE)
    return combine(limit, _count([*staying, *overruns]), sub), limit


def _count(spans: Iterable[Span]) -> Profile:
    return spans_as_profile((span, 1) for span in spans)
