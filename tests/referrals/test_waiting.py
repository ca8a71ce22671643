"""Who waits gets a place by itself when one frees."""

import pytest
from django.core import mail

from providers.models import Stay
from referrals.models import Referral, RoutingDecision
from tests.referrals.scene import Scene, offer_of, request_of, stays_held


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
