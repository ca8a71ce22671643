"""The order of the waiting list."""

from datetime import timedelta

import pytest

from referrals.models import ServiceRequest
from referrals.turns import in_turn
from tests.referrals.scene import Scene, make_scene, request_of


@pytest.fixture
def full(db: None) -> Scene:
    return make_scene(beds=0)


def waiting(scene: Scene, **changes: object) -> ServiceRequest:
    request = request_of(scene.send(scene.answers(**changes)))
    assert request.state == "WAITING"
    return request


def order() -> list[int]:
    return [request.pk for request in in_turn(ServiceRequest.objects.filter(state="WAITING"))]


def test_the_earlier_release_comes_first(full: Scene) -> None:
    late, early = waiting(full, in_days=40), waiting(full, in_days=20)
    assert order() == [early.pk, late.pk]


def test_of_one_day_the_greater_need_comes_first(full: Scene) -> None:
    nothing = waiting(full)
    two = waiting(full, needs={"requirement_codes": ("STEP_FREE", "PET")})
    one = waiting(full, needs={"requirement_codes": ("PET",)})
    assert order() == [two.pk, one.pk, nothing.pk]


def test_of_the_same_need_who_waits_longer_comes_first(full: Scene) -> None:
    second, first = waiting(full), waiting(full)
    ServiceRequest.objects.filter(pk=first.pk).update(waiting_since=full.now - timedelta(days=1))
    assert order() == [first.pk, second.pk]


def test_the_lifted_come_before_all_and_by_the_same_rule_among_themselves(full: Scene) -> None:
    early, late, later = (waiting(full, in_days=days) for days in (20, 40, 50))
    lifted = ServiceRequest.objects.filter(pk__in=[late.pk, later.pk])
    lifted.update(lifted_at=full.now, lifted_by=full.coordinator)
    ServiceRequest.objects.filter(pk=late.pk).update(lifted_at=full.now + timedelta(hours=1))
    assert order() == [late.pk, later.pk, early.pk]


def test_somebody_released_already_counts_from_the_day_asked_for(full: Scene) -> None:
    released = waiting(full, prison=None, in_days=10)
    early, late = waiting(full, in_days=5), waiting(full, in_days=20)
    assert order() == [early.pk, released.pk, late.pk]


def test_help_in_prison_counts_by_the_release(full: Scene) -> None:
    """It begins sooner, and the person is no nearer to the door for that."""
    mentor = request_of(full.send(full.in_prison()), "mentoring")
    early = waiting(full, in_days=25)
    assert mentor.start < early.start
    assert order() == [early.pk, mentor.pk]
