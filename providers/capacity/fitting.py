"""Where a wish could go with everybody staying put."""

from collections.abc import Iterator

from .house import Freedom, Group, House, Place, Wish
from .ledger import bookable, room_in_house
from .spans import Span

A_YEAR = 365


def has_room_each_day(house: House, wish: Wish) -> bool:
    """False where some day of the wish has no place left in any group: then no rearranging helps."""
    left = room_in_house(house)
    return all(left.lowest(span) >= 1 for span in _days_not_held(wish))


def free_places(house: House, wish: Wish) -> Iterator[Place]:
    """Places that the wish could have with everybody staying put, best fit first."""
    with_room = {group.id for group in house.groups if _has_room(house, group, wish)}
    free = (
        place
        for place in suitable_places(house, wish)
        if place.group in with_room and _is_free(house, place, wish)
    )
    # One's own place first; then the tightest fit, in what it offers and in days.
    return iter(
        sorted(
            free,
            key=lambda place: (
                not _is_own(place, wish),
                waste(place, wish),
                slack_days(house, place, wish),
                place.id,
            ),
        )
    )


def suitable_places(house: House, wish: Wish) -> Iterator[Place]:
    """Places of the right kind that are open, and to which the wish may go."""
    for place in house.places:
        own = _is_own(place, wish)
        new_days = _days_not_held(wish) if own else (wish.span,)
        if not (own or place.suits(wish.needs, wish.languages)) or not _may_go(house, wish, place):
            continue
        if all(place.is_open(days) for days in new_days) and not _is_closed(place, new_days):
            yield place


def days_new_to(house: House, group: int, wish: Wish) -> tuple[Span, ...]:
    """The days of the wish on which the group would get one stay more than it has."""
    held = wish.held
    return _days_not_held(wish) if held is not None and house.group_of(held) == group else (wish.span,)


def slack_days(house: House, place: Place, wish: Wish) -> int:
    """Days left free on the place right before and right after the wish, at most a year each way."""
    busy = (*_taken(house, place), *place.closed)
    before = max((span.end for span in busy if span.end <= wish.start), default=place.opens)
    after = min((span.start for span in busy if span.start >= wish.blocked_until), default=place.closes)
    behind = A_YEAR if after is None else max((after - wish.blocked_until).days, 0)
    return min((wish.start - before).days, A_YEAR) + min(behind, A_YEAR)


def waste(place: Place, wish: Wish) -> tuple[int, int, int]:
    """How much the place has that is not needed: step-free beds are kept for those who need them, and who
    speaks many languages for those who speak few.
    """
    return len(place.characteristics - wish.needs), -len(place.reserved_for), len(place.languages)


def _is_own(place: Place, wish: Wish) -> bool:
    return wish.held is not None and wish.held.place == place.id


def _days_not_held(wish: Wish) -> tuple[Span, ...]:
    return wish.span.without([wish.held.span] if wish.held else [])


def _may_go(house: House, wish: Wish, place: Place) -> bool:
    held = wish.held
    if held is None or held.freedom is Freedom.ANY_GROUP:
        return True
    if held.freedom is Freedom.THIS_PLACE:
        return held.place == place.id
    return house.group_of(held) == place.group


def _is_closed(place: Place, days: tuple[Span, ...]) -> bool:
    return any(span.overlaps(day) for span in place.closed for day in days)


def _is_free(house: House, place: Place, wish: Wish) -> bool:
    return not any(wish.blocked.overlaps(span) for span in _taken(house, place))


def _taken(house: House, place: Place) -> tuple[Span, ...]:
    """Days on which somebody has the place, and turnaround after them."""
    stays, overruns = house.stays_on[place.id], house.overruns_on[place.id]
    return (*(stay.blocked for stay in stays), *(overrun.blocked for overrun in overruns))


def _has_room(house: House, group: Group, wish: Wish) -> bool:
    left = bookable(house, group)
    return all(left.lowest(span) >= 1 for span in days_new_to(house, group.id, wish))
