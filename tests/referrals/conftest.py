"""The world of `scene`, on the day it plays."""

from collections.abc import Iterator

import pytest
import time_machine

from home.record import outbox
from home.record.models import Outbox
from tests.referrals.scene import NOW, Scene, make_scene
from tests.shared import MAKERS, SHARED


@pytest.fixture
def midday() -> Iterator[time_machine.Traveller]:
    """The clock stands where the scene plays. Views read it; the domain gets its days from them."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def _scene_at_midday() -> Scene:
    with time_machine.travel(NOW, tick=False):
        return make_scene()


MAKERS["shared_scene"] = _scene_at_midday


@pytest.fixture
def shared_scene(db: None) -> Scene:
    """The world as it was made; nobody has done anything yet."""
    scene: Scene = SHARED.copy()
    return scene


@pytest.fixture
def scene(shared_scene: Scene, midday: object) -> Iterator[Scene]:
    """The world; whatever the test did, what it left to be told has somebody who tells it."""
    yield shared_scene
    asked = set(Outbox.objects.values_list("kind", flat=True))
    assert asked <= outbox.kinds()
