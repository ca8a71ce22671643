"""Sessions that have run out do not pile up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from home.record.sweeper import sweep

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_only_sessions_that_have_run_out_are_forgotten() -> None:
    for name, left in (("over", -1), ("going-on", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=NOW + timedelta(seconds=left))
    assert sweep(now=NOW)["users.forget_sessions"] == 1
    assert Session.objects.get().session_key == "going-on"
