import os
import signal
from collections.abc import Mapping
from datetime import UTC, datetime
from io import StringIO
from threading import Timer
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from home.record import sweeper
from home.record.management.commands import sweep
from home.record.models import Outbox
from home.record.outbox import enqueue, register
from home.record.sweeper import Pace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def closing(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Closing would take the test's own transaction along."""
    closing = Mock()
    monkeypatch.setattr(sweep, "close_old_connections", closing)
    return closing


def nothing(payload: Mapping[str, Any]) -> None:
    """A handler that has nothing to do."""


@pytest.mark.django_db
def test_a_sweep_delivers_the_outbox_first_and_does_every_duty() -> None:
    register("offer", nothing)
    enqueue(kind="offer", payload={}, dedupe_key="offer:1", due_at=NOW)
    duty = Mock(return_value=3)
    sweeper.register("holds", duty)
    assert sweeper.duties() == ("outbox", "holds")
    assert sweeper.sweep(now=NOW) == {"outbox": 1, "holds": 3}
    duty.assert_called_once_with(NOW)


@pytest.mark.django_db
def test_a_failing_duty_stops_no_other_and_tells_no_names(caplog: pytest.LogCaptureFixture) -> None:
    sweeper.register("bad", Mock(side_effect=RuntimeError("Mari Maasikas")))
    sweeper.register("good", Mock(return_value=1))
    assert sweeper.sweep(now=NOW) == {"outbox": 0, "good": 1}
    assert "duty bad failed with RuntimeError" in caplog.text
    assert "Maasikas" not in caplog.text


@pytest.mark.django_db
def test_a_failing_duty_loses_only_its_own_transaction() -> None:
    def half(now: datetime) -> int:
        with transaction.atomic():
            Outbox.objects.create(kind="x", dedupe_key="half", due_at=now)
            raise RuntimeError

    def whole(now: datetime) -> int:
        Outbox.objects.create(kind="x", dedupe_key="whole", due_at=now)
        return 1

    sweeper.register("half", half)
    sweeper.register("whole", whole)
    sweeper.sweep(now=NOW)
    assert [row.dedupe_key for row in Outbox.objects.all()] == ["whole"]


def test_a_duty_has_a_name_of_its_own() -> None:
    duty = Mock()
    sweeper.register("holds", duty)
    sweeper.register("holds", duty)
    with pytest.raises(ValueError, match="holds"):
        sweeper.register("holds", Mock())


@pytest.mark.django_db
def test_quick_and_long_duties_are_done_apart_or_together() -> None:
    quick, long = Mock(return_value=1), Mock(return_value=2)
    sweeper.register("quick", quick)
    sweeper.register("long", long, pace=Pace.LONG)
    assert sweeper.sweep(now=NOW, pace=Pace.QUICK) == {"outbox": 0, "quick": 1}
    long.assert_not_called()
    assert sweeper.sweep(now=NOW, pace=Pace.LONG) == {"long": 2}
    assert (quick.call_count, long.call_count) == (1, 1)
    assert sweeper.sweep(now=NOW) == {"outbox": 0, "quick": 1, "long": 2}


def test_a_duty_keeps_its_pace() -> None:
    duty = Mock()
    sweeper.register("plan", duty, pace=Pace.LONG)
    with pytest.raises(ValueError, match="plan"):
        sweeper.register("plan", duty)
    assert (sweeper.duties(Pace.LONG), sweeper.duties(Pace.QUICK)) == (("plan",), ("outbox",))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("only", "said"), [("quick", "quick 1\n"), ("long", "long 2\n"), (None, "quick 1, long 2\n")]
)
def test_the_command_does_what_it_is_asked_for(only: str | None, said: str) -> None:
    sweeper.register("quick", Mock(return_value=1))
    sweeper.register("long", Mock(return_value=2), pace=Pace.LONG)
    out = StringIO()
    call_command("sweep", only=only, stdout=out)
    assert out.getvalue() == said


@pytest.mark.django_db
def test_a_duty_of_the_other_pace_is_not_missed() -> None:
    sweeper.register("bad", Mock(side_effect=RuntimeError), pace=Pace.LONG)
    call_command("sweep", only="quick")
    with pytest.raises(CommandError, match="not done: bad"):
        call_command("sweep", only="long")


@pytest.mark.django_db
def test_the_command_sweeps_once_and_says_what_it_did(closing: Mock) -> None:
    sweeper.register("holds", Mock(return_value=2))
    out = StringIO()
    call_command("sweep", stdout=out)
    assert out.getvalue() == "holds 2\n"
    assert closing.call_count == 2


@pytest.mark.django_db
def test_the_command_fails_where_a_duty_failed() -> None:
    sweeper.register("bad", Mock(side_effect=RuntimeError))
    with pytest.raises(CommandError, match="not done: bad"):
        call_command("sweep")


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_loop_goes_on_after_a_failure_and_stops_when_told(sent: signal.Signals) -> None:
    rounds = 0

    def duty(now: datetime) -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            os.kill(os.getpid(), sent)
        if rounds == 1:
            raise RuntimeError
        return 1

    sweeper.register("holds", duty)
    before = signal.getsignal(sent)
    call_command("sweep", every=0.001, stdout=StringIO())
    assert rounds == 3
    assert signal.getsignal(sent) is before


@pytest.mark.django_db
def test_being_told_to_stop_ends_a_long_pause_at_once() -> None:
    timer = Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
    timer.start()
    call_command("sweep", every=3600)
    timer.join()
