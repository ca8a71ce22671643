"""Longer than was promised: where somebody allowed it and it displaces nobody, or as a recorded exception."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from home.record.events import events_of
from home.record.receipts import KeyReused
from home.users.models import User
from providers.capacity.ledger import bookable, shortfall
from providers.capacity.refusal import Reason
from providers.capacity.workdays import turnaround_end
from providers.house import house_of
from providers.models import Firmness, Occupation, Overstay, ServiceAtLocation, Stay
from providers.operations import (
    NoPlace,
    NothingToExtend,
    StayNotOver,
    end_overstay,
    extend_stay,
    record_overstay,
    release_stay,
)
from providers.operations import (
    leave as end_stay,
)
from tests.factories.providers import TODAY, VoidFactory, noon, open_house, taken
from tests.factories.users import UserFactory
from tests.providers.places import day, keep, refusal_of, unit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    user: User = UserFactory.create()
    return user


def extend(actor: User, stay: Stay, end: int, **said: Any) -> Any:
    result = extend_stay(
        **{
            "actor": actor,
            "key": uuid4(),
            "stay_id": stay.public_id,
            "end": day(end),
            "reason": "FLAT_NOT_READY",
            "today": TODAY,
            "now": noon(TODAY),
            **said,
        }
    )
    stay.refresh_from_db()
    return result


def overstay(actor: User, stay: Stay, end: int, **said: Any) -> Any:
    return record_overstay(
        **{
            "actor": actor,
            "key": uuid4(),
            "stay_id": stay.public_id,
            "expected_end": day(end),
            "reason_code": "FLAT_NOT_READY",
            "today": TODAY,
            "now": noon(TODAY),
            **said,
        }
    )


def leave(actor: User, recorded: Any, today: date) -> Any:
    return end_overstay(
        actor=actor, key=uuid4(), overstay_id=recorded["overstay"], today=today, now=noon(today)
    )


def numbers(service: ServiceAtLocation, number: int) -> tuple[int, int]:
    """Places left and places short on a day."""
    house = house_of(service=service, today=TODAY)
    (group,) = house.groups
    return bookable(house, group).at(day(number)), shortfall(house, group).at(day(number))


def test_an_extension_raises_the_limit_and_says_who_and_why(officer: User) -> None:
    service = open_house(beds=1)
    stay = taken(service.groups.get().units.get(), day(-5), day(10), firmness=Firmness.PRESENT)
    Stay.objects.filter(pk=stay.pk).update(limit_end=day(12))
    extend(officer, stay, 20)
    assert (stay.end, stay.limit_end) == (day(20), day(20))
    assert Occupation.objects.get(stay=stay).blocked_until == day(20)
    (event,) = events_of(stay.public_id)
    assert (event.kind, event.actor_id, event.reason_code) == (
        "stay.extended",
        officer.public_id,
        "FLAT_NOT_READY",
    )
    assert (event.from_state, event.to_state) == (day(10).isoformat(), day(20).isoformat())


def test_an_extension_within_the_limit_leaves_it_as_it_is(officer: User) -> None:
    stay = keep(open_house(), 0, 10, limit_end=day(30))
    extend(officer, stay, 20)
    assert (stay.end, stay.limit_end) == (day(20), day(30))


def test_an_extension_moves_those_to_come_and_displaces_nobody(officer: User) -> None:
    service = open_house(beds=2)
    one, other = service.groups.get().units.order_by("number")
    stay = taken(one, day(-5), day(10), firmness=Firmness.PRESENT)
    follower = taken(one, day(10), day(20), firmness=Firmness.OFFERED)
    extend(officer, stay, 15)
    assert (unit_of(stay), unit_of(follower)) == (one, other)
    taken(one, day(15), day(30), firmness=Firmness.OFFERED)
    with pytest.raises(NoPlace) as caught:
        extend(officer, stay, 16)
    assert caught.value.refusal.reason is Reason.FULL
    assert [(span.start, span.end) for span in caught.value.refusal.days] == [(day(15), day(16))]
    stay.refresh_from_db()
    assert stay.end == day(15)
    assert events_of(stay.public_id).count() == 1


def test_nothing_is_extended_into_a_day_without_a_place_left(officer: User) -> None:
    service = open_house(beds=2)
    group = service.groups.get()
    one, other = group.units.order_by("number")
    stay = taken(one, day(-5), day(10), firmness=Firmness.PRESENT)
    taken(other, day(-5), day(30), firmness=Firmness.PRESENT)
    VoidFactory.create(group=group, start=day(12), end=day(14))
    with pytest.raises(NoPlace):
        extend(officer, stay, 13)
    extend(officer, stay, 12)


def test_an_extension_is_done_once(officer: User) -> None:
    stay = keep(open_house(), 0, 10)
    first = extend(officer, stay, 20, key="one")
    assert extend(officer, stay, 20, key="one") == first
    assert events_of(stay.public_id).count() == 1
    with pytest.raises(KeyReused):
        extend(officer, stay, 21, key="one")
    with pytest.raises(NothingToExtend):
        extend(officer, stay, 20)


def test_an_extension_ends_with_the_programme(officer: User) -> None:
    service = open_house()
    stay = keep(service, 0, 10)
    service.programmes.update(end=day(15))
    with pytest.raises(NoPlace) as caught:
        extend(officer, stay, 16)
    assert caught.value.refusal.reason is Reason.PROGRAMME


@pytest.mark.parametrize("operation", [extend, overstay])
def test_a_reason_is_a_code(officer: User, operation: Any) -> None:
    stay = taken(open_house().groups.get().units.get(), day(-5), day(-1), firmness=Firmness.PRESENT)
    said = "reason" if operation is extend else "reason_code"
    for words in ("Jaan has no flat", "", "A" * 81):
        with pytest.raises(ValueError, match="code"):
            operation(officer, stay, 5, **{said: words})


def test_what_is_over_or_given_back_is_not_extended(officer: User) -> None:
    unit = open_house().groups.get().units.get()
    with pytest.raises(NoPlace):
        extend(officer, taken(unit, day(-5), day(-1), firmness=Firmness.PRESENT), 5)
    stay = taken(unit, day(1), day(9))
    release_stay(stay_id=stay.public_id, today=TODAY)
    with pytest.raises(Stay.DoesNotExist):
        extend(officer, stay, 12)


def test_an_overstay_is_seen_by_all_who_plan_with_the_place(officer: User) -> None:
    service = open_house()
    stay = taken(service.groups.get().units.get(), day(-9), day(-2), firmness=Firmness.PRESENT)
    recorded = overstay(officer, stay, 4)
    row = Overstay.objects.get(public_id=recorded["overstay"])
    assert (row.start, row.end, row.reason, row.created_by) == (day(-2), day(4), "FLAT_NOT_READY", officer)
    assert refusal_of(service, 3, 9) == (Reason.FULL, [(day(3), day(4))])
    keep(service, 4, 9)
    (event,) = events_of(stay.public_id)
    assert (event.kind, event.actor_id) == ("stay.overstayed", officer.public_id)


def test_who_comes_next_goes_to_a_free_place_where_there_is_one(officer: User) -> None:
    service = open_house(beds=2)
    one, other = service.groups.get().units.order_by("number")
    stay = taken(one, day(-9), TODAY, firmness=Firmness.PRESENT)
    follower = taken(one, day(1), day(20), firmness=Firmness.ACCEPTED)
    overstay(officer, stay, 4)
    assert unit_of(follower) == other
    assert numbers(service, 2) == (0, 0)


def test_the_place_stays_empty_for_its_turnaround_after_an_overstay(officer: User) -> None:
    service = open_house(turnaround_days=2)
    unit = service.groups.get().units.get()
    stay = taken(unit, day(-9), day(-2), firmness=Firmness.PRESENT)
    recorded = overstay(officer, stay, 4)
    # The fourth day is a Friday: Friday and Monday are the two working days.
    assert Overstay.objects.get().blocked_until == day(8)
    assert numbers(service, 5) == (1, 0)
    with pytest.raises(NoPlace):
        keep(service, 7, 9)
    leave(officer, recorded, day(2))
    assert Overstay.objects.get().blocked_until == day(4)
    keep(service, 4, 9, today=day(2))


def test_who_would_come_within_the_turnaround_goes_elsewhere(officer: User) -> None:
    service = open_house(beds=2, turnaround_days=2)
    one, other = service.groups.get().units.order_by("number")
    stay = taken(one, day(-9), TODAY, firmness=Firmness.PRESENT)
    follower = taken(one, day(6), day(20), firmness=Firmness.ACCEPTED)
    overstay(officer, stay, 4)
    assert unit_of(follower) == other


def test_a_longer_turnaround_takes_nothing_that_was_promised_after_an_overstay(officer: User) -> None:
    service = open_house()
    stay = taken(service.groups.get().units.get(), day(-9), day(-2), firmness=Firmness.PRESENT)
    recorded = overstay(officer, stay, 8)
    keep(service, 8, 20)
    ServiceAtLocation.objects.filter(pk=service.pk).update(turnaround_days=5)
    leave(officer, recorded, day(7))
    assert Overstay.objects.get().blocked_until == day(8)


def test_an_overstay_evicts_nobody_and_the_shortfall_shows(officer: User) -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    stay = taken(unit, day(-9), TODAY, firmness=Firmness.PRESENT)
    follower = taken(unit, day(1), day(20), firmness=Firmness.ACCEPTED)
    overstay(officer, stay, 4)
    assert unit_of(follower) == unit
    assert (numbers(service, 0), numbers(service, 2), numbers(service, 4)) == ((0, 0), (-1, 1), (0, 0))


def test_there_is_no_overstay_before_the_end(officer: User) -> None:
    unit = open_house().groups.get().units.get()
    with pytest.raises(StayNotOver):
        overstay(officer, taken(unit, day(-5), day(1), firmness=Firmness.PRESENT), 5)
    over = taken(unit, day(-9), day(-5), firmness=Firmness.PRESENT)
    with pytest.raises(ValueError, match="to come"):
        overstay(officer, over, 0)


def test_an_overstay_that_goes_on_is_another_row_after_the_first(officer: User) -> None:
    service = open_house()
    stay = taken(service.groups.get().units.get(), day(-9), day(-2), firmness=Firmness.PRESENT)
    first = overstay(officer, stay, 4, key="one")
    assert overstay(officer, stay, 4, key="one") == first
    with pytest.raises(StayNotOver):
        overstay(officer, stay, 6)
    overstay(officer, stay, 9, today=day(5), now=noon(day(5)))
    assert list(stay.overstays.order_by("start").values_list("start", "end")) == [
        (day(-2), day(4)),
        (day(4), day(9)),
    ]


def test_when_they_leave_the_place_is_free(officer: User) -> None:
    service = open_house()
    stay = taken(service.groups.get().units.get(), day(-9), day(-2), firmness=Firmness.PRESENT)
    recorded = overstay(officer, stay, 10)
    leave(officer, recorded, day(3))
    assert Overstay.objects.get().end == day(3)
    keep(service, 3, 9, today=day(3))
    leave(officer, recorded, day(5))
    assert Overstay.objects.get().end == day(3), "what is over stays as it was"
    assert [event.kind for event in events_of(stay.public_id)][-1] == "stay.overstay_ended"


def test_an_overstay_that_came_to_no_day_is_gone(officer: User) -> None:
    service = open_house()
    stay = taken(service.groups.get().units.get(), day(-9), TODAY, firmness=Firmness.PRESENT)
    recorded = overstay(officer, stay, 10)
    leave(officer, recorded, TODAY)
    assert not Overstay.objects.exists()
    keep(service, 0, 9)
    with pytest.raises(Overstay.DoesNotExist):
        leave(officer, recorded, TODAY)


def test_who_leaves_early_frees_the_place_though_turnaround_was_made_longer() -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    stay = taken(unit, day(-5), day(10), firmness=Firmness.PRESENT)
    taken(unit, day(10), day(20), firmness=Firmness.ACCEPTED)
    ServiceAtLocation.objects.filter(pk=service.pk).update(turnaround_days=5)
    release_stay(stay_id=stay.public_id, today=TODAY, from_date=day(8))
    assert Occupation.objects.get(stay=stay).blocked_until == day(10)


def depart(stay: Stay, left: int, today: int) -> None:
    with transaction.atomic():
        end_stay(
            actor=UserFactory.create(),
            stay_id=stay.public_id,
            left_on=day(left),
            today=day(today),
            now=noon(day(today)),
        )


def test_who_left_frees_the_place_from_that_day() -> None:
    service = open_house(turnaround_days=1)
    stay = taken(service.groups.get().units.get(), day(-5), day(10), firmness=Firmness.PRESENT)
    depart(stay, -2, 0)
    stay.refresh_from_db()
    # A Saturday: Monday is the working day on which the place stays empty.
    assert (stay.end, Occupation.objects.get(stay=stay).blocked_until) == (day(-2), day(1))
    keep(service, 1, 9)


def test_who_left_ends_the_overstay_as_well(officer: User) -> None:
    service = open_house(turnaround_days=1)
    stay = taken(service.groups.get().units.get(), day(-9), day(-6), firmness=Firmness.PRESENT)
    overstay(officer, stay, 9)
    depart(stay, 0, 0)
    row = Overstay.objects.get()
    assert (row.end, row.blocked_until) == (TODAY, day(1))
    keep(service, 1, 9)
    stay.refresh_from_db()
    assert stay.end == day(-6)


def test_nobody_has_left_on_a_day_to_come() -> None:
    stay = keep(open_house(), 0, 10)
    with pytest.raises(ValueError, match="still there"):
        depart(stay, 1, 0)


def late(service: ServiceAtLocation) -> Stay:
    """Somebody in the first bed whose last day passed four days ago; nobody said that they are still there."""
    return taken(service.groups.get().units.get(number=1), day(-20), day(-4), firmness=Firmness.PRESENT)


def test_who_left_late_without_a_word_leaves_turnaround_after_the_real_day() -> None:
    service = open_house(turnaround_days=3)
    stay, empty_until = late(service), turnaround_end(TODAY, 3, "EE")
    first = (empty_until - TODAY).days
    depart(stay, 0, 0)
    stay.refresh_from_db()
    row = Overstay.objects.get()
    assert (row.stay, row.start, row.end, row.blocked_until) == (stay, day(-4), TODAY, empty_until)
    assert (stay.end, row.reason) == (day(-4), "NOT_RECORDED")
    (event,) = events_of(stay.public_id)
    assert (event.kind, row.created_by is not None) == ("stay.overstayed", True)
    assert (event.from_state, event.to_state) == (day(-4).isoformat(), TODAY.isoformat())
    with pytest.raises(NoPlace):
        keep(service, first - 1, 30)
    keep(service, first, 30)


def test_what_was_recorded_too_short_is_made_true(officer: User) -> None:
    service = open_house(turnaround_days=3)
    stay = late(service)
    overstay(officer, stay, 2)
    depart(stay, 5, 5)
    rows = Overstay.objects.order_by("start").values_list("start", "end", "blocked_until")
    assert list(rows)[1] == (day(2), day(5), turnaround_end(day(5), 3, "EE"))
    assert len(rows) == 2


def test_whoever_is_in_the_place_by_then_keeps_it() -> None:
    service = open_house(beds=2, turnaround_days=3)
    stay = late(service)
    following = taken(service.groups.get().units.get(number=1), day(-1), day(20), firmness=Firmness.PRESENT)
    depart(stay, 0, 0)
    assert unit_of(following).number == 1
    assert numbers(service, 0) == (1, 0)


def test_whoever_was_to_come_next_gets_the_other_place_or_keeps_this() -> None:
    service = open_house(beds=2, turnaround_days=3)
    stay = late(service)
    first, second = service.groups.get().units.order_by("number")
    following = taken(first, day(1), day(20))
    depart(stay, 0, 0)
    assert unit_of(following) == second
    lonely = open_house(turnaround_days=3)
    stay = late(lonely)
    following = taken(lonely.groups.get().units.get(), day(1), day(20))
    depart(stay, 0, 0)
    assert Occupation.objects.get(stay=following).start == day(1)


@pytest.mark.parametrize("left", [-10, -4])
def test_who_left_in_time_was_not_late(left: int) -> None:
    stay = late(open_house(turnaround_days=3))
    depart(stay, left, 0)
    assert not Overstay.objects.exists()
