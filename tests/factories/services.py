"""Service types and programmes for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from services.models import (
    GivenWhere,
    Programme,
    ProgrammeLimit,
    RegionRule,
    ServiceType,
    Starts,
    UnitKind,
)


class ServiceTypeFactory(DjangoModelFactory[ServiceType]):
    """Housing, unless a test asks for another code; what is there already is taken."""

    class Meta:
        model = ServiceType
        django_get_or_create = ("code",)

    code = "housing"
    name_et = factory.LazyAttribute(lambda service: f"{service.code} eesti keeles")
    name_en = factory.LazyAttribute(lambda service: f"{service.code} in English")
    name_ru = factory.LazyAttribute(lambda service: f"{service.code} по-русски")
    name_lt = factory.LazyAttribute(lambda service: f"{service.code} lietuviškai")
    unit_kinds = factory.LazyFunction(lambda: list(UnitKind.values))
    given_where = GivenWhere.BOTH
    needs_release_date = False
    region_rule = RegionRule.ANYWHERE_IN_COUNTRY
    starts = Starts.ON_RELEASE


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """A programme that runs for decades around any day a test may choose."""

    class Meta:
        model = Programme

    code = factory.Sequence(lambda number: f"programme-{number}")
    country = "EE"
    start = date(2020, 1, 1)
    end = date(2050, 1, 1)
    name_et = factory.LazyAttribute(lambda programme: f"{programme.code} eesti keeles")
    name_en = factory.LazyAttribute(lambda programme: f"{programme.code} in English")
    name_ru = factory.LazyAttribute(lambda programme: f"{programme.code} по-русски")
    name_lt = factory.LazyAttribute(lambda programme: f"{programme.code} lietuviškai")


class ProgrammeLimitFactory(DjangoModelFactory[ProgrammeLimit]):
    class Meta:
        model = ProgrammeLimit
        django_get_or_create = ("programme", "service_type")

    programme = factory.SubFactory(ProgrammeFactory)
    service_type = factory.SubFactory(ServiceTypeFactory)
    months = 6
