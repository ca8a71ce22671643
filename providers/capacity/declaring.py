"""Places that follow declared numbers.

Declared places and open places are two things. When the number rises, places are opened. When it falls,
nobody is put out and no place is chosen ahead of time: the number itself lets nobody new in, and a place that
is no longer needed on any day to come closes once nobody has it any more.
"""

from collections.abc import Collection, Iterable
from datetime import date

from .house import Group, Place
from .ledger import Profile, combine, declared, spans_as_profile
from .spans import Span


def places_to_open(group: Group, places: Iterable[Place], today: date) -> tuple[date, ...]:
    """The first days of the places that are missing from `today` on, in order."""
    wanted, open_spans = declared(group), [span for place in places if (span := _open_span(place, today))]
    missing: list[date] = []
    days = {today, *wanted.days, *(span.end for span in open_spans)}
    for day in sorted(day for day in days if today <= day < date.max):
        there = sum(day in span for span in open_spans) + len(missing)
        missing += [day] * (wanted.at(day) - there)
    return tuple(missing)


def places_to_close(
    group: Group, places: Iterable[Place], busy: Collection[int], today: date
) -> tuple[int, ...]:
    """Places that nobody has (`busy`: those somebody has, today or later) and that no day to come needs."""
    spans = {place.id: span for place in places if (span := _open_span(place, today))}
    spare = combine(
        spans_as_profile((span, 1) for span in spans.values()),
        declared(group),
        lambda there, wanted: there - wanted,
    )
    closing: list[int] = []
    # Places without anything special go first, the newest of them before the others.
    for place in sorted(places, key=lambda place: (len(place.characteristics), -place.id)):
        span = spans.get(place.id)
        if span is not None and place.id not in busy and spare.lowest(span) >= 1:
            closing.append(place.id)
            spare = _without(spare, span)
    return tuple(closing)


def _without(spare: Profile, span: Span) -> Profile:
    return combine(spare, spans_as_profile([(span, 1)]), lambda places, gone: places - gone)


def _open_span(place: Place, today: date) -> Span | None:
    start, end = max(place.opens, today), place.closes or date.max
    return Span(start, end) if start < end else None
