"""Places are kept, moved and given back as the plan says, on the database."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from providers.capacity.refusal import Reason
from providers.house import house_of
from providers.models import Firmness, Occupation, ServiceAtLocation
from providers.operations import NoPlace, keep_place
from tests.factories.providers import (
    TODAY,
    OverstayFactory,
    PauseFactory,
    UnitFactory,
    noon,
    open_house,
    taken,
)
from tests.providers.places import day, keep, refusal_of, unit_of

pytestmark = pytest.mark.django_db


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
