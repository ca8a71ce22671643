"""Several services in one referral: as many places as there are or, where they belong together, all or none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from providers.models import Stay
from referrals.duties import place_waiting
from referrals.matching import match_new, suitable
from referrals.models import Referral, RoutingDecision, ServiceRequest
from referrals.operations import submission
from tests.referrals.scene import Scene, offer_of, request_of

BOTH = ("mentoring", "housing")


def states(referral: Referral) -> dict[str, str]:
    return {one.service_type.code: one.state for one in referral.requests.select_related("service_type")}


def send(scene: Scene, *, together: bool, services: tuple[str, ...] = BOTH, **changes: Any) -> Referral:
    return scene.send(replace(scene.answers(services=services, **changes), together=together))


def test_together_all_are_booked(scene: Scene) -> None:
    scene.with_mentor()
    assert states(send(scene, together=True)) == {"mentoring": "OFFERED", "housing": "OFFERED"}


@pytest.mark.parametrize("services", [BOTH, ("housing", "mentoring")])
def test_together_none_is_booked_where_one_has_no_place(scene: Scene, services: tuple[str, ...]) -> None:
    referral = send(scene, together=True, services=services)
    assert states(referral) == {"mentoring": "WAITING", "housing": "WAITING"}
    assert not Stay.objects.exists()
    decisions = RoutingDecision.objects.filter(request__referral=referral)
    assert set(decisions.values_list("outcome", flat=True)) == {"NO_PLACE"}


def test_apart_each_goes_its_own_way(scene: Scene) -> None:
    assert states(send(scene, together=False)) == {"mentoring": "WAITING", "housing": "OFFERED"}


def test_those_that_wait_together_get_places_together(scene: Scene) -> None:
    group = send(scene, together=True)
    assert scene.sweep()["referrals.place_waiting"] == 0
    assert states(group) == {"mentoring": "WAITING", "housing": "WAITING"}
    scene.with_mentor()
    assert scene.sweep()["referrals.place_waiting"] == 2
    assert states(group) == {"mentoring": "OFFERED", "housing": "OFFERED"}


def test_who_waits_together_takes_nothing_from_others_meanwhile(scene: Scene) -> None:
    group, alone = send(scene, together=True), [scene.send() for _ in range(4)]
    scene.more_places(scene.south, 3)
    last = scene.send()
    assert {request_of(one).state for one in [*alone, last]} == {"OFFERED"}
    assert states(group) == {"mentoring": "WAITING", "housing": "WAITING"}


def test_after_a_no_to_one_the_others_stay(scene: Scene) -> None:
    scene.with_mentor()
    group = send(scene, together=True)
    mentor = offer_of(group, "mentoring")
    scene.decline(mentor, by=scene.coordinator)
    assert states(group) == {"mentoring": "WAITING", "housing": "OFFERED"}
    assert offer_of(group).provider == scene.north.provider


def test_a_group_of_which_one_cannot_be_opened_waits_whole(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = send(scene, together=True)
    scene.with_mentor()
    with monkeypatch.context() as broken:
        broken.setattr("referrals.operations.waiting.suitable", _failing_for(request_of(group, "mentoring")))
        assert place_waiting(scene.now) == 0
    assert states(group) == {"mentoring": "WAITING", "housing": "WAITING"}
    assert place_waiting(scene.now) == 2, "it is tried again, though nothing has changed"


def _failing_for(broken: ServiceRequest) -> Callable[..., Any]:

    def look(*, request: ServiceRequest, **given: Any) -> Any:
        if request == broken:
            raise RuntimeError
        return suitable(request=request, **given)

    return look


def test_who_fits_is_read_before_anything_is_locked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    depth, seen = len(connection.savepoint_ids), []

    def watched(**given: Any) -> Any:
        seen.append(len(connection.savepoint_ids) - depth)
        return match_new(**given)

    monkeypatch.setattr("referrals.operations.submission.match_new", watched)
    scene.send()
    assert seen == [0]


@pytest.mark.parametrize("together", [True, False])
def test_places_that_were_taken_meanwhile_are_looked_for_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    scene.with_mentor()
    looks = faster(scene, monkeypatch, taken=1)
    assert states(send(scene, together=together)) == {"mentoring": "OFFERED", "housing": "OFFERED"}
    assert len(looks) == 2


def test_the_last_look_is_under_the_locks(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = faster(scene, monkeypatch, taken=submission.ATTEMPTS - 1)
    assert states(send(scene, together=False, services=("housing",))) == {"housing": "OFFERED"}
    assert looks == [False, False, True]


def test_who_was_too_late_every_time_waits(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    faster(scene, monkeypatch, taken=submission.ATTEMPTS)
    referral = send(scene, together=False, services=("housing",))
    assert states(referral) == {"housing": "WAITING"}
    assert Referral.objects.get() == referral
    assert RoutingDecision.objects.get().outcome == "NO_PLACE"


def faster(scene: Scene, monkeypatch: pytest.MonkeyPatch, *, taken: int) -> list[bool]:
    """After so many looks somebody takes every bed that was found, before the next look they are free again.

    Returns whether each look was in a transaction.
    """
    looks: list[bool] = []
    depth = len(connection.savepoint_ids)

    def look(**given: Any) -> Any:
        declare(2)
        found = match_new(**given)
        looks.append(len(connection.savepoint_ids) > depth)
        declare(0 if len(looks) <= taken else 2)
        return found

    def declare(places: int) -> None:
        for house in (scene.north, scene.south):
            house.groups.get().steps.update(places=places)

    monkeypatch.setattr("referrals.operations.submission.match_new", look)
    return looks
