"""A house changes while people book: extended, closed, opened, lowered, overstayed, all at the same moment."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from home.users.models import User
from providers.capacity.ledger import bookable
from providers.capacity.spans import Span
from providers.house import house_of
from providers.models import EVERY_PLACE, Firmness, Overstay, ServiceAtLocation, Stay, Void, VoidReason
from providers.operations import (
    MoreThanOpen,
    NoPlace,
    NothingToExtend,
    StayNotOver,
    StepExists,
    add_void,
    correct_places,
    declare_places,
    end_overstay,
    end_void,
    extend_stay,
    leave,
    record_overstay,
    set_terms,
)
from tests.concurrency.test_places import all_at_once, assert_sound, booking
from tests.factories.providers import TODAY, noon, open_house, taken
from tests.factories.users import UserFactory
from tests.providers.places import day

pytestmark = pytest.mark.django_db(transaction=True)


def said(actor: User) -> dict[str, Any]:
    """What every operation is told besides."""
    return {"actor": actor, "key": uuid4(), "today": TODAY, "now": noon(TODAY)}


def test_the_days_after_a_stay_go_to_its_extension_or_to_one_of_many() -> None:
    service, actor = open_house(), UserFactory.create()
    programme = service.programmes.get().public_id
    stay = taken(service.groups.get().units.get(), day(-5), day(10), firmness=Firmness.PRESENT)

    def longer() -> str:
        extend_stay(stay_id=stay.public_id, end=day(20), reason="TEST", **said(actor))
        return "kept"

    jobs = [longer, *[lambda: booking(service, programme, 10, 20)] * 15, longer]
    done = all_at_once(jobs)
    # The second of the two extensions finds that it lasts as long already, where the first was granted.
    assert done["kept"] == 1
    assert done["NoPlace"] + done["NothingToExtend"] == 16
    assert_sound(service)


@pytest.mark.parametrize("change", ["close", "lower"])
def test_a_place_that_goes_away_meanwhile_is_booked_before_or_not_at_all(change: str) -> None:
    service, actor = open_house(beds=2), UserFactory.create()
    programme, group = service.programmes.get().public_id, service.groups.get()

    def away() -> str:
        if change == "close":
            days: dict[str, Any] = {"start": day(0), "end": day(90), "reason": VoidReason.REPAIRS}
            add_void(group_id=group.public_id, places=EVERY_PLACE, **days, **said(actor))
        else:
            declare_places(group_id=group.public_id, start=TODAY, places=0, **said(actor))
        return "away"

    done = all_at_once([*[lambda: booking(service, programme, 10, 20)] * 8, away])
    assert done["away"] == 1
    assert done["kept"] <= 2
    assert done["kept"] + done["NoPlace"] == 8
    assert_sound(service)
    with pytest.raises(NoPlace):
        booking(service, programme, 12, 14)


def test_opening_again_is_done_once_and_lets_one_in() -> None:
    service, actor = open_house(), UserFactory.create()
    programme, group = service.programmes.get().public_id, service.groups.get()
    add_void(
        group_id=group.public_id,
        unit_id=group.units.get().public_id,
        start=day(0),
        end=day(90),
        reason=VoidReason.REPAIRS,
        **said(actor),
    )
    void, key = Void.objects.get().public_id, {**said(actor), "key": "once"}

    def open_again() -> str:
        end_void(void_id=void, **key)
        return "open"

    done = all_at_once([*[open_again] * 4, *[lambda: booking(service, programme, 5, 9)] * 8])
    assert done["open"] == 4
    assert done["kept"] <= 1
    assert done["kept"] + done["NoPlace"] == 8
    assert not Void.objects.exists()
    assert_sound(service)


def test_no_more_is_closed_at_once_than_there_is() -> None:
    service, actor = open_house(beds=3), UserFactory.create()
    days: dict[str, Any] = {"start": day(5), "end": day(10), "reason": VoidReason.REPAIRS}
    group = service.groups.get().public_id

    def close() -> str:
        add_void(group_id=group, places=2, **days, **said(actor))
        return "closed"

    assert all_at_once([close] * 6) == {"closed": 1, "MoreThanOpen": 5}
    assert sum(Void.objects.values_list("places", flat=True)) == 2


class Housekeeper:
    """Changes a house at random and books in it; whatever is granted is looked at before anybody else comes."""

    def __init__(self, seed: int, service: ServiceAtLocation, programme: UUID) -> None:
        self.chance, self.service, self.programme = random.Random(seed), service, programme
        self.group, self.actor = service.groups.get().public_id, UserFactory.create()
        self.done: Counter[str] = Counter()

    def __call__(self) -> str:
        deeds: list[Callable[[], None]] = [self.book, self.book, self.longer, self.longer, self.close]
        deeds += [self.open, self.lower, self.overstay, self.go, self.terms]
        for _ in range(25):
            deed = self.chance.choice(deeds)
            try:
                with transaction.atomic():
                    deed()
                self.done[deed.__name__] += 1
            except (MoreThanOpen, NoPlace, NothingToExtend, StayNotOver, StepExists, LookupError) as refused:
                self.done[type(refused).__name__] += 1
            except (Stay.DoesNotExist, Void.DoesNotExist, Overstay.DoesNotExist):
                self.done["gone"] += 1
        return "went well"

    def book(self) -> None:
        start, end = self.days()
        booking(self.service, self.programme, start, end)
        self.assert_room(Span(day(start), day(end)))

    def longer(self) -> None:
        stay = self.one_of(Stay.objects.filter(released_at__isnull=True))
        end = max(stay.end, TODAY) + (day(self.chance.randrange(1, 15)) - TODAY)
        extend_stay(stay_id=stay.public_id, end=end, reason="TEST", **said(self.actor))
        self.assert_room(Span(stay.end, end))

    def close(self) -> None:
        start, end = self.days()
        units = self.service.groups.get().units.filter(closes__isnull=True)
        add_void(
            group_id=self.group,
            unit_id=self.chance.choice([None, self.one_of(units).public_id]),
            start=day(start),
            end=day(end),
            reason=VoidReason.OTHER,
            **said(self.actor),
        )

    def open(self) -> None:
        end_void(void_id=self.one_of(Void.objects.all()).public_id, **said(self.actor))

    def lower(self) -> None:
        number: dict[str, Any] = {"group_id": self.group, "start": day(self.chance.randrange(0, 40))}
        places = self.chance.randrange(1, 4)
        try:
            declare_places(places=places, **number, **said(self.actor))
        except StepExists:
            correct_places(places=places, **number, **said(self.actor))

    def overstay(self) -> None:
        stay = self.one_of(Stay.objects.filter(released_at__isnull=True, end__lte=TODAY))
        until = day(self.chance.randrange(1, 9))
        record_overstay(stay_id=stay.public_id, expected_end=until, reason_code="TEST", **said(self.actor))

    def go(self) -> None:
        if self.chance.random() < 0.5:
            row = self.one_of(Overstay.objects.all())
            end_overstay(overstay_id=row.public_id, **said(self.actor))
        else:
            stay = self.one_of(Stay.objects.filter(released_at__isnull=True, start__lt=TODAY))
            leave(actor=self.actor, stay_id=stay.public_id, left_on=TODAY, today=TODAY, now=noon(TODAY))

    def terms(self) -> None:
        turnaround = self.chance.randrange(0, 3)
        set_terms(
            service_at_location_id=self.service.public_id,
            turnaround_days=turnaround,
            answer_days=5,
            **said(self.actor),
        )

    def assert_room(self, days: Span) -> None:
        """The house is still locked: of the days that were granted just now none has more people than places."""
        house = house_of(service=ServiceAtLocation.objects.get(pk=self.service.pk), today=TODAY)
        ahead = days.overlap(Span(TODAY, day(4000)))
        assert ahead is None or bookable(house, house.groups[0]).lowest(ahead) >= 0

    def days(self) -> tuple[int, int]:
        start = self.chance.randrange(0, 40)
        return start, start + self.chance.randrange(1, 20)

    def one_of(self, rows: Any) -> Any:
        return self.chance.choice(list(rows.order_by("pk")))


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_changes_at_once_nothing_is_granted_without_a_place(seed: int) -> None:
    service = open_house(beds=[["STEP_FREE"], [], []])
    units = list(service.groups.get().units.order_by("number"))
    taken(units[0], day(-20), day(-2), firmness=Firmness.PRESENT)
    taken(units[1], day(-20), day(6), firmness=Firmness.PRESENT)
    programme = service.programmes.get().public_id
    people = [Housekeeper(seed * 100 + number, service, programme) for number in range(4)]
    assert all_at_once(people) == {"went well": 4}
    done = sum((somebody.done for somebody in people), Counter[str]())
    assert min(done[deed] for deed in ("book", "longer", "close", "open", "lower", "NoPlace")) > 0
    assert_sound(service)
