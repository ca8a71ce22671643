"""Places are kept, moved and given back as the plan says, on the database."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from home.record.events import events_of
from home.record.sweeper import duties, sweep
from providers.capacity.refusal import Reason
from providers.house import house_of
from providers.models import Firmness, Occupation, ServiceAtLocation, Stay
from providers.operations import NoPlace, expire_holds, keep_place, move_stay, release_stay, set_firmness
from tests.factories.providers import (
    TODAY,
    OverstayFactory,
    PauseFactory,
    UnitFactory,
    VoidFactory,
    noon,
    open_house,
    taken,
)
from tests.providers.places import day, keep, unit_of

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


def refusal_of(
    service: ServiceAtLocation, *args: Any, **fields: Any
) -> tuple[Reason, list[tuple[date, date]]]:
    before = Stay.objects.count(), Occupation.objects.count()
    with pytest.raises(NoPlace) as caught:
        keep(service, *args, **fields)
    assert (Stay.objects.count(), Occupation.objects.count()) == before
    refusal = caught.value.refusal
    return refusal.reason, [(span.start, span.end) for span in refusal.days]


def test_a_kept_place_is_a_stay_on_a_unit() -> None:
    service = open_house(turnaround_days=2)
    holder = uuid4()
    stay = keep(service, 1, 31, holder=holder)
    assert (stay.start, stay.end, stay.holder, stay.firmness) == (day(1), day(31), holder, "PROVISIONAL")
    assert stay.limit_end == date(2026, 9, 3), "six calendar months from 3 March"
    row = Occupation.objects.get(stay=stay)
    # 2 April 2026 is a Thursday; then come Good Friday and a weekend.
    assert (row.start, row.blocked_until) == (day(1), date(2026, 4, 7))


def test_a_stay_has_no_limit_of_its_own_where_the_programme_states_none() -> None:
    stay = keep(open_house(months=None), 0, 30)
    assert stay.limit_end is None


def test_the_next_person_comes_on_the_day_the_last_one_leaves() -> None:
    service = open_house()
    keep(service, 0, 10)
    keep(service, 10, 20)
    assert refusal_of(service, 9, 12) == (Reason.FULL, [(day(9), day(12))])


def test_each_write_makes_a_new_version() -> None:
    service = open_house()
    before = service.version
    keep(service, 0, 10)
    service.refresh_from_db()
    assert service.version > before


def test_somebody_moves_to_make_room_and_keeps_the_id_of_the_row() -> None:
    service = open_house(beds=[["STEP_FREE"], []])
    step_free, plain = service.groups.get().units.order_by("number")
    guest = taken(step_free, day(2), day(6), firmness=Firmness.OFFERED)
    row = Occupation.objects.get(stay=guest)
    wheelchair = keep(service, 4, 8, "STEP_FREE")
    assert (unit_of(wheelchair), unit_of(guest)) == (step_free, plain)
    assert Occupation.objects.get(stay=guest).pk == row.pk


@pytest.mark.parametrize("firmness", [Firmness.ACCEPTED, Firmness.PRESENT])
def test_how_far_somebody_moves_depends_on_how_firm_they_are(firmness: str) -> None:
    """Accepted: within the house. Present: not at all."""
    service = open_house(beds=[["STEP_FREE"], []])
    step_free, plain = service.groups.get().units.order_by("number")
    guest = taken(step_free, day(0), day(6), firmness=firmness)
    if firmness == Firmness.PRESENT:
        with pytest.raises(NoPlace) as caught:
            keep(service, 4, 8, "STEP_FREE")
        assert caught.value.refusal.needs == ("STEP_FREE",)
        assert unit_of(guest) == step_free
    else:
        keep(service, 4, 8, "STEP_FREE")
        assert unit_of(guest) == plain


def test_who_has_begun_a_stay_is_not_moved() -> None:
    service = open_house(beds=[["STEP_FREE"], []])
    step_free, _ = service.groups.get().units.order_by("number")
    taken(step_free, day(-3), day(6), firmness=Firmness.ACCEPTED)
    with pytest.raises(NoPlace):
        keep(service, 4, 8, "STEP_FREE")


def test_a_bed_for_women_is_for_those_who_need_it() -> None:
    service = open_house(beds=[["WOMEN_ONLY"]])
    assert refusal_of(service, 0, 5)[0] is Reason.FULL
    keep(service, 0, 5, "WOMEN_ONLY")
    whole_house = open_house(beds=[["WOMEN_ONLY"]], house_rules=["WOMEN_ONLY"])
    keep(whole_house, 0, 5)


def test_numbers_that_nobody_confirmed_lately_let_nobody_in() -> None:
    service = open_house(confirmed_at=noon(day(-30)))
    keep(service, 0, 5)
    service = open_house(confirmed_at=noon(day(-31)))
    assert refusal_of(service, 0, 5)[0] is Reason.STALE
    service = open_house(confirmed_at=None)
    assert refusal_of(service, 0, 5)[0] is Reason.STALE


def test_a_pause_lets_nobody_in_from_its_first_day_to_its_last() -> None:
    service = open_house()
    pause = PauseFactory.create(service_at_location=service, start=day(0), end=day(1))
    assert refusal_of(service, 5, 9)[0] is Reason.PAUSED
    pause.start, pause.end = day(1), None
    pause.save()
    keep(service, 5, 9)


def test_what_is_closed_archived_or_over_lets_nobody_in() -> None:
    assert refusal_of(open_house(closed_at=noon(TODAY)), 0, 5)[0] is Reason.ENDED
    assert refusal_of(open_house(provider__archived_at=noon(TODAY)), 0, 5)[0] is Reason.ENDED
    service = open_house()
    service.programmes.update(end=day(0))
    assert refusal_of(service, 0, 5)[0] is Reason.ENDED
    service.programmes.update(end=day(4))
    assert refusal_of(service, 0, 5)[0] is Reason.PROGRAMME


def test_a_stay_is_not_longer_than_the_limit_and_does_not_begin_in_the_past() -> None:
    service = open_house(months=1)
    assert refusal_of(service, 0, 32) == (Reason.PROGRAMME, [(date(2026, 4, 2), day(32))])
    assert refusal_of(service, -1, 5)[0] is Reason.PAST
    with pytest.raises(ValueError, match="end after"):
        keep(service, 5, 5)
    keep(service, 0, 31)


def test_a_programme_of_somebody_else_pays_for_nothing() -> None:
    other = open_house().programmes.get()
    assert refusal_of(open_house(), 0, 5, programme_id=other.public_id)[0] is Reason.PROGRAMME


def test_an_overstay_is_in_the_way() -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    stay = taken(unit, day(-9), day(-1), firmness=Firmness.PRESENT)
    OverstayFactory.create(stay=stay, unit=unit, start=day(-1), end=day(3))
    assert refusal_of(service, 2, 6) == (Reason.FULL, [(day(2), day(3))])
    keep(service, 3, 6)


def test_a_place_is_kept_only_within_a_transaction(transactional_db: None) -> None:
    service = open_house()
    with pytest.raises(TransactionManagementError):
        keep_place(
            service_at_location_id=service.public_id,
            programme_id=service.programmes.get().public_id,
            start=day(0),
            end=day(1),
            requirement_codes=(),
            firmness=Firmness.PROVISIONAL,
            holder=uuid4(),
            today=TODAY,
        )


def test_a_booking_reads_no_more_with_a_long_past() -> None:
    young, old = open_house(beds=2), open_house(beds=2)
    unit, _ = old.groups.get().units.order_by("number")
    for number in range(20):
        taken(unit, day(-300 + 10 * number), day(-295 + 10 * number), firmness=Firmness.PRESENT)
    read = []
    for service in (young, old):
        with CaptureQueriesContext(connection) as queries:
            keep(service, 0, 5)
        read.append(len(queries))
    assert read[0] == read[1] <= 20
    house = house_of(service=old, today=TODAY)
    assert len(house.stays) == 1


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


def test_a_place_that_is_full_is_left_unlocked_and_unswept() -> None:
    """The savepoint of a refusal takes everything back with it."""
    service = open_house(beds=1)
    keep(service, 0, 9)
    version = ServiceAtLocation.objects.get(pk=service.pk).version
    with transaction.atomic():
        with pytest.raises(NoPlace):
            keep(service, 0, 9)
        assert ServiceAtLocation.objects.get(pk=service.pk).version == version


def test_units_beyond_the_declared_number_let_nobody_in() -> None:
    service = open_house(beds=1)
    UnitFactory.create(group=service.groups.get(), number=2)
    keep(service, 0, 9)
    assert refusal_of(service, 0, 9)[0] is Reason.FULL
