"""From when a place is free."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date

from .assignment import LIMITS, Limits, assign
from .house import House, Wish
from .ledger import capacity, room_in_house


def earliest_start(
    house: House,
    wish_from: Callable[[date], Wish | None],
    *,
    earliest: date,
    limits: Limits = LIMITS,
) -> date | None:
    """The first day on or after `earliest` from which `wish_from` that day would be granted; None if none.

    `wish_from` gives the wish that starts on a day, None where none may; a later start must not end earlier.
    """
    # A wish that is granted is granted a day earlier too, unless something ends, opens or rises that day.
    starts = _turning_points(house, earliest)
    index = 0
    while index < len(starts):
        wish = wish_from(starts[index])
        if wish is not None and assign(house, wish, limits).assignment is not None:
            return starts[index]
        last_full_day = None if wish is None else _last_full_day(house, wish)
        # No start up to a full day avoids that day.
        index = index + 1 if last_full_day is None else bisect_right(starts, last_full_day)
    return None


def _turning_points(house: House, earliest: date) -> list[date]:
    """`earliest` and the later days on which something ends, opens or rises."""
    days = {earliest, *_ends(house)}
    for group in house.groups:
        days.update(capacity(house, group).days)
    return sorted(day for day in days if day >= earliest)


def _ends(house: House) -> Iterator[date]:
    for stay in house.stays:
        yield from (stay.end, stay.blocked_until)
    for overrun in house.overruns:
        yield overrun.span.end
    for place in house.places:
        yield place.opens
        yield from (span.end for span in place.closed)


def _last_full_day(house: House, wish: Wish) -> date | None:
    full = [span for span, left in room_in_house(house).within(wish.span) if left < 1]
    return full[-1].start if full else None
