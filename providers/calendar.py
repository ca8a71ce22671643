"""When a house has room around a stay that it could take: the rule that a booking goes by, day by day."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeVar

from providers.capacity.free_days import free_days, months_around
from providers.capacity.spans import Span
from providers.house import Housing, houses_of

Service = TypeVar("Service", bound=Housing)


def free_around(
    *,
    stays: Mapping[Service, Span],
    requirement_codes: Collection[str] = (),
    languages: Collection[str] = (),
    today: date,
) -> dict[int, tuple[Span, ...]]:
    """Days with a place in the calendar months around a stay, by key of the service, in two queries for all.

    Each of the `stays` is one that would be granted, with these needs and languages. Days before today are left
    out.
    """
    houses = houses_of(services=list(stays), today=today)
    needs, spoken = frozenset(requirement_codes), frozenset(languages)
    found = {}
    for service, stay in stays.items():
        months = months_around(stay)
        window = Span(max(months.start, today), months.end)
        found[service.pk] = free_days(houses[service.pk], window, needs, spoken, granted=stay)
    return found
