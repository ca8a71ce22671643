"""What the database itself refuses, and that it goes on doing so when a table is altered."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from providers.constraints import NoOverlap
from providers.models import CapacityStep, Firmness, Occupation, OccupationKind
from tests.factories.providers import (
    TODAY,
    CapacityStepFactory,
    OccupationFactory,
    StayFactory,
    UnitFactory,
    VoidFactory,
    open_house,
    taken,
)

pytestmark = pytest.mark.django_db

GUARDS = {
    "capacity_step_not_negative",
    "capacity_step_once_a_day",
    "occupation_blocked_after_start",
    "occupation_no_overlap",
    "occupation_one_for_a_stay",
    "occupation_stay_or_closed",
    "overstay_end_after_start",
    "pause_end_not_before_start",
    "programme_offer_once",
    "provider_country_known",
    "providermembership_end_after_start",
    "service_answer_days_positive",
    "service_max_age_positive",
    "service_unit_kind_known",
    "stay_end_after_start",
    "stay_firmness_known",
    "stay_one_for_a_holder",
    "stay_only_unsure_expires",
    "stay_within_limit",
    "unit_closes_not_before_opens",
    "unit_number_once_a_group",
    "unitgroup_closes_after_opens",
    "void_end_after_start",
    "void_of_one_named_place",
    "void_places_positive",
    "void_reason_known",
}


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'providers_occupation'"
        )
        return {name for (name,) in cursor.fetchall()}


def guards() -> set[str]:
    """Names of the constraints of this app's tables, as the database knows them."""
    with connection.cursor() as cursor:
        tables = [
            table for table in connection.introspection.table_names(cursor) if table.startswith("providers_")
        ]
        names = {name for table in tables for name in connection.introspection.get_constraints(cursor, table)}
    if connection.vendor == "sqlite" and triggers() == {
        "occupation_no_overlap_insert",
        "occupation_no_overlap_update",
    }:
        names.add("occupation_no_overlap")
    return names


def test_the_database_keeps_its_guards_after_all_migrations() -> None:
    assert guards() >= GUARDS


def refused(make: Any) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [(-5, 0, False), (-5, 1, True), (2, 4, True), (-1, 11, True), (9, 12, True), (10, 12, False)],
)
def test_no_unit_is_taken_twice(start: int, end: int, overlaps: bool) -> None:
    unit = UnitFactory.create()
    OccupationFactory.create(unit=unit, start=day(0), blocked_until=day(10))
    assert (
        refused(lambda: OccupationFactory.create(unit=unit, start=day(start), blocked_until=day(end)))
        == overlaps
    )
    assert not refused(lambda: OccupationFactory.create(start=day(start), blocked_until=day(end)))


def test_what_was_given_back_is_in_nobodys_way_and_does_not_come_back() -> None:
    unit = UnitFactory.create()
    given_back = OccupationFactory.create(unit=unit, start=day(0), blocked_until=day(10), released_at=day(0))
    OccupationFactory.create(unit=unit, start=day(5), blocked_until=day(15))
    rows = Occupation.objects.filter(pk=given_back.pk)
    assert refused(lambda: rows.update(released_at=None))


def test_changing_a_row_is_guarded_as_adding_one() -> None:
    unit = UnitFactory.create()
    OccupationFactory.create(unit=unit, start=day(0), blocked_until=day(10))
    other = OccupationFactory.create(start=day(9), blocked_until=day(15))
    rows = Occupation.objects.filter(pk=other.pk)
    assert refused(lambda: rows.update(unit=unit))
    assert rows.update(start=day(10)) == 1
    assert rows.update(unit=unit) == 1
    assert refused(lambda: rows.update(start=day(9)))


def test_a_closure_and_a_stay_exclude_each_other() -> None:
    void = VoidFactory.create()
    unit = UnitFactory.create(group=void.group)
    OccupationFactory.create(unit=unit, start=day(0), blocked_until=day(10))
    closure = {"unit": unit, "void": void, "stay": None, "kind": OccupationKind.CLOSED}
    assert refused(lambda: Occupation.objects.create(**closure, start=day(9), blocked_until=day(12)))
    Occupation.objects.create(**closure, start=day(10), blocked_until=day(12))


@pytest.mark.parametrize(
    "fields",
    [
        {"end": TODAY},
        {"limit_end": day(1), "end": day(2)},
        {"firmness": "SURE"},
        {"firmness": Firmness.ACCEPTED, "hold_expires_at": "2026-03-02T12:00Z"},
    ],
)
def test_a_stay_has_a_shape(fields: dict[str, Any]) -> None:
    assert refused(lambda: StayFactory.create(**fields))


def test_a_holder_has_one_stay_at_a_time() -> None:
    stay = StayFactory.create()
    assert refused(lambda: StayFactory.create(holder=stay.holder))
    stay.released_at = TODAY
    stay.save()
    StayFactory.create(holder=stay.holder)


def test_two_steps_on_one_day_are_refused() -> None:
    step = CapacityStepFactory.create()
    assert refused(lambda: CapacityStep.objects.create(group=step.group, start=step.start, places=3))


def test_the_form_of_the_guard_for_people() -> None:
    service = open_house()
    unit = service.groups.get().units.get()
    taken(unit, day(0), day(10))
    overlapping = Occupation(
        unit=unit, stay=StayFactory.create(), kind=OccupationKind.STAY, start=day(9), blocked_until=day(12)
    )
    with pytest.raises(ValidationError, match="already taken"):
        overlapping.validate_constraints()
    overlapping.start = day(10)
    overlapping.validate_constraints()


@pytest.mark.django_db(transaction=True)
def test_the_guard_outlives_an_altered_field() -> None:
    """SQLite rebuilds the table for it, and what is not of the model's constraints is gone then."""
    field = Occupation._meta.get_field("kind")
    wider: models.CharField[str, str] = models.CharField(max_length=20)
    wider.set_attributes_from_name("kind")
    wider.model = Occupation
    with connection.schema_editor() as editor:
        editor.alter_field(Occupation, field, wider)
        editor.alter_field(Occupation, wider, field)
    assert "occupation_no_overlap" in guards()
    unit = UnitFactory.create()
    OccupationFactory.create(unit=unit)
    assert refused(lambda: OccupationFactory.create(unit=unit))


@pytest.mark.django_db(transaction=True)
def test_the_guard_can_be_taken_off_and_put_on() -> None:
    guard = next(each for each in Occupation._meta.constraints if isinstance(each, NoOverlap))
    others = [each for each in Occupation._meta.constraints if each is not guard]
    Occupation._meta.constraints = others
    try:
        with connection.schema_editor() as editor:
            editor.remove_constraint(Occupation, guard)
        assert "occupation_no_overlap" not in guards()
    finally:
        Occupation._meta.constraints = [*others, guard]
        with connection.schema_editor() as editor:
            editor.add_constraint(Occupation, guard)
    assert "occupation_no_overlap" in guards()


def test_the_guard_is_written_into_migrations_as_it_is() -> None:
    guard = next(each for each in Occupation._meta.constraints if isinstance(each, NoOverlap))
    path, args, kwargs = guard.deconstruct()
    assert path == "providers.constraints.NoOverlap"
    again = NoOverlap(*args, **kwargs)
    assert again == guard
    assert NoOverlap(**{**kwargs, "name": "other"}) != guard
