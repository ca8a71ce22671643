"""On which days one more person could have a place: what a calendar of a house shows."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import pairwise

from .assignment import assign
from .house import House, Wish
from .ledger import days_of_change
from .limits import add_months
from .spans import Span, joined

ONE_DAY = timedelta(days=1)


def months_around(span: Span) -> Span:
    """The calendar months that hold these days, from the first of the first to the end of the last."""
    last = span.end - ONE_DAY
    return Span(span.start.replace(day=1), add_months(last.replace(day=1), 1))


def free_days(
    house: House,
    window: Span,
    needs: frozenset[str] = frozenset(),
    languages: frozenset[str] = frozenset(),
    *,
    granted: Span | None = None,
) -> tuple[Span, ...]:
    """The days of `window` on each of which a stay of that one day would be granted, in order.

    `granted`: days of a stay that would be granted as a whole. Then each of its days would be, and only the
    others are looked at.
    """
    known = granted.overlap(window) if granted is not None else None
    changes = sorted(days_of_change(house))
    asked = [
        stretch
        for part in window.without([known] if known else [])
        for stretch in _stretches(part, changes)
        if assign(house, _one_day(stretch.start, needs, languages)).assignment is not None
    ]
    return joined([*asked, *([known] if known else [])])


def _stretches(span: Span, changes: Collection[date]) -> Iterator[Span]:
    """Parts of the span within which nothing in the house changes, so that one day speaks for all."""
    days = list(changes)
    inside = [day for day in days[bisect_right(days, span.start) :] if day < span.end]
    borders = [span.start, *inside, span.end]
    return (Span(start, end) for start, end in pairwise(borders))


def _one_day(day: date, needs: frozenset[str], languages: frozenset[str]) -> Wish:
    return Wish(day, day + ONE_DAY, day + ONE_DAY, needs, languages=languages)
