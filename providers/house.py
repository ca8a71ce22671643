"""From rows to the plain values that capacity is planned with, for one house or many, in five queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from providers.capacity.house import Closure, Freedom, Group, Held, House, Overrun, Place, Step
from providers.capacity.spans import Span
from providers.models import (
    Characteristic,
    Firmness,
    Occupation,
    Overstay,
    ServiceAtLocation,
    Unit,
    UnitGroup,
    Void,
)
from services.models import UnitKind

# A place that is set apart is given to nobody who does not need it to be so.
SETS_APART = frozenset({Characteristic.WOMEN_ONLY.value})

Found = Mapping[int, list[Any]]


def house_of(*, service: ServiceAtLocation, today: date) -> House:
    """The service's groups, places and stays as they are from `today` on."""
    return houses_of(services=[service], today=today)[service.pk]


def houses_of(*, services: Collection[ServiceAtLocation], today: date) -> dict[int, House]:
    """Houses by key of the service. What ended before `today` is not read, however much of it there is."""
    by_key = {service.pk: service for service in services}
    voids = _voids(by_key, today)
    steps = _by_service(_group_rows(by_key))
    places = _by_service(_unit_rows(by_key, today))
    stays = _by_service(_stay_rows(by_key, today))
    overruns = _by_service(_overstay_rows(by_key, today))
    return {
        key: House(
            groups=tuple(_groups(steps[key], voids[key])),
            places=tuple(_places(places[key], voids[key], service)),
            stays=tuple(_stays(stays[key], service, today)),
            overruns=tuple(
                Overrun(unit, Span(start, end), empty) for _, unit, start, end, empty in overruns[key]
            ),
        )
        for key, service in by_key.items()
    }


def live_occupations(today: date) -> QuerySet[Occupation]:
    """What takes places on `today` or later and was not given back."""
    return Occupation.objects.filter(released_at__isnull=True, blocked_until__gt=today)


def _by_service(rows: Iterable[tuple[Any, ...]]) -> Found:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _group_rows(services: Collection[int]) -> list[tuple[Any, ...]]:
    groups = UnitGroup.objects.filter(service_at_location__in=services).order_by("pk", "steps__start")
    return list(
        groups.values_list("service_at_location", "pk", "opens", "closes", "steps__start", "steps__places")
    )


def _unit_rows(services: Collection[int], today: date) -> list[tuple[Any, ...]]:
    taken = Exists(live_occupations(today).filter(unit=OuterRef("pk")))
    there = Q(closes__isnull=True) | Q(closes__gt=today) | taken
    units = Unit.objects.filter(there, group__service_at_location__in=services).order_by("pk")
    return list(
        units.values_list(
            "group__service_at_location",
            "pk",
            "group",
            "opens",
            "closes",
            "characteristics",
            "group__characteristics",
        )
    )


def _stay_rows(services: Collection[int], today: date) -> list[tuple[Any, ...]]:
    stays = live_occupations(today).filter(stay__isnull=False, unit__group__service_at_location__in=services)
    return list(
        stays.order_by("stay").values_list(
            "unit__group__service_at_location",
            "stay",
            "unit",
            "stay__start",
            "stay__end",
            "blocked_until",
            "stay__requirement_codes",
            "stay__firmness",
        )
    )


def _overstay_rows(services: Collection[int], today: date) -> list[tuple[Any, ...]]:
    overstays = Overstay.objects.filter(
        unit__group__service_at_location__in=services, blocked_until__gt=today
    )
    return list(
        overstays.order_by("pk").values_list(
            "unit__group__service_at_location", "unit", "start", "end", "blocked_until"
        )
    )


def _voids(services: Collection[int], today: date) -> Found:
    voids = Void.objects.filter(group__service_at_location__in=services, end__gt=today).order_by("pk")
    return _by_service(
        voids.values_list("group__service_at_location", "group", "unit", "start", "end", "places")
    )


def _groups(rows: list[Any], voids: list[Any]) -> Iterator[Group]:
    """One row for each step, one with blanks for a group without any."""
    steps: dict[int, list[Step]] = {}
    open_days: dict[int, tuple[date | None, date | None]] = {}
    for _, group, opens, closes, start, places in rows:
        open_days[group] = (opens, closes)
        steps.setdefault(group, []).extend([Step(start, places)] if start is not None else [])
    for group, (opens, closes) in open_days.items():
        closures = (
            Closure(Span(start, end), places)
            for _, where, unit, start, end, places in voids
            if where == group and unit is None
        )
        yield Group(group, tuple(steps[group]), tuple(closures), opens, closes)


def _places(rows: list[Any], voids: list[Any], service: ServiceAtLocation) -> Iterator[Place]:
    of_all = frozenset(service.characteristics)
    # Where the whole service is set apart, routing has seen to it already.
    set_apart = SETS_APART - of_all - frozenset(service.house_rules)
    for _, unit, group, opens, closes, own, of_group in rows:
        has = frozenset(own) | frozenset(of_group)
        closed = tuple(Span(start, end) for _, _, where, start, end, _ in voids if where == unit)
        yield Place(unit, group, opens, closes, has | of_all, has & set_apart, closed)


def _stays(rows: list[Any], service: ServiceAtLocation, today: date) -> Iterator[Held]:
    for _, stay, unit, start, end, blocked_until, needs, firmness in rows:
        freedom = freedom_of(firmness=firmness, start=start, unit_kind=service.unit_kind, today=today)
        yield Held(stay, unit, start, end, blocked_until, frozenset(needs), freedom)


def freedom_of(*, firmness: str, start: date, unit_kind: str, today: date) -> Freedom:
    """Where a stay may be moved. One that has begun stays where it is: its days before today are history."""
    if start < today or (firmness == Firmness.PRESENT and unit_kind == UnitKind.BED):
        return Freedom.THIS_PLACE
    if firmness in (Firmness.ACCEPTED, Firmness.PRESENT):
        return Freedom.WITHIN_GROUP
    return Freedom.ANY_GROUP
