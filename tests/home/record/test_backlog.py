"""What was given up is seen, and tried again when somebody says so; nothing personal is printed."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.management import call_command

from home.record.delivery import MOST_ATTEMPTS
from home.record.models import Outbox
from home.record.outbox import deliver_due, enqueue, register, register_for_each

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN, BEN = UUID(int=1), UUID(int=2)

pytestmark = pytest.mark.django_db


def add(kind: str = "mail") -> Outbox:
    enqueue(kind=kind, payload={"about": "7"}, dedupe_key=f"{kind}:7", due_at=NOW)
    return Outbox.objects.get(dedupe_key=f"{kind}:7")


def give_up() -> None:
    for row in Outbox.objects.filter(sent_at__isnull=True):
        row.failed_at, row.attempts, row.last_error = NOW, MOST_ATTEMPTS, "OSError"
        row.save()


def both(payload: Mapping[str, Any]) -> Iterable[UUID]:
    return [ANN, BEN]


def to(told: list[Any], *, failing: Iterable[UUID] = ()) -> Callable[[Mapping[str, Any]], None]:
    def tell(payload: Mapping[str, Any]) -> None:
        if UUID(payload["to"]) in failing:
            raise OSError
        told.append((payload["about"], payload["to"]))

    return tell


def outbox(*options: str) -> str:
    printed = StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("outbox", *options, stdout=printed)
    return printed.getvalue()


def test_everybody_gets_a_row_of_their_own() -> None:
    told: list[Any] = []
    register_for_each("mail", whom=both, handler=to(told))
    add()
    assert deliver_due(now=NOW) == 3
    assert told == [("7", str(ANN)), ("7", str(BEN))]
    assert deliver_due(now=NOW) == 0


def test_one_who_cannot_be_reached_holds_up_nobody() -> None:
    told: list[Any] = []
    register_for_each("mail", whom=both, handler=to(told, failing=[ANN]))
    add()
    deliver_due(now=NOW)
    assert told == [("7", str(BEN))]
    [waiting] = Outbox.objects.filter(sent_at__isnull=True)
    assert (waiting.payload["to"], waiting.attempts) == (str(ANN), 1)


def test_spreading_again_adds_nobody_twice() -> None:
    told: list[Any] = []
    register_for_each("mail", whom=both, handler=to(told))
    row = add()
    deliver_due(now=NOW)
    Outbox.objects.filter(pk=row.pk).update(sent_at=None)
    deliver_due(now=NOW)
    assert len(told) == 2


def test_it_counts_by_kind_and_state() -> None:
    register("post", to([]))
    add("alarm")
    add()
    give_up()
    add("post")
    assert outbox().splitlines() == [
        "alarm: waiting 0, given up 1, sent 0",
        "mail: waiting 0, given up 1, sent 0",
        "post: waiting 1, given up 0, sent 0",
    ]


def test_what_was_given_up_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    told: list[Any] = []
    register_for_each("mail", whom=both, handler=to(told))
    add()
    deliver_due(now=NOW, limit=1)
    give_up()
    assert deliver_due(now=NOW) == 0
    with caplog.at_level(logging.INFO):
        assert outbox("--revive").splitlines()[0] == "tried again from now on: 2"
    assert "2 outbox rows that were given up are tried again" in caplog.text
    assert deliver_due(now=NOW) == 2
    assert len(told) == 2
    assert outbox("--revive").splitlines() == [
        "tried again from now on: 0",
        "mail: waiting 0, given up 0, sent 3",
    ]
