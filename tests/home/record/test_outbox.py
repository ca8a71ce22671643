import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from unittest.mock import Mock
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from home.record import outbox
from home.record.delivery import MOST_ATTEMPTS, pause_after
from home.record.events import record_event
from home.record.models import Event, Outbox
from home.record.outbox import deliver_due, enqueue, register
from home.record.tasks import deliver_outbox

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def add(
    dedupe_key: str = "offer:1", *, kind: str = "offer", due_at: datetime = NOW, number: int = 1
) -> Outbox:
    enqueue(kind=kind, payload={"number": number}, dedupe_key=dedupe_key, due_at=due_at)
    return Outbox.objects.get(dedupe_key=dedupe_key)


def note(payload: Mapping[str, Any]) -> None:
    """A handler whose effect can be counted in the database."""
    number = UUID(int=payload["number"])
    record_event(kind="noted", subject_kind="test", subject_id=number, at=NOW)


def noted() -> list[int]:
    return [event.subject_id.int for event in Event.objects.order_by("id")]


@pytest.mark.django_db
def test_a_due_row_is_delivered_once() -> None:
    register("offer", note)
    row = add(number=7)
    assert deliver_due(now=NOW) == 1
    assert deliver_due(now=NOW + MINUTE) == 0
    row.refresh_from_db()
    assert (row.sent_at, row.attempts) == (NOW, 1)
    assert noted() == [7]


@pytest.mark.django_db
def test_a_row_waits_until_it_is_due() -> None:
    register("offer", note)
    add(due_at=NOW + MINUTE)
    assert deliver_due(now=NOW) == 0
    assert deliver_due(now=NOW + MINUTE) == 1


@pytest.mark.django_db
def test_rows_are_delivered_in_order_up_to_the_limit() -> None:
    register("offer", note)
    for number, due in [(1, NOW), (2, NOW - MINUTE), (3, NOW)]:
        add(f"offer:{number}", due_at=due, number=number)
    assert deliver_due(now=NOW, limit=2) == 2
    assert noted() == [2, 1]


@pytest.mark.django_db
def test_the_same_dedupe_key_is_work_once() -> None:
    register("offer", note)
    add("offer:1", number=1)
    add("offer:1", number=2)
    add("offer:2", number=3)
    assert deliver_due(now=NOW) == 2
    add("offer:1", number=4)
    assert deliver_due(now=NOW) == 0
    assert noted() == [1, 3]


@pytest.mark.django_db
def test_work_goes_with_the_change_it_follows() -> None:
    with transaction.atomic():
        add()
        transaction.set_rollback(True)
    assert not Outbox.objects.exists()


@pytest.mark.django_db
def test_a_failing_handler_leaves_no_trace_and_is_tried_later(caplog: pytest.LogCaptureFixture) -> None:
    def fail(payload: Mapping[str, Any]) -> None:
        note(payload)
        raise ConnectionError("Mari Maasikas")

    register("offer", fail)
    register("mail", note)
    row = add()
    add("mail:1", kind="mail", due_at=NOW, number=2)
    assert deliver_due(now=NOW) == 1
    row.refresh_from_db()
    assert (row.sent_at, row.attempts, row.last_error) == (None, 1, "ConnectionError")
    assert row.due_at == NOW + pause_after(1)
    assert noted() == [2]
    assert "ConnectionError" in caplog.text
    assert "Maasikas" not in caplog.text


@pytest.mark.django_db
def test_a_handler_that_breaks_the_transaction_is_put_off_too() -> None:
    def collide(payload: Mapping[str, Any]) -> None:
        row = Outbox.objects.get()
        Outbox.objects.create(kind="x", dedupe_key=row.dedupe_key, due_at=NOW)

    register("offer", collide)
    row = add()
    assert deliver_due(now=NOW) == 0
    row.refresh_from_db()
    assert row.last_error == "IntegrityError"


@pytest.mark.django_db
def test_it_works_again_once_the_trouble_is_over() -> None:
    handler = Mock(side_effect=[OSError, None])
    register("offer", handler)
    row = add()
    assert deliver_due(now=NOW) == 0
    assert deliver_due(now=NOW) == 0
    assert deliver_due(now=NOW + pause_after(1)) == 1
    row.refresh_from_db()
    assert (row.attempts, row.last_error) == (2, "")


@pytest.mark.django_db
def test_after_many_attempts_a_row_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    register("offer", Mock(side_effect=OSError))
    row = add()
    for _ in range(MOST_ATTEMPTS):
        row.refresh_from_db()
        assert row.failed_at is None
        assert deliver_due(now=row.due_at) == 0
    last = row.due_at
    row.refresh_from_db()
    assert (row.failed_at, row.attempts) == (last, MOST_ATTEMPTS)
    assert caplog.records[-1].levelno == logging.ERROR
    assert deliver_due(now=NOW + timedelta(days=365)) == 0


@pytest.mark.django_db
def test_a_row_without_handler_waits_for_one() -> None:
    row = add()
    assert deliver_due(now=NOW) == 0
    row.refresh_from_db()
    assert row.last_error == "HandlerMissing"
    register("offer", note)
    assert deliver_due(now=row.due_at) == 1


def test_pauses_grow_up_to_six_hours() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, 40)]
    assert pauses[:3] == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=6)


def test_a_kind_has_one_handler() -> None:
    register("offer", note)
    register("offer", note)
    with pytest.raises(ValueError, match="offer"):
        register("offer", print)


@pytest.mark.django_db
def test_a_row_is_never_both_sent_and_given_up() -> None:
    row = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        Outbox.objects.filter(pk=row.pk).update(sent_at=NOW, failed_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_rows_between_them() -> None:
    register("offer", note)
    for number in range(20):
        add(f"offer:{number}", number=number)
    start = Barrier(4)

    def work(_: int) -> int:
        try:
            start.wait(timeout=20)
            return deliver_due(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(work, range(4)))
    assert sum(done) == 20
    assert sorted(noted()) == list(range(20))


@pytest.mark.django_db
def test_the_task_worker_is_asked_after_the_commit_where_something_is_due(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    task = Mock()
    monkeypatch.setattr(outbox, "deliver_outbox", task)
    with django_capture_on_commit_callbacks(execute=True):
        add("later", due_at=timezone.now() + timedelta(days=1))
    task.enqueue.assert_not_called()
    with django_capture_on_commit_callbacks(execute=True):
        add("now", due_at=timezone.now())
        task.enqueue.assert_not_called()
    task.enqueue.assert_called_once_with()


@pytest.mark.django_db
def test_the_task_delivers_what_is_due_now() -> None:
    register("offer", note)
    add("now", due_at=timezone.now(), number=3)
    assert deliver_outbox.func() == 1
    assert noted() == [3]
