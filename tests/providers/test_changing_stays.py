"""Stays that were promised change their days, are given back, get firmer, or expire."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from home.record.events import events_of
from home.record.sweeper import duties, sweep
from providers.capacity.refusal import Reason
from providers.models import Firmness, Occupation, Stay
from providers.operations import NoPlace, expire_holds, move_stay, release_stay, set_firmness
from tests.factories.providers import TODAY, VoidFactory, noon, open_house, taken
from tests.providers.places import day, keep, refusal_of, unit_of

pytestmark = pytest.mark.django_db


def move(stay: Stay, start: int, end: int, limit_end: date | None = None) -> None:
    with transaction.atomic():
        move_stay(stay_id=stay.public_id, start=day(start), end=day(end), limit_end=limit_end, today=TODAY)
    stay.refresh_from_db()


def release(stay: Stay, *, from_date: date | None = None, today: date = TODAY) -> None:
    with transaction.atomic():
        release_stay(stay_id=stay.public_id, today=today, from_date=from_date)
    stay.refresh_from_db()


def firm(stay: Stay, firmness: str) -> None:
    with transaction.atomic():
        set_firmness(stay_id=stay.public_id, firmness=firmness)
    stay.refresh_from_db()


def test_giving_back_frees_the_place_at_once_and_twice_is_once() -> None:
    service = open_house()
    stay = keep(service, 5, 10)
    release(stay)
    release(stay, today=day(1))
    assert stay.released_at == TODAY
    keep(service, 5, 10)


def test_who_leaves_early_frees_the_rest() -> None:
    service = open_house(turnaround_days=1)
    stay = taken(service.groups.get().units.get(), day(-5), day(20), firmness=Firmness.PRESENT)
    release(stay, from_date=day(3))
    assert (stay.end, stay.released_at) == (day(3), None)
    assert refusal_of(service, 3, 6) == (Reason.FULL, [(day(3), day(4))]), "the day of turnaround"
    keep(service, 4, 8)


def test_giving_back_without_a_day_keeps_the_days_that_were() -> None:
    service = open_house()
    stay = taken(service.groups.get().units.get(), day(-5), day(20), firmness=Firmness.ACCEPTED)
    release(stay)
    assert (stay.start, stay.end) == (day(-5), TODAY)
    release(stay, from_date=day(7))
    assert stay.end == TODAY


def test_what_is_accepted_does_not_expire() -> None:
    stay = keep(open_house(), 5, 10, hold_expires_at=noon(day(2)))
    firm(stay, Firmness.OFFERED)
    assert stay.hold_expires_at == noon(day(2))
    firm(stay, Firmness.ACCEPTED)
    assert stay.firmness == Firmness.ACCEPTED
    assert Stay.objects.get(pk=stay.pk).hold_expires_at is None


def test_a_hold_counts_until_it_is_swept_and_a_booking_sweeps_its_house() -> None:
    service, other = open_house(), open_house()
    held, elsewhere = (keep(house, 0, 9, hold_expires_at=noon(day(1))) for house in (service, other))
    assert refusal_of(service, 2, 5, today=day(1), now=noon(day(1)) - timedelta(seconds=1))[0] is Reason.FULL
    keep(service, 2, 5, today=day(1), now=noon(day(1)))
    held.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (held.released_at, elsewhere.released_at) == (day(1), None)
    assert [event.kind for event in events_of(held.public_id)] == ["stay.expired"]


def test_the_sweeper_gives_back_expired_holds_once() -> None:
    assert "providers.expire_holds" in duties()
    stays = [keep(open_house(), 0, 9, hold_expires_at=noon(day(number))) for number in range(3)]
    assert sweep(now=noon(day(1)))["providers.expire_holds"] == 2
    assert expire_holds(noon(day(1))) == 0
    for stay in stays:
        stay.refresh_from_db()
    assert [stay.released_at for stay in stays] == [day(1), day(1), None]


def test_a_stay_moves_to_other_days_if_there_is_room() -> None:
    service = open_house()
    first, second = keep(service, 0, 10), keep(service, 20, 30)
    move(second, 10, 25)
    assert (second.start, second.end) == (day(10), day(25))
    with pytest.raises(NoPlace):
        move(second, 9, 25)
    move(first, 0, 5)
    move(second, 5, 25)
    assert Occupation.objects.filter(released_at__isnull=True).count() == 2


def test_a_present_stay_is_extended_on_its_own_bed_or_not_at_all() -> None:
    service = open_house(beds=2)
    one, other = service.groups.get().units.order_by("number")
    present = taken(one, day(-5), day(10), firmness=Firmness.PRESENT)
    follower = taken(one, day(12), day(20), firmness=Firmness.OFFERED)
    move(present, -5, 15)
    assert (unit_of(present), unit_of(follower)) == (one, other)
    firm(follower, Firmness.PRESENT)
    taken(one, day(15), day(30), firmness=Firmness.PRESENT)
    with pytest.raises(NoPlace):
        move(present, -5, 16)


def test_a_stay_that_has_begun_begins_when_it_began() -> None:
    stay = taken(open_house().groups.get().units.get(), day(-5), day(10), firmness=Firmness.PRESENT)
    with pytest.raises(NoPlace) as caught:
        move(stay, -3, 10)
    assert caught.value.refusal.reason is Reason.PAST


@pytest.mark.parametrize("firmness", [Firmness.OFFERED, Firmness.ACCEPTED])
def test_who_has_not_come_may_still_come_later(firmness: Firmness) -> None:
    service = open_house()
    stay = taken(service.groups.get().units.get(), day(-5), day(10), firmness=firmness)
    move(stay, 3, 18)
    assert (stay.start, stay.end) == (day(3), day(18))
    [row] = stay.occupations.filter(released_at__isnull=True)
    assert (row.start, row.blocked_until) == (day(3), day(18))
    assert keep(service, 0, 3)
    with pytest.raises(NoPlace):
        move(stay, -1, 18)


def test_an_extension_needs_a_day_with_a_place_left_but_loses_none_it_has() -> None:
    service = open_house()
    group = service.groups.get()
    stay = taken(group.units.get(), day(0), day(10), firmness=Firmness.ACCEPTED)
    group.steps.create(start=day(5), places=0)
    with pytest.raises(NoPlace):
        move(stay, 0, 11)
    move(stay, 0, 9)
    VoidFactory.create(group=group, start=day(0), end=day(3))
    move(stay, 1, 9)
    assert (stay.start, stay.end) == (day(1), day(9))


def test_a_stay_that_was_given_back_is_not_changed() -> None:
    stay = keep(open_house(), 5, 10)
    release(stay)
    with pytest.raises(Stay.DoesNotExist):
        firm(stay, Firmness.ACCEPTED)
    with pytest.raises(Stay.DoesNotExist):
        move(stay, 5, 9)
