"""What was kept long enough goes, in batches; everything else stays."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from home.record import duties, retention
from home.record.models import Outbox, Receipt
from home.record.retention import Forgetting

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def receipts(*ages: int) -> None:
    for age in ages:
        row = Receipt.objects.create(operation="x", actor_id=uuid4(), key="k", request_hash="")
        Receipt.objects.filter(pk=row.pk).update(created_at=NOW - timedelta(days=age))


def forgetting() -> Forgetting:
    return Forgetting("receipts", duties.old_receipts)


def test_receipts_go_after_their_term(settings: Settings) -> None:
    receipts(200, 91, 90, 1)
    assert forgetting()(NOW) == 2
    assert Receipt.objects.count() == 2
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "receipts": 10}
    assert forgetting()(NOW) == 1


def test_only_what_was_delivered_goes() -> None:
    old, young = NOW - timedelta(days=91), NOW - timedelta(days=89)
    rows = {
        "sent long ago": {"sent_at": old},
        "sent": {"sent_at": young},
        "waiting": {},
        "given up": {"failed_at": old},
    }
    for key, moments in rows.items():
        Outbox.objects.create(kind="x", dedupe_key=key, due_at=old, **moments)
    assert Forgetting("outbox", duties.delivered)(NOW) == 1
    assert set(Outbox.objects.values_list("dedupe_key", flat=True)) == set(rows) - {"sent long ago"}


def test_much_goes_batch_after_batch_and_over_several_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "MOST_BATCHES", 3)
    receipts(*[100] * 8)
    duty = forgetting()
    assert [duty(NOW) for _ in range(4)] == [6, 2, 0, 0]


def test_it_looks_again_the_next_day_only() -> None:
    duty = forgetting()
    assert duty(NOW) == 0
    receipts(100)
    with CaptureQueriesContext(connection) as asked:
        assert duty(NOW + timedelta(hours=1)) == 0
    assert len(asked) == 0
    assert duty(NOW + timedelta(days=1)) == 1
