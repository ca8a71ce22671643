"""What providers say about their places holds from that day, evicts nobody, and is said once."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from home.record.events import events_of
from home.record.receipts import KeyReused
from home.users.models import User
from providers.capacity.ledger import bookable, shortfall
from providers.house import house_of
from providers.models import CapacityStep, Firmness, Pause, ServiceAtLocation, Unit, UnitGroup, VoidReason
from providers.operations import (
    NoPlace,
    NoSuchStep,
    StepExists,
    add_void,
    confirm_numbers,
    correct_places,
    declare_places,
    pause,
    release_stay,
    resume,
)
from tests.factories.providers import (
    TODAY,
    UnitFactory,
    UnitGroupFactory,
    VoidFactory,
    noon,
    open_house,
    taken,
)
from tests.factories.users import UserFactory
from tests.providers.places import closed_days, day, keep, unit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    user: User = UserFactory.create()
    return user


def say(operation: Callable[..., Mapping[str, Any]], actor: User, **said: Any) -> Mapping[str, Any]:
    return operation(**{"actor": actor, "key": str(uuid4()), "today": TODAY, "now": noon(TODAY), **said})


def declare(actor: User, group: UnitGroup, start: date, places: int, **said: Any) -> None:
    say(declare_places, actor, group_id=group.public_id, start=start, places=places, **said)


def open_on(group: UnitGroup, on: date) -> int:
    units = group.units.filter(opens__lte=on)
    return units.filter(closes__isnull=True).count() + units.filter(closes__gt=on).count()


def test_a_first_number_opens_as_many_places(worker: User) -> None:
    service = open_house(beds=0)
    group = UnitGroupFactory.create(service_at_location=service)
    declare(worker, group, day(10), 3)
    assert list(group.units.values_list("number", "opens", "closes")) == [
        (1, day(10), None),
        (2, day(10), None),
        (3, day(10), None),
    ]
    with pytest.raises(NoPlace):
        keep(service, 9, 12)
    keep(service, 10, 12)


def test_a_higher_number_holds_from_its_day(worker: User) -> None:
    service = open_house(beds=1)
    declare(worker, service.groups.get(), day(10), 2)
    keep(service, 0, 30)
    with pytest.raises(NoPlace) as caught:
        keep(service, 5, 30)
    assert [(span.start, span.end) for span in caught.value.refusal.days] == [(day(5), day(10))]
    keep(service, 10, 30)


def test_zero_is_a_number(worker: User) -> None:
    service = open_house(beds=1)
    declare(worker, service.groups.get(), TODAY, 0)
    with pytest.raises(NoPlace):
        keep(service, 0, 5)


def test_lowering_closes_what_nobody_has_and_evicts_nobody(worker: User) -> None:
    """Ten beds lowered to eight with seven people: no shortfall, one more may come."""
    service = open_house(beds=10)
    group = service.groups.get()
    people = [taken(unit, day(0), day(90)) for unit in group.units.order_by("number")[:7]]
    declare(worker, group, TODAY, 8)
    assert open_on(group, TODAY) == 8
    assert all(unit_of(stay).closes is None for stay in people)
    house = house_of(service=service, today=TODAY)
    assert shortfall(house, house.groups[0]).at(TODAY) == 0
    assert bookable(house, house.groups[0]).at(TODAY) == 1
    keep(service, 0, 90)
    with pytest.raises(NoPlace):
        keep(service, 0, 90)


def test_lowering_below_the_people_shows_a_shortfall_until_they_leave(worker: User) -> None:
    service = open_house(beds=3)
    group = service.groups.get()
    stays = [taken(unit, day(0), day(10 + unit.number)) for unit in group.units.order_by("number")]
    declare(worker, group, day(5), 1)
    house = house_of(service=service, today=TODAY)
    short = shortfall(house, house.groups[0])
    assert [short.at(day(number)) for number in (4, 5, 10, 11, 12)] == [0, 2, 2, 1, 0]
    with pytest.raises(NoPlace):
        keep(service, 12, 20)
    keep(service, 13, 20)
    assert all(unit_of(stay) for stay in stays)


def test_a_place_that_is_to_close_closes_when_it_is_given_back(worker: User) -> None:
    service = open_house(beds=2)
    group = service.groups.get()
    first, second = (taken(unit, day(0), day(30)) for unit in group.units.order_by("number"))
    declare(worker, group, TODAY, 1)
    assert open_on(group, TODAY) == 2
    with pytest.raises(NoPlace):
        keep(service, 0, 5)
    release_stay(stay_id=first.public_id, today=TODAY)
    assert list(group.units.filter(closes__isnull=True)) == [unit_of(second)]


def test_lowering_for_a_while_closes_no_place_for_good(worker: User) -> None:
    service = open_house(beds=2)
    group = service.groups.get()
    declare(worker, group, day(20), 2)
    declare(worker, group, day(10), 1)
    assert not group.units.filter(closes__isnull=False).exists()
    keep(service, 0, 30)
    with pytest.raises(NoPlace):
        keep(service, 5, 15)
    keep(service, 5, 10)
    keep(service, 20, 30)


def test_a_number_is_corrected_but_not_declared_twice_on_a_day(worker: User) -> None:
    group = open_house(beds=1).groups.get()
    said = {"group_id": group.public_id, "start": day(5)}
    declare(worker, group, day(5), 4)
    with pytest.raises(StepExists):
        declare(worker, group, day(5), 3)
    assert (CapacityStep.objects.get(group=group, start=day(5)).places, open_on(group, day(5))) == (4, 4)
    say(correct_places, worker, **said, places=2)
    assert CapacityStep.objects.get(group=group, start=day(5)).places == 2
    assert open_on(group, day(5)) == 2
    with pytest.raises(NoSuchStep):
        say(correct_places, worker, group_id=group.public_id, start=day(6), places=2)


@pytest.mark.parametrize(("start", "places"), [(-1, 3), (0, -1)])
def test_bad_numbers_are_refused(worker: User, start: int, places: int) -> None:
    group = open_house().groups.get()
    with pytest.raises(ValueError, match="number"):
        declare(worker, group, day(start), places)
    assert group.steps.count() == 1


def test_the_same_key_says_it_once_and_says_nothing_else(worker: User) -> None:
    group = open_house().groups.get()
    declare(worker, group, day(5), 3, key="a")
    declare(worker, group, day(5), 3, key="a")
    with pytest.raises(KeyReused):
        declare(worker, group, day(6), 3, key="a")
    assert group.steps.count() == 2
    events = events_of(group.service_at_location.public_id)
    assert [(event.kind, event.actor_id) for event in events] == [("places.declared", worker.public_id)]


def test_confirming_makes_the_numbers_fresh(worker: User) -> None:
    service = open_house(confirmed_at=None)
    with pytest.raises(NoPlace):
        keep(service, 0, 5)
    say(confirm_numbers, worker, service_at_location_id=service.public_id)
    service.refresh_from_db()
    assert (service.confirmed_at, service.confirmed_by) == (noon(TODAY), worker)
    keep(service, 0, 5)


def test_pausing_and_resuming(worker: User) -> None:
    service = open_house()
    said = {"service_at_location_id": service.public_id}
    say(pause, worker, **said, start=TODAY, end=None, reason="repairs")
    with pytest.raises(NoPlace):
        keep(service, 0, 5)
    say(resume, worker, **said)
    keep(service, 0, 5)
    assert Pause.objects.get().end == TODAY
    assert [event.kind for event in events_of(service.public_id)] == ["service.paused", "service.resumed"]


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (0, 0), (3, 2)])
def test_a_pause_has_days_to_come(worker: User, start: int, end: int) -> None:
    service = open_house()
    with pytest.raises(ValueError, match="pause"):
        say(
            pause,
            worker,
            service_at_location_id=service.public_id,
            start=day(start),
            end=day(end),
            reason="repairs",
        )
    assert not Pause.objects.exists()


def void(
    actor: User, service: ServiceAtLocation, start: int, end: int, unit: Unit | None = None, **said: Any
) -> None:
    say(
        add_void,
        actor,
        group_id=service.groups.get().public_id,
        unit_id=unit.public_id if unit else None,
        start=day(start),
        end=day(end),
        reason=VoidReason.REPAIRS,
        **said,
    )


def test_a_void_of_any_places_counts(worker: User) -> None:
    service = open_house(beds=3)
    void(worker, service, 5, 10, places=2)
    keep(service, 0, 20)
    with pytest.raises(NoPlace) as caught:
        keep(service, 0, 20)
    assert [(span.start, span.end) for span in caught.value.refusal.days] == [(day(5), day(10))]
    keep(service, 10, 20)


def test_a_void_of_a_named_place_closes_the_days_that_nobody_has(worker: User) -> None:
    service = open_house(beds=2)
    one, other = service.groups.get().units.order_by("number")
    stay = taken(one, day(3), day(6), firmness=Firmness.ACCEPTED)
    void(worker, service, 0, 10, one)
    assert closed_days(one) == [(day(0), day(3)), (day(6), day(10))]
    newcomer = keep(service, 7, 9)
    assert unit_of(newcomer) == other
    assert unit_of(stay) == one
    assert closed_days(one) == [(day(0), day(3)), (day(6), day(10))]
    release_stay(stay_id=stay.public_id, today=TODAY)
    assert closed_days(one) == [(day(0), day(10))]


def test_two_voids_of_one_place_may_overlap(worker: User) -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    void(worker, service, 0, 10, unit)
    void(worker, service, 5, 15, unit)
    assert closed_days(unit) == [(day(0), day(10)), (day(10), day(15))]
    with pytest.raises(NoPlace):
        keep(service, 14, 16)
    keep(service, 15, 16)


def test_a_void_that_began_before_goes_on(worker: User) -> None:
    service = open_house(beds=2)
    one, _ = service.groups.get().units.order_by("number")
    taken(one, day(-20), day(-10), firmness=Firmness.PRESENT)
    VoidFactory.create(group=one.group, unit=one, start=day(-15), end=day(5))
    void(worker, service, 8, 9, one)
    assert closed_days(one) == [(day(-10), day(5)), (day(8), day(9))]


def test_a_void_is_of_a_place_of_the_group(worker: User) -> None:
    service, stranger = open_house(), UnitFactory.create()
    with pytest.raises(Unit.DoesNotExist):
        void(worker, service, 0, 5, stranger)
    with pytest.raises(ValueError, match="void"):
        void(worker, service, -5, 0)
    with pytest.raises(ValueError, match="void"):
        void(worker, service, 0, 5, places=0)
