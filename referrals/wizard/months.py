"""The bar of months under a place that fits: when it has room around the stay, drawn and in words."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from providers.capacity.free_days import months_around
from providers.capacity.limits import add_months
from providers.capacity.spans import Span

from ..forms.wizard_places import Bar, FreeMonths

MONTH_WIDTH = 30
SHOWN_ON_PHONES = 7
"""So many names of months stand beside each other on the narrowest screens."""


def free_months(*, stay: Span, free: tuple[Span, ...], today: date) -> FreeMonths:
    """`free`: the days with a place within the months around the stay, the whole stay among them."""
    window = months_around(stay)
    ahead = Span(max(window.start, today), window.end)
    taken = ahead.without(free)
    return FreeMonths(
        names=tuple(_names(window)),
        width=_place(window.end, window),
        free=_bars(free, window),
        taken=_bars(taken, window),
        stay=_bar(stay, window),
        told=_told(taken),
    )


def _told(taken: tuple[Span, ...]) -> str:
    if not taken:
        return _("A place is free during the whole stay, and in all the months shown here.")
    spans = "; ".join(_days(span) for span in taken)
    return _("A place is free during the whole stay. On other days all places are taken: %(days)s.") % {
        "days": spans
    }


def _days(span: Span) -> str:
    last = span.end - timedelta(days=1)
    if last == span.start:
        return date_format(last)
    return _("%(start)s to %(last)s") % {"start": date_format(span.start), "last": date_format(last)}


def _names(window: Span) -> Iterator[tuple[str, bool]]:
    """The months' short names; whether they stand on the narrowest screens, too."""
    months = list(_months(window))
    each = -(-len(months) // SHOWN_ON_PHONES)
    return ((date_format(month, "M"), index % each == 0) for index, month in enumerate(months))


def _months(window: Span) -> Iterator[date]:
    month = window.start
    while month < window.end:
        yield month
        month = add_months(month, 1)


def _bars(spans: Iterable[Span], window: Span) -> tuple[Bar, ...]:
    return tuple(_bar(span, window) for span in spans)


def _bar(span: Span, window: Span) -> Bar:
    start, end = _place(span.start, window), _place(span.end, window)
    return Bar(x=start, width=end - start)


def _place(day: date, window: Span) -> int:
    """Where a day begins: each month is as wide as the others."""
    first = day.replace(day=1)
    months = (first.year - window.start.year) * 12 + first.month - window.start.month
    length = (add_months(first, 1) - first).days
    return months * MONTH_WIDTH + round((day.day - 1) * MONTH_WIDTH / length)
