"""From when a place is free."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from .assignment import LIMITS, Limits, assign
from .house import House, Wish
from .ledger import days_of_change, room_in_house

UNPROVEN = 3
"""After so many searches that were given up, only short chains of moves are tried."""


def earliest_start(
    house: House,
    wish_from: Callable[[date], Wish | None],
    *,
    earliest: date,
    limits: Limits = LIMITS,
) -> date | None:
    """The first day on or after `earliest` from which `wish_from` that day would be granted; None if none.

    `wish_from` gives the wish that starts on a day, None where none may; a later start must not end earlier.
    What is found is granted. An earlier day is missed only where searches had to be given up.
    """
    # A wish that is granted is granted a day earlier too, unless something ends, opens or rises that day.
    starts = sorted({earliest, *(day for day in days_of_change(house) if day > earliest)})
    index, given_up = 0, 0
    while index < len(starts):
        wish = wish_from(starts[index])
        index += 1
        if wish is None:
            continue
        verdict = assign(house, wish, limits if given_up < UNPROVEN else replace(limits, steps=0))
        if verdict.assignment is not None:
            return wish.start
        given_up += not verdict.proven
        # No start up to a full day avoids that day.
        index = max(index, bisect_right(starts, _last_full_day(house, wish)))
    return None


def _last_full_day(house: House, wish: Wish) -> date:
    """The last day of the wish, by stretches, that has no place left; before its start where there is none."""
    full = (span.start for span, left in room_in_house(house).within(wish.span) if left < 1)
    return max(full, default=date.min)
