"""From when a place is free."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date

from .assignment import LIMITS, Limits, assign
from .house import House, Wish
from .ledger import days_of_change, room_in_house


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
    starts = sorted({earliest, *(day for day in days_of_change(house) if day > earliest)})
    index = 0
    while index < len(starts):
        wish = wish_from(starts[index])
        if wish is not None and assign(house, wish, limits).assignment is not None:
            return starts[index]
        last_full_day = None if wish is None else _last_full_day(house, wish)
        # No start up to a full day avoids that day.
        index = index + 1 if last_full_day is None else bisect_right(starts, last_full_day)
    return None


def _last_full_day(house: House, wish: Wish) -> date | None:
    full = [span for span, left in room_in_house(house).within(wish.span) if left < 1]
    return full[-1].start if full else None
