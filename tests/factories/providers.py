"""Providers with places for tests. `open_house` is what most tests want."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from providers.models import (
    CapacityStep,
    Contact,
    ContactRole,
    Firmness,
    Location,
    Occupation,
    OccupationKind,
    Overstay,
    Pause,
    ProgrammeOffer,
    Provider,
    ProviderMembership,
    ServiceAtLocation,
    Stay,
    Unit,
    UnitGroup,
    Void,
    VoidReason,
)
from services.models import Programme, UnitKind

from .geography import MunicipalityFactory
from .services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory
from .users import UserFactory

TODAY = date(2026, 3, 2)
"""A Monday, with no public holiday in the weeks around it in either country but the Lithuanian 11 March."""


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


class ProviderFactory(DjangoModelFactory[Provider]):
    class Meta:
        model = Provider

    code = factory.Sequence(lambda number: f"provider-{number}")
    name = factory.Sequence(lambda number: f"Provider {number}")
    country = "EE"


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    provider = factory.SubFactory(ProviderFactory)
    name = "Example Person"
    role = ContactRole.CONTACT
    phone = "555 0100"


class ProviderMembershipFactory(DjangoModelFactory[ProviderMembership]):
    class Meta:
        model = ProviderMembership

    user = factory.SubFactory(UserFactory)
    provider = factory.SubFactory(ProviderFactory)
    start = date(2020, 1, 1)


class LocationFactory(DjangoModelFactory[Location]):
    class Meta:
        model = Location

    provider = factory.SubFactory(ProviderFactory)
    region = factory.SubFactory(MunicipalityFactory)


class ServiceAtLocationFactory(DjangoModelFactory[ServiceAtLocation]):
    class Meta:
        model = ServiceAtLocation

    provider = factory.SubFactory(ProviderFactory)
    location = factory.SubFactory(LocationFactory, provider=factory.SelfAttribute("..provider"))
    service_type = factory.SubFactory(ServiceTypeFactory)
    unit_kind = UnitKind.BED


class ProgrammeOfferFactory(DjangoModelFactory[ProgrammeOffer]):
    class Meta:
        model = ProgrammeOffer

    service_at_location = factory.SubFactory(ServiceAtLocationFactory)
    programme = factory.SubFactory(ProgrammeFactory)


class PauseFactory(DjangoModelFactory[Pause]):
    class Meta:
        model = Pause

    service_at_location = factory.SubFactory(ServiceAtLocationFactory)
    start = TODAY
    reason = "repairs"


class UnitGroupFactory(DjangoModelFactory[UnitGroup]):
    class Meta:
        model = UnitGroup

    service_at_location = factory.SubFactory(ServiceAtLocationFactory)


class CapacityStepFactory(DjangoModelFactory[CapacityStep]):
    class Meta:
        model = CapacityStep

    group = factory.SubFactory(UnitGroupFactory)
    start = date(2020, 1, 1)
    places = 1


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    group = factory.SubFactory(UnitGroupFactory)
    number = factory.Sequence(lambda number: number + 1)
    opens = date(2020, 1, 1)


class VoidFactory(DjangoModelFactory[Void]):
    class Meta:
        model = Void

    group = factory.SubFactory(UnitGroupFactory)
    start = TODAY
    end = date(2026, 4, 1)
    reason = VoidReason.REPAIRS


class StayFactory(DjangoModelFactory[Stay]):
    """A stay without a place; `taken` makes one with."""

    class Meta:
        model = Stay

    service_at_location = factory.SubFactory(ServiceAtLocationFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    start = TODAY
    end = date(2026, 4, 1)
    firmness = Firmness.ACCEPTED
    holder = factory.LazyFunction(uuid4)


class OccupationFactory(DjangoModelFactory[Occupation]):
    class Meta:
        model = Occupation

    unit = factory.SubFactory(UnitFactory)
    stay = factory.SubFactory(StayFactory)
    kind = OccupationKind.STAY
    start = factory.LazyAttribute(lambda row: row.stay.start)
    blocked_until = factory.LazyAttribute(lambda row: row.stay.end)


class OverstayFactory(DjangoModelFactory[Overstay]):
    class Meta:
        model = Overstay

    stay = factory.SubFactory(StayFactory)
    unit = factory.SubFactory(UnitFactory)
    start = date(2026, 4, 1)
    end = date(2026, 4, 8)
    blocked_until = factory.LazyAttribute(lambda row: row.end)
    reason = "waiting for a flat"


def open_house(
    *,
    beds: int | Iterable[Iterable[str]] = 1,
    today: date = TODAY,
    months: int | None = 6,
    programme: Programme | None = None,
    **service: Any,
) -> ServiceAtLocation:
    """A service with one house that takes people today: programme, limit, confirmed numbers, declared beds.

    `beds`: how many plain ones, or the characteristics of each. The rest are fields of the service.
    """
    kinds = [[] for _ in range(beds)] if isinstance(beds, int) else [list(kind) for kind in beds]
    made: ServiceAtLocation = ServiceAtLocationFactory.create(**{"confirmed_at": noon(today), **service})
    programme = programme or ProgrammeFactory.create(country=made.provider.country)
    ProgrammeLimitFactory.create(programme=programme, service_type=made.service_type, months=months)
    ProgrammeOfferFactory.create(service_at_location=made, programme=programme)
    group = UnitGroupFactory.create(service_at_location=made)
    CapacityStepFactory.create(group=group, places=len(kinds))
    for number, characteristics in enumerate(kinds, 1):
        UnitFactory.create(group=group, number=number, characteristics=characteristics)
    return made


def taken(unit: Unit, start: date, end: date, **stay: Any) -> Stay:
    """A stay on this unit for these days."""
    service = unit.group.service_at_location
    programme = service.programmes.get()
    made: Stay = StayFactory.create(
        service_at_location=service, programme=programme, start=start, end=end, **stay
    )
    OccupationFactory.create(unit=unit, stay=made)
    return made
