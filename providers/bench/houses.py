"""Invented houses to book in, and the days that are asked for: the same for whoever books."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from providers.models import (
    CapacityStep,
    Location,
    ProgrammeOffer,
    Provider,
    ServiceAtLocation,
    Unit,
    UnitGroup,
)
from services.models import GivenWhere, Programme, ProgrammeLimit, RegionRule, ServiceType, Starts, UnitKind

AHEAD = 600
"""Days ahead on which stays begin."""
NEEDS: tuple[tuple[str, ...], ...] = ((), (), (), ("STEP_FREE",))


@dataclass(frozen=True, slots=True)
class Ask:
    """A place for these days at a house, by its public id, with these needs."""

    house: UUID
    programme: UUID
    start: date
    end: date
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """Houses by public id, and the programme that pays for all of them."""

    houses: tuple[UUID, ...]
    programme: UUID
    today: date

    def asks(self, seed: int) -> Iterator[Ask]:
        """What is asked for, one after another, without end."""
        chance = random.Random(seed)  # noqa: S311 - it picks days, no secrets
        while True:
            start = self.today + timedelta(days=chance.randrange(1, AHEAD))
            end = start + timedelta(days=chance.randrange(7, 60))
            yield Ask(chance.choice(self.houses), self.programme, start, end, chance.choice(NEEDS))


@transaction.atomic
def build(*, houses: int, beds: int, today: date) -> Town:
    """Make so many houses with so many beds each, every fourth of them step-free."""
    code = f"bench-{uuid4().hex[:12]}"
    provider = Provider.objects.create(code=code, name=code, country="EE", is_demonstration=True)
    kind = ServiceType.objects.create(
        code=code,
        name_et=code,
        unit_kinds=[UnitKind.BED],
        given_where=GivenWhere.BOTH,
        needs_release_date=False,
        region_rule=RegionRule.ANYWHERE_IN_COUNTRY,
        starts=Starts.WHEN_AGREED,
    )
    programme = Programme.objects.create(
        code=code, country="EE", start=today, end=today + timedelta(days=AHEAD * 2), name_et=code
    )
    ProgrammeLimit.objects.create(programme=programme, service_type=kind, months=6)
    made = tuple(_house(provider, programme, kind, beds, today) for _ in range(houses))
    return Town(made, programme.public_id, today)


def _house(provider: Provider, programme: Programme, kind: ServiceType, beds: int, today: date) -> UUID:
    service = ServiceAtLocation.objects.create(
        provider=provider,
        location=Location.objects.create(provider=provider),
        service_type=kind,
        unit_kind=UnitKind.BED,
        turnaround_days=1,
        confirmed_at=datetime.combine(today, time(), UTC),
    )
    ProgrammeOffer.objects.create(service_at_location=service, programme=programme)
    group = UnitGroup.objects.create(service_at_location=service)
    CapacityStep.objects.create(group=group, start=today, places=beds)
    Unit.objects.bulk_create(
        Unit(
            group=group,
            number=number,
            opens=today,
            characteristics=["STEP_FREE"] if number % 4 == 0 else [],
        )
        for number in range(1, beds + 1)
    )
    return service.public_id
