"""Regions, prisons and memberships for tests. Codes are those of nowhere, unless a test asks for a real one."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from home.geography.models import (
    AreaMember,
    CountryMembership,
    Prison,
    PrisonMembership,
    Region,
    RegionKind,
)

from .users import UserFactory

ZONES = {"EE": "Europe/Tallinn", "LT": "Europe/Vilnius"}


class _RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region
        abstract = True
        django_get_or_create = ("code",)

    name_et = factory.LazyAttribute(lambda region: f"{region.code} eesti keeles")
    name_en = factory.LazyAttribute(lambda region: f"{region.code} in English")
    name_ru = factory.LazyAttribute(lambda region: f"{region.code} по-русски")
    name_lt = factory.LazyAttribute(lambda region: f"{region.code} lietuviškai")
    lat = Decimal("58.6")
    lon = Decimal("25.0")


class CountryFactory(_RegionFactory):
    kind = RegionKind.COUNTRY
    code = "EE"


class AreaFactory(_RegionFactory):
    kind = RegionKind.AREA
    parent = factory.SubFactory(CountryFactory)
    code = factory.Sequence(lambda number: f"EE-X-{number}")


class CountyFactory(_RegionFactory):
    kind = RegionKind.COUNTY
    parent = factory.SubFactory(CountryFactory)
    code = factory.Sequence(lambda number: f"EE-C{number}")


class MunicipalityFactory(_RegionFactory):
    kind = RegionKind.MUNICIPALITY
    parent = factory.SubFactory(CountyFactory)
    code = factory.LazyAttributeSequence(lambda region, number: f"{region.parent.code[:2]}-M{number}")


class AreaMemberFactory(DjangoModelFactory[AreaMember]):
    class Meta:
        model = AreaMember

    area = factory.SubFactory(AreaFactory)
    county = factory.SubFactory(CountyFactory)


class PrisonFactory(DjangoModelFactory[Prison]):
    class Meta:
        model = Prison

    code = factory.Sequence(lambda number: f"EE-PRISON-{number}")
    region = factory.SubFactory(MunicipalityFactory)
    country = factory.LazyAttribute(lambda prison: prison.region.country_code)
    time_zone = factory.LazyAttribute(lambda prison: ZONES[prison.country])
    name_et = factory.LazyAttribute(lambda prison: f"{prison.code} vangla")
    name_en = factory.LazyAttribute(lambda prison: f"{prison.code} Prison")
    name_ru = factory.LazyAttribute(lambda prison: f"{prison.code} тюрьма")
    name_lt = factory.LazyAttribute(lambda prison: f"{prison.code} kalėjimas")


class PrisonMembershipFactory(DjangoModelFactory[PrisonMembership]):
    class Meta:
        model = PrisonMembership

    user = factory.SubFactory(UserFactory)
    prison = factory.SubFactory(PrisonFactory)
    start = date(2020, 1, 1)


class CountryMembershipFactory(DjangoModelFactory[CountryMembership]):
    class Meta:
        model = CountryMembership

    user = factory.SubFactory(UserFactory)
    country = "EE"
    start = date(2020, 1, 1)
