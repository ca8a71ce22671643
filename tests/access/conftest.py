"""The world in which the addresses are asked for."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.access.records import Records, make_records
from tests.referrals.scene import NOW, make_scene
from tests.shared import MAKERS, SHARED


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def _records_at_midday() -> Records:
    with time_machine.travel(NOW, tick=False):
        return make_records(make_scene())


MAKERS["records"] = _records_at_midday


@pytest.fixture
def records(db: None, clock: object) -> Records:
    records: Records = SHARED.copy()
    return records
