"""Which services come before routing, what was left out, and what is said of those that come."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.capacity.limits import add_months
from providers.models import Firmness, ServiceAtLocation, Unit, UnitGroup
from providers.queries import Asked, CandidateRow, Shortlist, candidate_rows, shortlist
from services.models import RegionRule
from tests.factories.geography import CountyFactory, MunicipalityFactory, PrisonFactory
from tests.factories.providers import (
    TODAY,
    CapacityStepFactory,
    PauseFactory,
    UnitFactory,
    UnitGroupFactory,
    noon,
    open_house,
    taken,
)
from tests.factories.services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory
from tests.providers.places import day

pytestmark = pytest.mark.django_db


def ask(**fields: Any) -> Asked:
    asked = Asked(
        service_type="housing",
        country="EE",
        region_path=("EE",),
        region_rule=RegionRule.ANYWHERE_IN_COUNTRY,
        start=day(10),
        end=add_months(day(10), 2),
        end_from=lambda start: add_months(start, 2),
    )
    return replace(asked, **fields)


def found(today: date = TODAY, keep: tuple[str, ...] = (), **fields: Any) -> Shortlist:
    return shortlist(ask(**fields), today=today, keep=keep)


def rows_of(candidates: Shortlist, **fields: Any) -> tuple[CandidateRow, ...]:
    return candidate_rows(ask(**fields), [service.pk for service in candidates.services], today=TODAY)


def only(keep: tuple[str, ...] = (), **fields: Any) -> CandidateRow:
    (row,) = rows_of(found(keep=keep, **fields), **fields)
    return row


def ids(candidates: Shortlist) -> set[int]:
    return {service.pk for service in candidates.services}


def test_each_service_is_counted_at_the_first_rule_that_leaves_it_out() -> None:
    fits = open_house()
    open_house(service_type=ServiceTypeFactory.create(code="mentoring"), provider__country="LT")
    open_house(provider__country="LT")
    open_house(provider__archived_at=noon(TODAY))
    open_house(closed_at=noon(TODAY))
    PauseFactory.create(service_at_location=open_house(), start=day(-3), end=day(1))
    open_house(confirmed_at=None)
    open_house(confirmed_at=noon(day(-40)))
    full = open_house()
    taken(full.groups.get().units.get(), day(5), day(15))
    narrow = open_house()
    narrow.regions.add(MunicipalityFactory.create())
    candidates = found(region_path=("EE-99", "EE"))
    assert ids(candidates) == {fits.pk}
    assert candidates.left_out == {"SERVICE": 1, "COUNTRY": 1, "REGION": 1, "OPEN": 3, "FRESH": 2, "DATES": 1}


def test_a_rule_that_is_kept_leaves_nobody_out() -> None:
    stale = open_house(confirmed_at=noon(day(-40)))
    candidates = found(keep=("FRESH",))
    assert ids(candidates) == {stale.pk}
    assert candidates.left_out == {"SERVICE": 0, "COUNTRY": 0, "REGION": 0, "OPEN": 0, "DATES": 0}
    assert candidates.services[0].doubtful
    assert rows_of(candidates)[0].numbers_age_days == 40


def test_a_pause_that_is_over_or_to_come_leaves_nobody_out() -> None:
    service = open_house()
    PauseFactory.create(service_at_location=service, start=day(-3), end=day(0))
    PauseFactory.create(service_at_location=service, start=day(1))
    assert ids(found()) == {service.pk}


@pytest.mark.parametrize(
    ("rule", "path", "comes"),
    [
        (RegionRule.ANYWHERE_IN_COUNTRY, "municipality", {"own", "county", "none"}),
        (RegionRule.MUST_SERVE, "municipality", {"own", "county"}),
        (RegionRule.ANYWHERE_IN_COUNTRY, "country", {"own", "county", "other", "none"}),
        (RegionRule.MUST_SERVE, "country", {"own", "county", "other"}),
        (RegionRule.ANYWHERE_IN_COUNTRY, "unknown", {"none"}),
        (RegionRule.MUST_SERVE, "unknown", set()),
    ],
)
def test_the_region_is_asked_for_as_the_service_type_says(rule: str, path: str, comes: set[str]) -> None:
    own = MunicipalityFactory.create()
    serves = {"own": own, "county": own.parent, "other": CountyFactory.create(), "none": None}
    keys = {}
    for name, region in serves.items():
        service = open_house()
        keys[service.pk] = name
        if region is not None:
            service.regions.add(region)
    paths = {"municipality": (own.code, own.parent.code, "EE"), "country": ("EE",), "unknown": ()}
    candidates = found(region_rule=rule, region_path=paths[path])
    assert {keys[pk] for pk in ids(candidates)} == comes


def test_in_prison_only_who_works_there() -> None:
    prison = PrisonFactory.create()
    serves, lies_there, elsewhere = open_house(), open_house(location__prison=prison), open_house()
    serves.prisons.add(prison)
    elsewhere.prisons.add(PrisonFactory.create())
    candidates = found(in_prison=True, prison=prison.code)
    assert ids(candidates) == {serves.pk, lies_there.pk}
    assert {row.serves_prisons for row in rows_of(candidates)} == {frozenset({prison.code})}


def test_what_is_said_of_a_service() -> None:
    region = MunicipalityFactory.create()
    service = open_house(
        beds=2, confirmed_at=noon(day(-4)), house_rules=["SOBER"], languages=["et"], location__region=region
    )
    service.groups.update(languages=["ru"])
    service.regions.add(region.parent)
    unit = service.groups.get().units.order_by("number")[0]
    taken(unit, day(-5), day(8), firmness=Firmness.PRESENT)
    taken(unit, day(75), day(90), firmness=Firmness.ACCEPTED)
    row = only(region_path=(region.code, region.parent.code, "EE"))
    said = row.service
    assert (said.public_id, said.provider_id) == (service.public_id, service.provider.public_id)
    assert (said.country, said.region, row.serves) == ("EE", region.code, frozenset({region.parent.code}))
    # What is said of this house by itself, and not what is said of all where nothing is said of one.
    assert (row.languages, said.languages) == (frozenset({"ru"}), frozenset({"et"}))
    assert said.house_rules == frozenset({"SOBER"})
    assert (row.numbers_age_days, said.max_age_days) == (4, 30)
    assert (row.capacity_known, said.paused, said.closed) == (True, False, False)
    assert (row.dates_free, row.dates_free_from, row.fits_characteristics) == (True, day(10), True)
    assert row.load == 0.0
    assert row.slack_days == 2 + (day(75) - add_months(day(10), 2)).days
    (term,) = row.terms
    assert row.programme_for(day(10), day(20)) == service.programmes.get().public_id == term.programme
    assert row.programme_for(day(10), date(2050, 1, 2)) is None


def test_programme_that_would_not_allow_so_many_months_does_not_pay() -> None:
    service = open_house()
    longer = service.programmes.get()
    shorter = ProgrammeFactory.create(country="EE", start=longer.start, end=longer.end.replace(year=2060))
    ProgrammeLimitFactory.create(programme=shorter, service_type=service.service_type, months=1)
    service.programmes.add(shorter)
    row = only()
    assert row.programme_for(day(10), add_months(day(10), 1)) == shorter.public_id
    assert row.programme_for(day(10), add_months(day(10), 2)) == longer.public_id


def test_free_later_for_a_stay_as_long() -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    taken(unit, day(0), day(20), firmness=Firmness.ACCEPTED)
    taken(unit, day(50), day(60), firmness=Firmness.ACCEPTED)
    row = only(keep=("DATES",))
    assert (row.dates_free, row.dates_free_from, row.load, row.slack_days) == (False, day(60), 1.0, 0)


def test_not_free_before_the_programme_ends() -> None:
    service = open_house()
    service.programmes.update(end=day(60))
    taken(service.groups.get().units.get(), day(0), day(20), firmness=Firmness.ACCEPTED)
    assert only(keep=("DATES",)).dates_free_from is None


def test_what_no_room_has_is_told_and_rooms_with_the_rest_are_looked_at() -> None:
    service = open_house(beds=[["STEP_FREE"], []])
    step_free, _ = service.groups.get().units.order_by("number")
    taken(step_free, day(0), day(30), firmness=Firmness.PRESENT)
    needed = only(requirement_codes=frozenset({"STEP_FREE"}))
    assert (needed.fits_characteristics, needed.dates_free_from) == (True, day(30))
    missing = only(requirement_codes=frozenset({"STEP_FREE", "PET"}))
    assert (missing.fits_characteristics, missing.missing_characteristics) == (False, frozenset({"PET"}))
    assert (missing.dates_free, missing.dates_free_from) == (False, day(30))


def test_needs_that_no_single_room_has_together_are_all_told() -> None:
    open_house(beds=[["STEP_FREE"], ["PET"]])
    needs = frozenset({"STEP_FREE", "PET"})
    row = only(requirement_codes=needs)
    assert (row.fits_characteristics, row.missing_characteristics, row.dates_free) == (False, needs, True)


@pytest.fixture
def mentors() -> ServiceAtLocation:
    """Two of one service: one speaks Russian and is taken until day 30, one speaks Estonian alone and is free."""
    service = open_house(languages=["et", "ru"])
    speaks = service.groups.get()
    speaks.languages = ["et", "ru"]
    speaks.save()
    other = UnitGroupFactory.create(service_at_location=service, languages=["et"])
    CapacityStepFactory.create(group=other)
    UnitFactory.create(group=other)
    taken(speaks.units.get(), day(0), day(30), firmness=Firmness.PRESENT)
    return service


def spoken(*languages: str, **fields: Any) -> CandidateRow:
    return only(languages=frozenset(languages), **fields)


def test_a_place_is_free_only_with_whoever_speaks_the_language(mentors: ServiceAtLocation) -> None:
    russian = spoken("ru")
    assert russian.spoken == (frozenset({"et"}), frozenset({"et", "ru"}))
    assert (russian.dates_free, russian.dates_free_from, russian.free_in_other_language) == (
        False,
        day(30),
        True,
    )
    for languages in ((), ("et",), ("et", "ru")):
        row = spoken(*languages)
        assert (row.dates_free, row.free_in_other_language) == (True, False)


def test_where_nobody_speaks_it_only_the_language_is_in_the_way(mentors: ServiceAtLocation) -> None:
    row = spoken("fi")
    assert (row.languages, row.dates_free, row.free_in_other_language) == (
        frozenset({"et", "ru"}),
        True,
        False,
    )


def test_where_nobody_has_a_place_it_is_not_for_want_of_a_language(mentors: ServiceAtLocation) -> None:
    unit = Unit.objects.get(group__languages=["et"])
    taken(unit, day(0), day(20), firmness=Firmness.ACCEPTED)
    row = spoken("ru", keep=("DATES",))
    assert (row.dates_free, row.dates_free_from, row.free_in_other_language) == (False, day(30), False)


def test_who_says_nothing_of_a_mentor_has_said_it_of_all(mentors: ServiceAtLocation) -> None:
    UnitGroup.objects.filter(service_at_location=mentors, languages=["et"]).update(languages=[])
    row = spoken("ru")
    assert (row.spoken, row.dates_free) == ((frozenset({"et", "ru"}),), True)
    ServiceAtLocation.objects.update(languages=[])
    row = spoken("ru")
    assert (row.spoken, row.dates_free) == ((frozenset(), frozenset({"et", "ru"})), False)


def test_languages_are_those_of_the_rooms_that_have_what_is_needed() -> None:
    """The step-free rooms are in the house where nobody speaks Russian."""
    service = open_house(beds=[["STEP_FREE"]])
    service.groups.update(languages=["et"])
    other = UnitGroupFactory.create(service_at_location=service, languages=["ru"])
    CapacityStepFactory.create(group=other)
    UnitFactory.create(group=other)
    row = spoken("ru", requirement_codes=frozenset({"STEP_FREE"}))
    assert (row.languages, row.dates_free, row.fits_characteristics) == (frozenset({"et"}), True, True)
    assert spoken("ru").languages == {"et", "ru"}


def test_many_take_as_many_queries_as_one_and_come_in_the_order_asked_for() -> None:
    services = [open_house() for _ in range(5)]
    keys, counts = [service.pk for service in services], []
    for asked_for in (keys[:1], [*reversed(keys)]):
        with CaptureQueriesContext(connection) as queries:
            assert len(found().services) == 5
            batch = candidate_rows(ask(), asked_for, today=TODAY)
        assert [row.service.pk for row in batch] == asked_for
        counts.append(len(queries))
    assert counts == [6, 6]
