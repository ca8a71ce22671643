"""The houses that are made for a run, and taken away after it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from home.record.models import Event, Receipt
from home.users.models import User
from providers.models import (
    CapacityStep,
    Location,
    Occupation,
    Overstay,
    ProgrammeOffer,
    Provider,
    ServiceAtLocation,
    Stay,
    Unit,
    UnitGroup,
    Void,
    VoidReason,
)
from services.models import GivenWhere, Programme, ProgrammeLimit, RegionRule, ServiceType, Starts, UnitKind

YEARS = 4
HOUSES = 24
BEDS: tuple[tuple[list[str], ...], ...] = (
    (["STEP_FREE"], ["STEP_FREE"], ["SINGLE_ROOM"], []),
    ([], [], []),
)
"""The beds of each of the two groups of a house, with what they have."""
LANGUAGES = (["et"], ["et", "ru"])
"""What is spoken in each of the two."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A house. In a steady one nobody changes how many may be there: more people on a day are a mistake."""

    pk: int
    id: UUID
    groups: tuple[UUID, ...]
    steady: bool


@dataclass(frozen=True, slots=True)
class World:
    """What the processes of a run share; they start on `first`, at `now`."""

    code: str
    programme: UUID
    actor: int
    houses: tuple[Invented, ...]
    first: date
    now: datetime

    @property
    def services(self) -> list[int]:
        return [house.pk for house in self.houses]


@transaction.atomic
def build(*, houses: int, today: date, now: datetime) -> World:
    """Make so many houses of seven beds each, of an invented provider and programme."""
    code = f"stress-{uuid4().hex[:12]}"
    actor = User.objects.create_user(f"{code}@example.invalid", name=code, deactivated_at=now)
    provider = Provider.objects.create(code=code, name=code, country="EE", is_demonstration=True)
    programme = Programme.objects.create(
        code=code,
        country="EE",
        start=today,
        end=today + timedelta(days=365 * YEARS),
        name_et=code,
        is_demonstration=True,
    )
    kind = ServiceType.objects.order_by("pk").first() or _service_type(code)
    ProgrammeLimit.objects.create(programme=programme, service_type=kind, months=6)
    made = (_house(provider, programme, kind, number, now) for number in range(houses))
    return World(code, programme.public_id, actor.pk, tuple(made), today, now)


@transaction.atomic
def remove(world: World) -> None:
    """Take away all that was made for the run and during it, its record too: it tells of nobody."""
    stays = Stay.objects.filter(service_at_location__in=world.services)
    Event.objects.filter(subject_id__in=stays.values("public_id")).delete()
    Event.objects.filter(subject_id__in=[house.id for house in world.houses]).delete()
    Receipt.objects.filter(
        actor_id=User.objects.values_list("public_id", flat=True).get(pk=world.actor)
    ).delete()
    Occupation.objects.filter(unit__group__service_at_location__in=world.services).delete()
    Overstay.objects.filter(stay__in=stays).delete()
    stays.delete()
    Void.objects.filter(group__service_at_location__in=world.services).delete()
    ServiceAtLocation.objects.filter(pk__in=world.services).delete()
    Location.objects.filter(provider__code=world.code).delete()
    Provider.objects.filter(code=world.code).delete()
    Programme.objects.filter(code=world.code).delete()
    ServiceType.objects.filter(code=world.code).delete()
    User.objects.filter(pk=world.actor).delete()


def real_stays() -> int:
    """How many stays there are that nobody invented."""
    return Stay.objects.filter(service_at_location__provider__is_demonstration=False).count()


def _service_type(code: str) -> ServiceType:
    return ServiceType.objects.create(
        code=code,
        name_et=code,
        unit_kinds=[UnitKind.BED],
        given_where=GivenWhere.BOTH,
        needs_release_date=False,
        region_rule=RegionRule.ANYWHERE_IN_COUNTRY,
        starts=Starts.WHEN_AGREED,
    )


def _house(
    provider: Provider, programme: Programme, kind: ServiceType, number: int, now: datetime
) -> Invented:
    service = ServiceAtLocation.objects.create(
        provider=provider,
        location=Location.objects.create(provider=provider, name=f"{provider.code} {number}"),
        service_type=kind,
        unit_kind=UnitKind.BED,
        turnaround_days=number % 3,
        # The days of a run pass far quicker than anybody could confirm them.
        max_age_days=365 * YEARS,
        confirmed_at=now,
    )
    ProgrammeOffer.objects.create(service_at_location=service, programme=programme)
    groups = [
        _group(service, beds, languages, programme.start)
        for beds, languages in zip(BEDS, LANGUAGES, strict=True)
    ]
    steady = number % 2 == 0
    if steady:
        # Fewer people than beds, or counting the beds would be all there is to check.
        Void.objects.bulk_create(
            Void(group=group, start=programme.start, end=programme.end, reason=VoidReason.OTHER)
            for group in groups
        )
    return Invented(service.pk, service.public_id, tuple(group.public_id for group in groups), steady)


def _group(
    service: ServiceAtLocation, beds: tuple[list[str], ...], languages: list[str], opens: date
) -> UnitGroup:
    group = UnitGroup.objects.create(service_at_location=service, languages=languages)
    CapacityStep.objects.create(group=group, start=opens, places=len(beds))
    Unit.objects.bulk_create(
        Unit(group=group, number=number, opens=opens, characteristics=kinds)
        for number, kinds in enumerate(beds, 1)
    )
    return group
