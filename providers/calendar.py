"""When a house has room around a stay that it could take: the rule that a booking goes by, day by day."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeVar

from providers.capacity.free_days import free_days, months_around
from providers.capacity.spans import Span
from providers.house import Housing, houses_of

Service = TypeVar("Service", bound=Housing)


def free_around(
    *, stays: Mapping[Service, Span], requirement_codes: Collection[str] = (), today: date
) -> dict[int, tuple[Span, ...]]:
    """Days with a place in the calendar months around a stay, by key of the service, in two queries for all.

    Each of the `stays` is one that would be granted. Days before today are left out.
    """
    houses, needs = houses_of(services=list(stays), today=today), frozenset(requirement_codes)
    found = {}
    for service, stay in stays.items():
        months = months_around(stay)
        window = Span(max(months.start, today), months.end)
        found[service.pk] = free_days(houses[service.pk], window, needs, granted=stay)
    return found
