"""Many at once: one place goes to one of them, and what was promised stays promised."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from providers.models import Firmness, Occupation, ServiceAtLocation, Stay, Unit, UnitGroup, VoidReason
from providers.operations import (
    MoreThanOpen,
    NoPlace,
    StepExists,
    add_void,
    correct_places,
    declare_places,
    expire_holds,
    keep_place,
    move_stay,
    release_stay,
    set_firmness,
)
from tests.factories.providers import TODAY, noon, open_house, taken
from tests.factories.users import UserFactory
from tests.providers.places import day, unit_of

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(jobs: Iterable[Callable[[], str]]) -> Counter[str]:
    """What came of the jobs, each in a thread and on a connection of its own, let go at the same moment."""
    work = list(jobs)
    gate = Barrier(len(work))

    def run(job: Callable[[], str]) -> str:
        gate.wait()
        try:
            return job()
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as threads:
        return Counter(threads.map(run, work))


def booking(service: ServiceAtLocation, programme: UUID, start: int, end: int, *codes: str) -> str:
    with transaction.atomic():
        keep_place(
            service_at_location_id=service.public_id,
            programme_id=programme,
            start=day(start),
            end=day(end),
            requirement_codes=codes,
            firmness=Firmness.PROVISIONAL,
            holder=uuid4(),
            today=TODAY,
        )
    return "kept"


def test_one_last_place_goes_to_one_of_fifty() -> None:
    service = open_house(beds=3)
    programme = service.programmes.get().public_id
    for unit in service.groups.get().units.order_by("number")[:2]:
        taken(unit, day(-5), day(60), firmness=Firmness.PRESENT)
    outcomes = all_at_once([lambda: booking(service, programme, 10, 40)] * 50)
    assert outcomes == {"kept": 1, "NoPlace": 49}
    assert Stay.objects.count() == 3
    assert_sound(service)


def test_a_place_that_needs_somebody_to_move_goes_to_one_of_many() -> None:
    service = open_house(beds=[["STEP_FREE"], []])
    programme = service.programmes.get().public_id
    step_free, plain = service.groups.get().units.order_by("number")
    guest = taken(step_free, day(10), day(20), firmness=Firmness.OFFERED)
    outcomes = all_at_once([lambda: booking(service, programme, 12, 18, "STEP_FREE")] * 12)
    assert outcomes == {"kept": 1, "NoPlace": 11}
    assert unit_of(guest) == plain
    assert_sound(service)


def test_the_same_number_is_said_once_by_many() -> None:
    service = open_house()
    actor, group = UserFactory.create(), service.groups.get()

    def say() -> str:
        declare_places(
            actor=actor,
            key="once",
            group_id=group.public_id,
            start=day(5),
            places=4,
            today=TODAY,
            now=noon(TODAY),
        )
        return "said"

    assert all_at_once([say] * 12) == {"said": 12}
    assert (group.steps.count(), group.units.count()) == (2, 4)


class Somebody:
    """Does things at random to a few houses, as the many people of a day would."""

    def __init__(self, seed: int, services: list[ServiceAtLocation]) -> None:
        self.chance, self.services, self.actor = random.Random(seed), services, UserFactory.create()
        self.programmes = {service.pk: service.programmes.get().public_id for service in services}
        self.done: Counter[str] = Counter()

    def __call__(self) -> str:
        deeds = [
            self.keep,
            self.keep,
            self.keep,
            self.move,
            self.release,
            self.firm,
            self.declare,
            self.close,
            self.sweep,
        ]
        for _ in range(30):
            deed = self.chance.choice(deeds)
            try:
                with transaction.atomic():
                    deed()
                self.done[deed.__name__] += 1
            except (MoreThanOpen, NoPlace, StepExists, Stay.DoesNotExist) as refused:
                self.done[type(refused).__name__] += 1
        return "went well"

    def some_stay(self) -> Stay:
        stays = Stay.objects.filter(released_at__isnull=True).order_by("pk")
        if not stays:
            raise Stay.DoesNotExist
        return self.chance.choice(list(stays))

    def some_days(self) -> tuple[int, int]:
        start = self.chance.randrange(0, 60)
        return start, start + self.chance.randrange(1, 30)

    def some_group(self) -> UnitGroup:
        return self.chance.choice(list(UnitGroup.objects.order_by("pk")))

    def keep(self) -> None:
        service, codes = self.chance.choice(self.services), self.chance.choice([(), (), ("STEP_FREE",)])
        booking(service, self.programmes[service.pk], *self.some_days(), *codes)

    def move(self) -> None:
        start, end = (day(number) for number in self.some_days())
        move_stay(stay_id=self.some_stay().public_id, start=start, end=end, limit_end=None, today=TODAY)

    def release(self) -> None:
        stay = self.some_stay()
        early = self.chance.choice([None, stay.start + timedelta(days=3)])
        release_stay(stay_id=stay.public_id, today=TODAY, from_date=early)

    def firm(self) -> None:
        set_firmness(stay_id=self.some_stay().public_id, firmness=self.chance.choice(Firmness.values))

    def declare(self) -> None:
        group, (start, _), places = self.some_group(), self.some_days(), self.chance.randrange(0, 5)
        say: dict[str, Any] = {
            "group_id": group.public_id,
            "start": day(start),
            "places": places,
            "today": TODAY,
        }
        try:
            declare_places(actor=self.actor, key=uuid4(), now=noon(TODAY), **say)
        except StepExists:
            correct_places(actor=self.actor, key=uuid4(), now=noon(TODAY), **say)

    def close(self) -> None:
        unit = self.chance.choice(list(Unit.objects.select_related("group").order_by("pk")))
        start, end = self.some_days()
        add_void(
            actor=self.actor,
            key=uuid4(),
            group_id=unit.group.public_id,
            unit_id=self.chance.choice([None, unit.public_id]),
            start=day(start),
            end=day(end),
            reason=VoidReason.OTHER,
            today=TODAY,
            now=noon(TODAY),
        )

    def sweep(self) -> None:
        expire_holds(noon(TODAY))


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_many_do_at_once_every_promise_is_kept(seed: int) -> None:
    services = [open_house(beds=[["STEP_FREE"], [], []], turnaround_days=number) for number in range(2)]
    people = [Somebody(seed * 100 + number, services) for number in range(4)]
    assert all_at_once(people) == {"went well": 4}
    done = sum((somebody.done for somebody in people), Counter[str]())
    assert done["keep"] > 0
    assert done["NoPlace"] > 0
    for service in services:
        assert_sound(service)


def assert_sound(service: ServiceAtLocation) -> None:
    """Every live stay has one unit for all its days, and no unit is held twice."""
    stays = Stay.objects.filter(service_at_location=service, released_at__isnull=True)
    rows = Occupation.objects.filter(
        unit__group__service_at_location=service, released_at__isnull=True
    ).order_by("unit", "start")
    of_stays = {row.stay_id: row for row in rows if row.stay_id is not None}
    assert set(of_stays) == set(stays.values_list("pk", flat=True))
    for stay in stays:
        row = of_stays[stay.pk]
        assert row.start == stay.start
        assert row.blocked_until >= stay.end
        assert set(stay.requirement_codes) <= set(row.unit.characteristics)
    for one, other in _neighbours(rows):
        assert one.blocked_until <= other.start


def _neighbours(rows: Iterable[Occupation]) -> Iterator[tuple[Occupation, Occupation]]:
    return ((one, other) for one, other in pairwise(rows) if one.unit_id == other.unit_id)
