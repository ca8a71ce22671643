"""Who helps where: by county, by what is served, and the nearest where nobody does."""

from datetime import date

import pytest

from home.geography.queries import region_tree
from providers.directory import Found, find, hits_of, providers_by_county, services_given_in
from providers.listing import Entry, entries
from providers.models import ServiceAtLocation
from tests.factories.providers import TODAY, ProgrammeOfferFactory, ProviderFactory, open_house, taken
from tests.factories.services import ProgrammeFactory, ServiceTypeFactory
from tests.providers.country import HARJU, SOUTH, TARTU, UTENA, VALGA, make_country, service_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country() -> None:
    make_country()


def found(**asked: str) -> Found:
    return find(**asked, today=TODAY)


def services(hits: list) -> list[ServiceAtLocation]:  # type: ignore[type-arg]
    return [hit.entry.service for hit in hits]


def ended(service: ServiceAtLocation) -> ServiceAtLocation:
    past = ProgrammeFactory.create(start=date(2015, 1, 1), end=date(2024, 1, 1))
    ProgrammeOfferFactory.create(service_at_location=service, programme=past)
    return service


def test_a_county_finds_what_is_in_it() -> None:
    here, _there = service_in(HARJU), service_in(TARTU)
    assert services(found(county=HARJU).hits) == [here]


@pytest.mark.parametrize("serves", [(TARTU,), (SOUTH,), ("EE",), (f"{TARTU}-M",)])
def test_a_county_finds_who_states_to_serve_it(serves: tuple[str, ...]) -> None:
    serving = service_in(HARJU, serves=serves)
    assert services(found(county=TARTU).hits) == [serving]


def test_serving_a_neighbour_is_not_serving_the_county() -> None:
    service_in(HARJU, serves=(VALGA,))
    assert services(found(county=TARTU).hits) == []


def test_country_and_service_narrow_the_list() -> None:
    house, mentor = service_in(HARJU), service_in(HARJU, service="mentoring")
    abroad = service_in(UTENA)
    assert set(services(found().hits)) == {house, mentor, abroad}
    assert set(services(found(country="EE").hits)) == {house, mentor}
    assert services(found(country="LT").hits) == [abroad]
    assert services(found(service="mentoring").hits) == [mentor]
    assert services(found(county=HARJU, service="housing").hits) == [house]


def test_closed_services_and_archived_providers_are_not_listed() -> None:
    service_in(HARJU, archived_at="2026-01-01T00:00Z")
    closed = service_in(HARJU)
    ServiceAtLocation.objects.filter(pk=closed.pk).update(closed_at="2026-01-01T00:00Z")
    assert found().hits == []


def test_where_nobody_helps_the_nearest_of_the_country_come_by_distance() -> None:
    far, near = service_in(HARJU), service_in(TARTU)
    service_in(UTENA)
    answer = found(county=VALGA)
    assert answer.hits == []
    assert services(answer.nearest) == [near, far]
    assert [hit.km for hit in answer.nearest] == sorted(hit.km or 0 for hit in answer.nearest)
    assert 70 < (answer.nearest[0].km or 0) < 90


def test_the_nearest_have_room_even_when_others_are_nearer() -> None:
    service_in(TARTU)
    open_far = open_house(
        location=service_in(HARJU).location, service_type=ServiceTypeFactory.create(code="housing")
    )
    assert services(found(county=VALGA, service="housing").nearest) == [open_far]


def test_what_still_runs_is_nearer_than_what_has_ended() -> None:
    ended(service_in(TARTU))
    running = service_in(HARJU)
    assert services(found(county=VALGA).nearest) == [running]


def test_where_a_hit_has_room_nothing_further_away_is_offered() -> None:
    service_in(HARJU)
    house = open_house(location=service_in(TARTU).location)
    answer = found(county=TARTU)
    assert answer.hits[0].entry.service == house
    assert answer.nearest == []


def test_hits_without_room_come_with_the_nearest_elsewhere() -> None:
    here, elsewhere = service_in(HARJU), service_in(TARTU)
    answer = found(county=HARJU)
    assert services(answer.hits) == [here]
    assert services(answer.nearest) == [elsewhere]


