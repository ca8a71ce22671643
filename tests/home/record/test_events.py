from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction

from home.record.constraints import AppendOnly
from home.record.events import events_of, record_event
from home.record.models import Event

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def happened(**changed: Any) -> Event:
    values: dict[str, Any] = {
        "kind": "referral.submitted",
        "subject_kind": "referral",
        "subject_id": uuid4(),
        "at": NOW,
    }
    return record_event(**(values | changed))


def is_guarded() -> bool:
    event = happened()
    try:
        with transaction.atomic():
            Event.objects.filter(pk=event.pk).update(kind="changed")
    except IntegrityError:
        return True
    return False


@pytest.mark.django_db
def test_what_happened_to_a_subject_is_told_in_order() -> None:
    subject = uuid4()
    later = happened(subject_id=subject, at=NOW + timedelta(hours=1), from_state="A", to_state="B")
    first = happened(subject_id=subject, actor_id=UUID(int=7), reason_code="WISH", note_sealed=b"\x01")
    same_time = happened(subject_id=subject, at=later.at)
    happened()
    assert list(events_of(subject)) == [first, later, same_time]
    stored = events_of(subject)[0]
    assert (stored.actor_id, stored.reason_code, bytes(stored.note_sealed or b"")) == (
        UUID(int=7),
        "WISH",
        b"\x01",
    )


@pytest.mark.django_db
def test_the_database_refuses_to_change_an_event() -> None:
    event = happened()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(to_state="B")
    event.kind = "changed"
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE record_event SET kind = 'changed'")
    assert Event.objects.get(pk=event.pk).kind == "referral.submitted"


@pytest.mark.django_db
def test_an_event_may_be_deleted_when_its_time_has_come() -> None:
    happened()
    assert Event.objects.all().delete()[0] == 1


class TestGuardOfTheTable:
    """The guard is there after everything that a migration may do to the table."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def longer(self) -> Iterator[models.Field[Any, Any]]:
        field: models.Field[Any, Any] = models.CharField(max_length=90)
        field.set_attributes_from_name("kind")
        field.model = Event
        yield field
        with connection.schema_editor() as editor:
            editor.alter_field(Event, field, Event._meta.get_field("kind"))

    def test_it_outlives_a_changed_column(self, longer: models.Field[Any, Any]) -> None:
        kept = happened()
        with connection.schema_editor() as editor:
            editor.alter_field(Event, Event._meta.get_field("kind"), longer)
        assert is_guarded()
        assert Event.objects.filter(pk=kept.pk).exists()

    def test_it_goes_and_comes_with_its_constraint(self) -> None:
        constraints = list(Event._meta.constraints)
        guard = next(item for item in constraints if isinstance(item, AppendOnly))
        assert is_guarded()
        Event._meta.constraints = [item for item in constraints if item is not guard]
        try:
            with connection.schema_editor() as editor:
                editor.remove_constraint(Event, guard)
            assert not is_guarded()
        finally:
            Event._meta.constraints = constraints
            with connection.schema_editor() as editor:
                editor.add_constraint(Event, guard)
        assert is_guarded()


def test_two_guards_of_one_name_are_one_to_migrations() -> None:
    assert AppendOnly(name="a") == AppendOnly(name="a") != AppendOnly(name="b")
    path, args, kwargs = AppendOnly(name="a").deconstruct()
    assert (path, args, kwargs) == ("home.record.constraints.AppendOnly", (), {"name": "a"})
