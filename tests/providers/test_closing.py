"""Closed places open again, what a provider states about its days holds from then on, and nobody loses a place."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import pytest

from home.record.events import events_of
from home.record.receipts import KeyReused
from home.users.models import User
from providers.models import EVERY_PLACE, Firmness, Occupation, ServiceAtLocation, Unit, Void, VoidReason
from providers.operations import (
    MoreThanOpen,
    NoPlace,
    add_void,
    correct_places,
    declare_places,
    end_void,
    release_stay,
    set_terms,
)
from tests.factories.providers import TODAY, VoidFactory, noon, open_house, taken
from tests.factories.users import UserFactory
from tests.providers.places import closed_days, day, keep, unit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    user: User = UserFactory.create()
    return user


def say(operation: Callable[..., Mapping[str, Any]], actor: User, on: int = 0, **said: Any) -> Any:
    return operation(**{"actor": actor, "key": str(uuid4()), "today": day(on), "now": noon(day(on)), **said})


def void(actor: User, service: ServiceAtLocation, start: int, end: int, **said: Any) -> Void:
    group = service.groups.get().public_id
    days: dict[str, Any] = {"start": day(start), "end": day(end)}
    say(add_void, actor, group_id=group, reason=VoidReason.REPAIRS, **days, **said)
    return Void.objects.latest("pk")


def test_a_void_that_runs_ends_today(worker: User) -> None:
    service = open_house()
    closed = void(worker, service, 0, 30)
    with pytest.raises(NoPlace):
        keep(service, 5, 9, today=day(5))
    say(end_void, worker, on=5, void_id=closed.public_id)
    closed.refresh_from_db()
    assert (closed.start, closed.end) == (TODAY, day(5))
    keep(service, 5, 9, today=day(5))


def test_a_void_to_come_is_taken_back(worker: User) -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    closed = void(worker, service, 3, 9, unit_id=unit.public_id)
    assert closed_days(unit) == [(day(3), day(9))]
    say(end_void, worker, void_id=closed.public_id)
    assert not Void.objects.exists()
    assert closed_days(unit) == []
    keep(service, 4, 6)
    assert [event.kind for event in events_of(service.public_id)] == ["places.closed", "places.opened"]


def test_the_other_void_of_a_place_keeps_it_closed(worker: User) -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    first = void(worker, service, 0, 10, unit_id=unit.public_id)
    void(worker, service, 5, 15, unit_id=unit.public_id)
    say(end_void, worker, void_id=first.public_id, on=2)
    assert closed_days(unit) == [(day(5), day(15))]


def test_who_has_the_place_meanwhile_keeps_it(worker: User) -> None:
    service = open_house(beds=2)
    one, _ = service.groups.get().units.order_by("number")
    stay = taken(one, day(3), day(6), firmness=Firmness.ACCEPTED)
    closed = void(worker, service, 0, 10, unit_id=one.public_id)
    say(end_void, worker, void_id=closed.public_id, on=2)
    assert unit_of(stay) == one
    assert closed_days(one) == []


def test_a_void_that_is_over_stays_as_it_was(worker: User) -> None:
    service = open_house()
    closed = VoidFactory.create(group=service.groups.get(), start=day(-9), end=day(-2))
    say(end_void, worker, void_id=closed.public_id)
    closed.refresh_from_db()
    assert closed.end == day(-2)


def test_opening_is_said_once(worker: User) -> None:
    service = open_house()
    closed = void(worker, service, 3, 9)
    first = say(end_void, worker, void_id=closed.public_id, key="one")
    assert say(end_void, worker, void_id=closed.public_id, key="one") == first
    with pytest.raises(KeyReused):
        say(end_void, worker, void_id=uuid4(), key="one")
    with pytest.raises(Void.DoesNotExist):
        say(end_void, worker, void_id=closed.public_id)


def test_the_leave_of_a_mentor_closes_all_whatever_is_declared_meanwhile(worker: User) -> None:
    service = open_house(beds=2)
    closed = void(worker, service, 5, 10, places=EVERY_PLACE)
    assert closed.is_whole
    say(declare_places, worker, group_id=service.groups.get().public_id, start=day(6), places=9)
    for start, end in ((4, 6), (7, 8), (9, 12)):
        with pytest.raises(NoPlace):
            keep(service, start, end)
    keep(service, 0, 5)
    keep(service, 10, 20)


def test_no_more_places_are_closed_than_are_open_on_some_day(worker: User) -> None:
    service = open_house(beds=3)
    void(worker, service, 5, 10)
    with pytest.raises(MoreThanOpen) as caught:
        void(worker, service, 6, 9, places=3)
    assert caught.value.most == 2
    void(worker, service, 5, 11, places=3)
    with pytest.raises(MoreThanOpen):
        void(worker, service, 5, 8, unit_id=service.groups.get().units.get(number=1).public_id)
    void(worker, service, 5, 8, places=EVERY_PLACE)
    assert Void.objects.count() == 3


def test_where_no_number_is_stated_no_number_can_be_closed(worker: User) -> None:
    service = open_house()
    service.groups.get().steps.update(start=day(20))
    with pytest.raises(MoreThanOpen) as caught:
        void(worker, service, 5, 20)
    assert caught.value.most is None
    void(worker, service, 5, 21)


def test_a_number_that_falls_during_a_void_closes_its_place_afterwards(worker: User) -> None:
    service = open_house(beds=2)
    group = service.groups.get()
    closed = void(worker, service, 0, 30, unit_id=group.units.get(number=1).public_id)
    say(declare_places, worker, group_id=group.public_id, start=TODAY, places=1)
    say(end_void, worker, void_id=closed.public_id, on=3)
    assert Unit.objects.filter(group=group, closes__isnull=True).count() == 1
    say(correct_places, worker, group_id=group.public_id, start=TODAY, places=2)
    assert Unit.objects.filter(group=group, closes__isnull=True).count() == 2


def test_turnaround_holds_for_what_is_promised_from_then_on(worker: User) -> None:
    service = open_house()
    first = keep(service, 0, 10)
    terms: dict[str, Any] = {
        "service_at_location_id": service.public_id,
        "turnaround_days": 3,
        "answer_days": 8,
    }
    say(set_terms, worker, **terms)
    service.refresh_from_db()
    assert (service.turnaround_days, service.answer_days) == (3, 8)
    assert Occupation.objects.get(stay=first).blocked_until == day(10)
    second = keep(service, 10, 15)
    # A Tuesday: Tuesday to Thursday are the three working days.
    assert Occupation.objects.get(stay=second).blocked_until == day(18)
    release_stay(stay_id=first.public_id, today=TODAY)
    assert Occupation.objects.get(stay=second).blocked_until == day(18)
    assert [event.kind for event in events_of(service.public_id)] == ["service.terms"]


@pytest.mark.parametrize(("turnaround", "answer"), [(-1, 5), (21, 5), (0, 0), (0, 21)])
def test_terms_have_bounds(worker: User, turnaround: int, answer: int) -> None:
    service = open_house()
    terms: dict[str, Any] = {"service_at_location_id": service.public_id, "turnaround_days": turnaround}
    with pytest.raises(ValueError, match="working days"):
        say(set_terms, worker, answer_days=answer, **terms)
    assert not events_of(service.public_id).exists()
