"""Invented services and stays for measuring, made once in an empty database. The same numbers make the same country."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import models, transaction

from home.geography.loading import load
from home.geography.models import Region, RegionKind
from providers.models import (
    CapacityStep,
    Firmness,
    Location,
    Occupation,
    OccupationKind,
    ProgrammeOffer,
    Provider,
    ServiceAtLocation,
    Stay,
    Unit,
    UnitGroup,
)
from services.models import GivenWhere, Programme, ProgrammeLimit, RegionRule, ServiceType, Starts, UnitKind

Row = TypeVar("Row", bound=models.Model)

KINDS = (
    ("housing", UnitKind.BED, RegionRule.ANYWHERE_IN_COUNTRY, 6),
    ("mentoring", UnitKind.CASELOAD, RegionRule.MUST_SERVE, 18),
    ("counselling", UnitKind.CASELOAD, RegionRule.MUST_SERVE, 6),
)
GROUPS = 2
UNITS = 5
"""Places of each group."""
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Size:
    """So many services at locations, each place with so many stays, one after another, the last to come."""

    services: int
    stays_a_place: int

    @property
    def stays(self) -> int:
        return self.services * GROUPS * UNITS * self.stays_a_place


@transaction.atomic
def build(size: Size, *, today: date, say: Callable[[str], object]) -> None:
    """Make them, a provider for each ten, over all municipalities of both countries."""
    load()
    chance = random.Random(1)  # noqa: S311 - it invents services, no secrets
    kinds = [_kind(*kind) for kind in KINDS]
    programmes = {country: _programme(country, today, kinds) for country in ("EE", "LT")}
    services = _services(size, chance, kinds, programmes, today)
    say(f"{len(services)} services")
    groups = _kept(UnitGroup, (UnitGroup(service_at_location=one) for one in services for _ in range(GROUPS)))
    long_ago = today - timedelta(days=3_000)
    _kept(CapacityStep, (CapacityStep(group=group, start=long_ago, places=UNITS) for group in groups))
    units = _kept(
        Unit,
        (
            Unit(
                group=group, number=number, opens=long_ago, characteristics=_some(chance, ["STEP_FREE"], 0.2)
            )
            for group in groups
            for number in range(1, UNITS + 1)
        ),
    )
    paying = {one.pk: programmes[one.provider.country].pk for one in services}
    made = 0
    stays = _stays(units, size, chance, paying, today)
    while batch := list(islice(stays, BATCH)):
        Stay.objects.bulk_create([stay for stay, _ in batch])
        Occupation.objects.bulk_create([_occupation(stay, unit) for stay, unit in batch])
        made += len(batch)
        if made % (50 * BATCH) == 0:
            say(f"{made} stays")


def _stays(
    units: list[Unit], size: Size, chance: random.Random, paying: dict[int, int], today: date
) -> Iterator[tuple[Stay, int]]:
    """Each place is taken nine days in ten, three quarters of it in the past."""
    for unit in units:
        service = unit.group.service_at_location_id
        day = today - timedelta(days=round(size.stays_a_place * 75) + chance.randrange(120))
        for _ in range(size.stays_a_place):
            end = day + timedelta(days=chance.randrange(30, 150))
            firmness = Firmness.PRESENT if day <= today else Firmness.PROVISIONAL
            yield _stay(service, paying[service], day, end, firmness, chance), unit.pk
            day = end + timedelta(days=chance.randrange(0, 20))


def _stay(service: int, programme: int, start: date, end: date, firmness: str, chance: random.Random) -> Stay:
    return Stay(
        public_id=UUID(int=chance.getrandbits(128), version=4),
        service_at_location_id=service,
        programme_id=programme,
        start=start,
        end=end,
        firmness=firmness,
        holder=UUID(int=chance.getrandbits(128), version=4),
    )


def _occupation(stay: Stay, unit: int) -> Occupation:
    return Occupation(
        unit_id=unit, stay=stay, kind=OccupationKind.STAY, start=stay.start, blocked_until=stay.end
    )


def _kind(code: str, unit_kind: str, region_rule: str, months: int) -> tuple[ServiceType, int]:
    made = ServiceType.objects.create(
        code=code,
        name_et=code,
        unit_kinds=[unit_kind],
        given_where=GivenWhere.BOTH,
        needs_release_date=False,
        region_rule=region_rule,
        starts=Starts.WHEN_AGREED,
    )
    return made, months


def _programme(country: str, today: date, kinds: list[tuple[ServiceType, int]]) -> Programme:
    made = Programme.objects.create(
        code=f"bench-{country.lower()}",
        country=country,
        start=today - timedelta(days=3_000),
        end=today + timedelta(days=2_000),
        name_et=country,
    )
    for kind, months in kinds:
        ProgrammeLimit.objects.create(programme=made, service_type=kind, months=months)
    return made


def _services(
    size: Size,
    chance: random.Random,
    kinds: list[tuple[ServiceType, int]],
    programmes: dict[str, Programme],
    today: date,
) -> list[ServiceAtLocation]:
    towns = list(Region.objects.filter(kind=RegionKind.MUNICIPALITY).order_by("code"))
    providers = _kept(
        Provider,
        (
            Provider(
                code=f"bench-{number}", name=f"Provider {number}", country="EE" if number % 5 < 3 else "LT"
            )
            for number in range(max(size.services // 10, 5))
        ),
    )
    of_country = {code: [town for town in towns if town.country_code == code] for code in programmes}
    places = _kept(
        Location,
        (
            Location(provider=provider, region=chance.choice(of_country[provider.country]))
            for number in range(size.services)
            for provider in [providers[number % len(providers)]]
        ),
    )
    services = _kept(ServiceAtLocation, (_service(place, chance, kinds, today) for place in places))
    _kept(
        ProgrammeOffer,
        (
            ProgrammeOffer(service_at_location=one, programme=programmes[one.provider.country])
            for one in services
        ),
    )
    serves = ServiceAtLocation.regions.through
    rows = (
        serves(serviceatlocation_id=one.pk, region_id=one.location.region.parent_id)
        for one in services
        if one.unit_kind != UnitKind.BED and one.location.region is not None
    )
    serves.objects.bulk_create(rows, batch_size=BATCH)
    return services


def _service(
    place: Location, chance: random.Random, kinds: list[tuple[ServiceType, int]], today: date
) -> ServiceAtLocation:
    """Some are closed, some have old numbers, some have house rules."""
    kind, _ = chance.choice(kinds)
    age = chance.choice([1, 5, 10, 20, 29, 60])
    confirmed = datetime.combine(today - timedelta(days=age), time(9), UTC)
    return ServiceAtLocation(
        provider=place.provider,
        location=place,
        service_type=kind,
        unit_kind=kind.unit_kinds[0],
        languages=chance.choice([["et"], ["et", "ru"], ["ru"], ["lt"], ["lt", "ru"]]),
        house_rules=_some(chance, ["SOBER"], 0.3),
        confirmed_at=confirmed,
        closed_at=confirmed if chance.random() < 0.03 else None,
    )


def _some(chance: random.Random, codes: list[str], share: float) -> list[str]:
    return codes if chance.random() < share else []


def _kept(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    return list(model._default_manager.bulk_create(rows, batch_size=BATCH))  # noqa: SLF001 - public, for all its name
