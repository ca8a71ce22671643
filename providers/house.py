"""From rows to the plain values that capacity is planned with, for one house or many, in two queries."""

from collections.abc import Collection, Iterator
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, Protocol

from django.db.models import QuerySet

from providers.capacity.house import Closure, Freedom, Group, Held, House, Overrun, Place, Step
from providers.capacity.spans import Span
from providers.models import Characteristic, Firmness, Occupation
from providers.rows import Row, parts_of, stays_of
from services.models import UnitKind

# A place that is set apart is given to nobody who does not need it to be so.
SETS_APART = frozenset({Characteristic.WOMEN_ONLY.value})


class Housing(Protocol):
    """What of a service at a location its places hang on: the model has it, and `rows.Facts`."""

    @property
    def pk(self) -> int: ...
    @property
    def unit_kind(self) -> str: ...
    @property
    def languages(self) -> Collection[str]: ...
    @property
    def characteristics(self) -> Collection[str]: ...
    @property
    def house_rules(self) -> Collection[str]: ...


def house_of(*, service: Housing, today: date) -> House:
    """The service's groups, places and stays as they are from `today` on."""
    return houses_of(services=[service], today=today)[service.pk]


def houses_of(*, services: Collection[Housing], today: date) -> dict[int, House]:
    """Houses by key of the service. What ended before `today` is not read, however much of it there is."""
    by_key = {service.pk: service for service in services}
    parts, stays = parts_of(by_key, today), stays_of(by_key, today)
    return {key: _house(service, parts[key], stays[key], today) for key, service in by_key.items()}


def live_occupations(today: date) -> QuerySet[Occupation]:
    """What takes places on `today` or later and was not given back."""
    return Occupation.objects.filter(released_at__isnull=True, blocked_until__gt=today)


def _house(service: Housing, parts: list[Row], stays: list[Row], today: date) -> House:
    of_kind: dict[str, list[Any]] = {"GROUP": [], "STEP": [], "UNIT": [], "VOID": [], "OVERRUN": []}
    for kind, _, *part in parts:
        of_kind[kind].append(part)
    voids = of_kind["VOID"]
    return House(
        groups=tuple(_groups(of_kind["GROUP"], of_kind["STEP"], voids, service)),
        places=tuple(_places(of_kind["UNIT"], of_kind["GROUP"], voids, service)),
        stays=tuple(_stays(stays, service, today)),
        overruns=tuple(
            Overrun(unit, Span(start, end), empty) for _, unit, start, end, empty, *_ in of_kind["OVERRUN"]
        ),
    )


def _groups(rows: list[Any], steps: list[Any], voids: list[Any], service: Housing) -> Iterator[Group]:
    for group, _, opens, closes, _, _, _, own in sorted(rows, key=itemgetter(0)):
        declared = [Step(start, places) for where, _, start, _, _, places, *_ in steps if where == group]
        closures = (
            Closure(Span(start, end), places)
            for where, unit, start, end, _, places, *_ in voids
            if where == group and unit is None
        )
        steps_of_group = tuple(sorted(declared, key=attrgetter("start")))
        yield Group(group, steps_of_group, tuple(closures), opens, closes, _spoken(own, service))


def _spoken(own: frozenset[str], service: Housing) -> frozenset[str]:
    """Who says nothing of a mentor or a house by itself has said it of all."""
    return own or frozenset(service.languages)


def _places(rows: list[Any], groups: list[Any], voids: list[Any], service: Housing) -> Iterator[Place]:
    of_all = frozenset(service.characteristics)
    # Where the whole service is set apart, routing has seen to it already.
    set_apart = SETS_APART - of_all - frozenset(service.house_rules)
    of_group = {group: (has, _spoken(own, service)) for group, _, _, _, _, _, has, own in groups}
    for group, unit, opens, closes, _, _, own, _ in sorted(rows, key=itemgetter(1)):
        of_whole_group, spoken = of_group[group]
        has = own | of_whole_group
        closed = tuple(Span(start, end) for _, where, start, end, *_ in voids if where == unit)
        yield Place(unit, group, opens, closes, has | of_all, has & set_apart, closed, spoken)


def _stays(rows: list[Row], service: Housing, today: date) -> Iterator[Held]:
    for _, stay, unit, start, end, blocked_until, needs, firmness, languages in rows:
        freedom = freedom_of(firmness=firmness, start=start, unit_kind=service.unit_kind, today=today)
        yield Held(stay, unit, start, end, blocked_until, needs, freedom, languages)


def freedom_of(*, firmness: str, start: date, unit_kind: str, today: date) -> Freedom:
    """Where a stay may be moved. One that has begun stays where it is: its days before today are history."""
    if start < today or (firmness == Firmness.PRESENT and unit_kind == UnitKind.BED):
        return Freedom.THIS_PLACE
    if firmness in (Firmness.ACCEPTED, Firmness.PRESENT):
        return Freedom.WITHIN_GROUP
    return Freedom.ANY_GROUP
