"""What pages and routing say is free is what a booking is given; said of many in as many queries as of one."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from providers.capacity.limits import add_months
from providers.capacity.standing import Availability, State
from providers.models import Firmness, ServiceAtLocation
from providers.operations import NoPlace
from providers.queries import availability
from tests.factories.providers import (
    TODAY,
    CapacityStepFactory,
    PauseFactory,
    ServiceAtLocationFactory,
    UnitFactory,
    UnitGroupFactory,
    noon,
    open_house,
    taken,
)
from tests.providers.places import day, keep


def free(service: ServiceAtLocation, **fields: Any) -> Availability:
    found = availability(service_at_location_ids=[service.pk], **{"today": TODAY, **fields})
    return found[service.pk]


@pytest.mark.django_db
def test_free_now() -> None:
    assert free(open_house()) == Availability(State.FREE_NOW, TODAY, TODAY)


@pytest.mark.django_db
def test_free_from_the_day_a_stay_of_full_length_can_begin() -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    taken(unit, day(0), day(10))
    assert free(service) == Availability(State.FREE_FROM, day(10), TODAY)
    in_between = taken(unit, day(100), day(110))
    assert free(service).from_date == day(110), "six months do not fit in between"
    assert free(service, months=2).from_date == day(10)
    assert free(service, requirement_codes=["STEP_FREE"]).state == State.FULL
    in_between.occupations.update(released_at=TODAY)
    assert free(service).from_date == day(10)


@pytest.mark.django_db
def test_full_until_the_programme_ends() -> None:
    service = open_house()
    service.programmes.update(end=day(60))
    taken(service.groups.get().units.get(), day(0), day(60))
    assert free(service) == Availability(State.FULL, None, TODAY)


@pytest.mark.django_db
def test_a_programme_that_ends_soon_cuts_the_stay() -> None:
    service = open_house()
    service.programmes.update(end=day(20))
    assert free(service).state == State.FREE_NOW


@pytest.mark.django_db
def test_a_programme_to_come_is_free_from_its_first_day() -> None:
    service = open_house()
    service.programmes.update(start=day(30))
    assert free(service) == Availability(State.FREE_FROM, day(30), TODAY)


@pytest.mark.django_db
def test_no_number_is_not_stated_and_no_programme_neither() -> None:
    service = open_house()
    service.groups.get().steps.all().delete()
    assert free(service).state == State.NOT_STATED
    assert free(ServiceAtLocationFactory.create()).state == State.NOT_STATED
    assert free(open_house(beds=0)).state == State.FULL, "zero is a number"


@pytest.mark.django_db
def test_stale_paused_ended() -> None:
    assert free(open_house(confirmed_at=noon(day(-31)))) == Availability(State.STALE, None, day(-31))
    paused = open_house()
    PauseFactory.create(service_at_location=paused)
    assert free(paused).state == State.PAUSED
    ended = open_house()
    ended.programmes.update(end=TODAY)
    assert free(ended).state == State.ENDED
    assert free(open_house(closed_at=noon(TODAY))).state == State.ENDED


@pytest.mark.django_db
def test_the_age_of_numbers_counts_days_of_the_country() -> None:
    """Confirmed at half past midnight in Tallinn is still the day before in London."""
    late = datetime(2026, 2, 1, 0, 30, tzinfo=ZoneInfo("Europe/Tallinn"))
    service = open_house(confirmed_at=late, max_age_days=29)
    assert free(service) == Availability(State.FREE_NOW, TODAY, date(2026, 2, 1))
    assert free(service, today=day(1)).state == State.STALE


@pytest.mark.django_db
def test_many_take_as_many_queries_as_one() -> None:
    services = [open_house(beds=2) for _ in range(4)]
    for service in services:
        taken(service.groups.get().units.order_by("number")[0], day(-5), day(20), firmness=Firmness.PRESENT)
    counts = []
    for number in (1, 4):
        with CaptureQueriesContext(connection) as queries:
            shown = availability(
                service_at_location_ids=[service.pk for service in services[:number]], today=TODAY
            )
        assert [each.state for each in shown.values()] == [State.FREE_NOW] * number
        counts.append(len(queries))
    assert counts == [4, 4]


stretches = st.tuples(st.integers(-20, 60), st.integers(1, 40), st.integers(0, 2))


class FreeFromIsGiven(TestCase):
    """On small random houses: the day that is promised is given, and the day before is not."""

    @settings(max_examples=25)
    @given(st.lists(stretches, max_size=7), st.integers(0, 3), st.lists(st.integers(0, 80), max_size=1))
    def test_what_is_promised_is_given(
        self, stays: list[tuple[int, int, int]], turnaround: int, lowered: list[int]
    ) -> None:
        service = open_house(beds=3, months=2, turnaround_days=turnaround)
        group = service.groups.get()
        units = list(group.units.order_by("number"))
        for start in lowered:
            CapacityStepFactory.create(group=group, start=day(start), places=2)
        for start, length, number in stays:
            free_from = units[number].occupations.order_by("-blocked_until").first()
            first = max(day(start), free_from.blocked_until if free_from else day(start))
            taken(units[number], first, add_days(first, length), firmness=Firmness.OFFERED)
        promised = free(service).from_date
        assert promised is not None
        if promised > TODAY:
            with pytest.raises(NoPlace):
                keep_two_months(service, add_days(promised, -1))
        keep_two_months(service, promised)


def add_days(on: date, number: int) -> date:
    return date.fromordinal(on.toordinal() + number)


def keep_two_months(service: ServiceAtLocation, start: date) -> None:
    first, last = start.toordinal() - TODAY.toordinal(), add_months(start, 2).toordinal() - TODAY.toordinal()
    keep(service, first, last)


@pytest.mark.django_db
def test_places_of_a_mentor_who_is_away_are_not_free() -> None:
    service = open_house(beds=0)
    away = UnitGroupFactory.create(service_at_location=service, opens=day(10), closes=day(400))
    CapacityStepFactory.create(group=away, places=1)
    UnitFactory.create(group=away)
    assert free(service).from_date == day(10)
