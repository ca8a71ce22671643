"""Why a wish was not granted: which days, which needs. Never who is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from .assignment import LIMITS, Limits, assign
from .house import House, Wish
from .ledger import days_of_change, known_from, room_in_house
from .spans import Span, joined


class Reason(StrEnum):
    """NOT_STATED, no number is known for these days; FULL, no place is left on them; NEEDS, none that suits;
    NO_ONE_PLACE, each day has one, but not the same one throughout; NOT_PROVEN, the search was given up.
    """

    NOT_STATED = "NOT_STATED"
    FULL = "FULL"
    NEEDS = "NEEDS"
    NO_ONE_PLACE = "NO_ONE_PLACE"
    NOT_PROVEN = "NOT_PROVEN"
    # Not for want of a place:
    PAST = "PAST"
    ENDED = "ENDED"
    PAUSED = "PAUSED"
    STALE = "STALE"
    PROGRAMME = "PROGRAMME"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`days` as spans in order; `needs` and `languages` only where there would be a place without them."""

    reason: Reason
    days: tuple[Span, ...] = ()
    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def explain(house: House, wish: Wish, limits: Limits = LIMITS) -> Refusal:
    """Say why `assign` found no place for this wish."""
    unknown = _unknown_days(house, wish)
    if unknown:
        return Refusal(Reason.NOT_STATED, unknown)
    full = tuple(_full_days(house, wish))
    if full:
        return Refusal(Reason.FULL, joined(full))
    if not assign(house, wish, limits).proven:
        return Refusal(Reason.NOT_PROVEN, (wish.span,))
    needs, languages = _in_the_way(house, wish, limits)
    days = joined(_days_without(house, wish, limits))
    if needs or languages:
        return Refusal(Reason.NEEDS, days or (wish.span,), needs, languages)
    return Refusal(Reason.FULL, days) if days else Refusal(Reason.NO_ONE_PLACE, (wish.span,))


def _unknown_days(house: House, wish: Wish) -> tuple[Span, ...]:
    """Days of the wish for which no group has declared a number."""
    first = min((day for group in house.groups if (day := known_from(group)) is not None), default=wish.end)
    return (Span(wish.start, min(first, wish.end)),) if first > wish.start else ()


def _full_days(house: House, wish: Wish) -> Iterator[Span]:
    left = room_in_house(house)
    for days in wish.span.without([wish.held.span] if wish.held else []):
        yield from (span for span, places in left.within(days) if places < 1)


def _in_the_way(house: House, wish: Wish, limits: Limits) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The needs and languages without which there would be a place.

    Single needs, and the languages by themselves; else all of it together; else none.
    """
    needs = tuple(
        need
        for need in sorted(wish.needs)
        if assign(house, replace(wish, needs=wish.needs - {need}), limits).assignment
    )
    spoken = tuple(sorted(wish.languages))
    languages = spoken if spoken and assign(house, _in_any_language(wish), limits).assignment else ()
    if needs or languages or not (wish.needs or spoken):
        return needs, languages
    anything = assign(house, replace(_in_any_language(wish), needs=frozenset()), limits).assignment
    return (tuple(sorted(wish.needs)), spoken) if anything else ((), ())


def _in_any_language(wish: Wish) -> Wish:
    return replace(wish, languages=frozenset())


def _days_without(house: House, wish: Wish, limits: Limits) -> Iterator[Span]:
    """Those stretches of the wish for which there is no place even by themselves."""
    inside = sorted(day for day in days_of_change(house) if wish.start < day < wish.end)
    for start, end in pairwise([wish.start, *inside, wish.end]):
        if assign(house, replace(wish, start=start, end=end, blocked_until=end), limits).assignment is None:
            yield Span(start, end)