def test_room_comes_first_and_what_has_ended_last() -> None:
    over = ended(service_in(HARJU, name="A"))
    unknown = service_in(HARJU, name="B")
    full = open_house(location=service_in(HARJU, service="mentoring").location, beds=1)
    taken(full.groups.get().units.get(), TODAY, date(2050, 1, 1))
    free = open_house(location=unknown.location)
    states = [hit.opening.state for hit in found(county=HARJU, service="housing").hits]
    assert states == ["FREE_NOW", "FULL", "NOT_STATED", "ENDED"]
    ordered = services(found(county=HARJU, service="housing").hits)
    assert ordered == [free, full, unknown, over]


def test_a_provider_without_any_place_stands_in_the_list_of_its_country_only() -> None:
    bare = ProviderFactory.create(country="EE")
    assert found().without_place == [bare]
    assert found(country="EE").without_place == [bare]
    assert found(country="LT").without_place == []
    assert found(county=HARJU).without_place == []
    assert found(service="housing").without_place == []


def test_a_country_wide_service_has_no_distance() -> None:
    wide = service_in(TARTU, serves=("EE",))
    wide.location.region = wide.location.region.parent.parent  # type: ignore[union-attr]
    wide.location.save()
    assert [hit.km for hit in found(county=HARJU).hits] == [None]


def test_services_given_in_a_county_count_providers_and_leave_out_what_has_ended() -> None:
    service_in(HARJU)
    service_in(HARJU, serves=(HARJU, TARTU))
    ended(service_in(HARJU, service="mentoring"))
    assert services_given_in(HARJU, today=TODAY) == {"housing": 2}
    assert services_given_in(TARTU, today=TODAY) == {"housing": 1}


def test_the_services_of_one_provider() -> None:
    mine = service_in(HARJU)
    service_in(HARJU)
    assert services(hits_of(mine.provider, today=TODAY)) == [mine]


def test_contacts_of_the_place_come_before_those_of_the_provider() -> None:
    service = service_in(HARJU)
    general = service.provider.contacts.create(name="General", role="CONTACT")
    assert entries(today=TODAY)[0].contacts == [general]
    local = service.provider.contacts.create(name="Local", role="CONTACT", location=service.location)
    assert entries(today=TODAY)[0].contacts == [local]


def test_the_map_counts_what_the_list_holds() -> None:
    one = service_in(HARJU, serves=(SOUTH,))
    service_in(TARTU)
    open_house(provider=one.provider, location=one.location)
    listed: list[Entry] = entries(today=TODAY)
    numbers = providers_by_county([HARJU, TARTU, VALGA, UTENA], listed, region_tree())
    assert numbers == {HARJU: 1, TARTU: 2, VALGA: 1, UTENA: 0}
    for county, number in numbers.items():
        assert len({service.provider_id for service in services(found(county=county).hits)}) == number


@pytest.mark.parametrize("rows", [1, 5, 25])
def test_the_number_of_queries_does_not_grow(rows: int, django_assert_num_queries: object) -> None:
    for _ in range(rows):
        service = service_in(HARJU, serves=(SOUTH,))
        service.provider.contacts.create(name="Somebody", role="CONTACT", location=service.location)
        ended(service)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        find(county=TARTU, today=TODAY)


QUERIES = 13


@pytest.mark.parametrize("county", [HARJU, TARTU, VALGA, UTENA])
@pytest.mark.parametrize("service", ["", "housing", "mentoring"])
def test_nearest_are_never_among_the_hits_nor_abroad(county: str, service: str) -> None:
    for place in (HARJU, TARTU, UTENA):
        service_in(place)
        service_in(place, service="mentoring")
    service_in(HARJU, serves=(SOUTH,))
    answer = found(county=county, service=service)
    assert not set(services(answer.hits)) & set(services(answer.nearest))
    shown = services([*answer.hits, *answer.nearest])
    assert {each.provider.country for each in shown} == {county[:2]}
    assert {each.service_type.code for each in shown} <= ({service} if service else {"housing", "mentoring"})
