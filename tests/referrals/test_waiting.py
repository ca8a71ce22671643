"""Who waits gets a place by itself when one frees."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.models import ServiceAtLocation, Stay
from referrals.duties import place_waiting
from referrals.matching import suitable
from referrals.models import Placement, Referral, RoutingDecision, ServiceRequest
from referrals.planning.solve import plan
from tests.referrals.scene import Scene, house, offer_of, provider, request_of, stays_held

FEW_QUERIES = 8


def fill(scene: Scene) -> None:
    for _ in range(4):
        scene.send()


def test_a_freed_place_is_offered_on_the_next_sweep(scene: Scene) -> None:
    first = scene.send()
    for _ in range(3):
        scene.send()
    waiting = scene.send()
    assert request_of(waiting).state == "WAITING"
    assert scene.sweep()["referrals.place_waiting"] == 0
    scene.withdraw(first)
    later = scene.later(days=1)
    assert later.sweep()["referrals.place_waiting"] == 1
    request = request_of(waiting)
    assert (request.state, request.waiting_since) == ("OFFERED", None)
    assert offer_of(waiting).sent_at == later.now
    assert (stays_held(scene.north), stays_held(scene.south)) == (2, 2)


def test_one_place_goes_to_the_earliest_start(scene: Scene) -> None:
    given = [scene.send() for _ in range(4)]
    later, sooner = scene.send(scene.answers(in_days=60)), scene.send(scene.answers(in_days=20))
    scene.withdraw(given[0])
    assert scene.sweep()["referrals.place_waiting"] == 1
    assert request_of(sooner).state == "OFFERED"
    assert request_of(later).state == "WAITING"


def test_going_on_waiting_is_not_told_again(scene: Scene) -> None:
    fill(scene)
    waiting = request_of(scene.send())
    for day in range(1, 4):
        scene.later(days=day).sweep()
    after = request_of(waiting.referral)
    assert after.waiting_since == waiting.waiting_since
    assert RoutingDecision.objects.filter(request=after).count() == 1
    told = [message for message in mail.outbox if message.to == [scene.coordinator.email]]
    assert len(told) == 1


def test_a_higher_number_of_places_is_used_at_once(scene: Scene) -> None:
    fill(scene)
    waiting = scene.send()
    scene.more_places(scene.south, 3)
    assert scene.sweep()["referrals.place_waiting"] == 1
    assert offer_of(waiting).provider == scene.south.provider


def test_a_withdrawn_request_waits_no_longer(scene: Scene) -> None:
    fill(scene)
    waiting = scene.send()
    scene.withdraw(waiting)
    scene.more_places(scene.south, 3)
    assert scene.sweep()["referrals.place_waiting"] == 0
    assert request_of(waiting).state == "WITHDRAWN"


def test_one_case_that_cannot_be_opened_stops_nobody_behind_it(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    given = [scene.send() for _ in range(4)]
    broken, behind = scene.send(scene.answers(in_days=20)), scene.send(scene.answers(in_days=25))
    Referral.objects.filter(pk=broken.pk).update(sealed=b"not a seal")
    scene.withdraw(given[0])
    assert scene.sweep()["referrals.place_waiting"] == 1
    assert request_of(behind).state == "OFFERED"
    assert str(request_of(broken).public_id) in caplog.text


def test_an_offer_that_ran_out_after_its_start_gives_the_whole_place_back(scene: Scene) -> None:
    offer = offer_of(scene.send(scene.answers(in_days=1)))
    scene.later(days=20).sweep()
    assert Stay.objects.get(pk=offer.placement.stay_id).released_at is not None


def closed(scene: Scene) -> None:
    """No bed anywhere: whoever asks waits."""
    for service in (scene.north, scene.south):
        scene.more_places(service, 0)


def beds(scene: Scene, service: ServiceAtLocation, places: int) -> None:
    service.groups.get().steps.filter(start=scene.today).delete()
    scene.more_places(service, places)


def ramp(scene: Scene) -> ServiceAtLocation:
    """A house near everybody with one bed, which is step-free."""
    region = scene.tallinn.region
    return house(provider("ramp"), beds=[["STEP_FREE"]], programme=scene.programme, region=region)


def test_who_can_go_to_either_leaves_the_one_to_who_can_go_nowhere_else(scene: Scene) -> None:
    """The first in turn would like the step-free bed best, as routing ranks them."""
    closed(scene)
    either = scene.send(scene.answers(in_days=10))
    only = scene.send(scene.answers(in_days=20, needs={"requirement_codes": ("STEP_FREE",)}))
    near = ramp(scene)
    beds(scene, scene.south, 1)
    assert place_waiting(scene.now) == 2
    assert offer_of(only).placement.stay.service_at_location == near
    assert offer_of(either).placement.stay.service_at_location == scene.south


def test_who_was_lifted_comes_before_all_others(scene: Scene) -> None:
    closed(scene)
    sooner, lifted = (scene.send(scene.answers(in_days=days)) for days in (5, 20))
    ServiceRequest.objects.filter(referral=lifted).update(lifted_at=scene.now, lifted_by=scene.coordinator)
    beds(scene, scene.north, 1)
    assert place_waiting(scene.now) == 1
    assert (request_of(lifted).state, request_of(sooner).state) == ("OFFERED", "WAITING")


def test_of_one_day_the_greater_need_comes_first_then_who_waits_longer(scene: Scene) -> None:
    closed(scene)
    first, second = scene.send(), scene.later(minutes=1).send()
    needs = scene.later(minutes=2).send(scene.answers(needs={"requirement_codes": ("STEP_FREE",)}))
    ramp(scene)
    assert place_waiting(scene.now) == 1
    assert request_of(needs).state == "OFFERED"
    beds(scene, scene.north, 1)
    assert place_waiting(scene.now) == 1
    assert (request_of(first).state, request_of(second).state) == ("OFFERED", "WAITING")


def test_a_place_that_is_far_away_in_time_is_kept_and_nobody_is_asked_yet(scene: Scene) -> None:
    closed(scene)
    waiting = scene.send(scene.answers(in_days=60))
    beds(scene, scene.north, 1)
    assert place_waiting(scene.now) == 1
    assert request_of(waiting).state == "KEPT"


def test_while_nothing_changes_nothing_is_looked_at_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(scene)
    waiting = scene.send()
    looks = watched(monkeypatch)
    for _ in range(3):
        assert place_waiting(scene.now) == 0
    assert len(looks) == 1
    with CaptureQueriesContext(connection) as captured:
        place_waiting(scene.now)
    assert len(captured) <= FEW_QUERIES
    scene.more_places(scene.south, 3)
    assert place_waiting(scene.now) == 1
    assert request_of(waiting).state == "OFFERED"
    assert len(looks) == 2


@pytest.mark.parametrize("change", ["day", "another waits", "lifted", "pause"])
def test_any_change_that_may_open_a_place_is_looked_into(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    fill(scene)
    scene.send()
    looks = watched(monkeypatch)
    place_waiting(scene.now)
    later = scene.later(days=1) if change == "day" else scene
    if change == "another waits":
        scene.send()
    elif change == "lifted":
        waiting = ServiceRequest.objects.filter(state="WAITING")
        waiting.update(lifted_at=scene.now, lifted_by=scene.coordinator)
    elif change == "pause":
        scene.north.pauses.create(start=scene.today, reason="repairs", created_by=scene.worker)
    before = len(looks)
    place_waiting(later.now)
    assert len(looks) > before


def watched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How deep in transactions each look at a request was."""
    looks: list[int] = []

    def look(**given: Any) -> Any:
        looks.append(len(connection.savepoint_ids))
        return suitable(**given)

    monkeypatch.setattr("referrals.operations.waiting.suitable", look)
    return looks


def test_looking_holds_no_transaction(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(scene)
    scene.send()
    depth, looks = len(connection.savepoint_ids), watched(monkeypatch)
    place_waiting(scene.now)
    assert set(looks) == {depth}


def test_a_place_that_was_taken_meanwhile_is_looked_for_on_the_next_sweep(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(scene)
    waiting = scene.send()
    beds(scene, scene.north, 1)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("referrals.operations.waiting.plan", _taken_before_it_is_done(scene))
        assert place_waiting(scene.now) == 0
    assert request_of(waiting).state == "WAITING"
    assert Placement.objects.count() == 1
    beds(scene, scene.north, 2)
    assert place_waiting(scene.now) == 1


def _taken_before_it_is_done(scene: Scene) -> Any:
    def planned(*given: Any) -> Any:
        found = plan(*given)
        scene.send(scene.answers(in_days=3))
        return found

    return planned


def test_who_said_no_is_not_asked_again_by_a_plan_that_is_older(scene: Scene) -> None:
    referral = scene.send()
    scene.decline(offer_of(referral))
    scene.decline(offer_of(referral))
    assert request_of(referral).state == "WAITING"
    assert place_waiting(scene.later(days=1).now) == 0
