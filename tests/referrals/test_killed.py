"""A worker killed in the middle of its work leaves nothing half done, and nothing undone after the next sweep."""

import signal
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.db import connection

from home.record.models import Event, Outbox, Receipt
from providers.models import Stay
from referrals.models import Offer, Placement, PlanningRun, Referral
from referrals.operations import submit_referral
from tests.factories.referrals import draft as make_draft
from tests.referrals import killed
from tests.referrals.scene import (
    NOW,
    TODAY,
    Scene,
    house,
    make_scene,
    offer_of,
    provider,
    request_of,
    stays_held,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db: None) -> Iterator[Scene]:
    with time_machine.travel(NOW, tick=False):
        yield make_scene(beds=1)


def kill(when: str, where: str, task: str, *arguments: str) -> None:
    """Let another process work on the test's database until it is killed there."""
    database = str(connection.settings_dict["NAME"])
    assert killed.kill(database, when, where, task, *arguments) == -signal.SIGKILL


@pytest.mark.parametrize(
    ("when", "where"),
    [
        ("after", "home.users.mails.send_mail"),
        ("before", "home.record.sweeper.deliver_due"),
    ],
)
def test_a_mail_goes_out_after_all(scene: Scene, when: str, where: str) -> None:
    scene.send()
    kill(when, where, "sweep", scene.now.isoformat())
    assert Outbox.objects.latest("pk").sent_at is None
    assert scene.sweep()["outbox"] >= 1
    assert [message.to for message in mail.outbox] == [[scene.worker.email]]
    assert set(Outbox.objects.values_list("sent_at", flat=True)) == {NOW}


def test_a_row_that_was_delivered_is_not_delivered_again(scene: Scene) -> None:
    """Killed between two rows: the first stays delivered."""
    first, second = scene.send(), scene.send()
    kill("after", "home.record.delivery._deliver_next", "sweep", scene.now.isoformat())
    assert Outbox.objects.filter(sent_at__isnull=False).count() == 1
    scene.sweep()
    told = [message.to for message in mail.outbox]
    assert sorted(told) == sorted([[scene.worker.email], [scene.other_worker.email]])
    assert {offer_of(first).provider, offer_of(second).provider} == {
        scene.north.provider,
        scene.south.provider,
    }


@pytest.mark.parametrize(
    ("when", "where"),
    [
        ("after", "referrals.operations.answering.close_placement"),
        ("before", "referrals.operations.deciding.enqueue"),
    ],
)
def test_an_offer_that_ran_out_goes_on_to_the_next(scene: Scene, when: str, where: str) -> None:
    referral = scene.send()
    scene.sweep()
    late = scene.later(days=10)
    kill(when, where, "sweep", late.now.isoformat())
    assert Offer.objects.get().answer == ""
    assert (stays_held(scene.north), stays_held(scene.south)) == (1, 0)
    assert request_of(referral).state == "OFFERED"
    assert late.sweep()["referrals.expire_offers"] == 1
    late.sweep()
    assert offer_of(referral).provider == scene.south.provider
    assert (stays_held(scene.north), stays_held(scene.south)) == (0, 1)
    assert mail.outbox[-1].to == [scene.other_worker.email]
    assert not Outbox.objects.filter(sent_at__isnull=True).exists()


def test_a_freed_place_still_goes_to_who_waits(scene: Scene) -> None:
    first, _second, waiting = scene.send(), scene.send(), scene.send()
    scene.withdraw(first)
    kill("after", "referrals.operations.placing.keep_place", "sweep", scene.now.isoformat())
    assert request_of(waiting).state == "WAITING"
    assert Stay.objects.filter(released_at__isnull=True).count() == 1
    assert scene.sweep()["referrals.place_waiting"] == 1
    assert request_of(waiting).state == "OFFERED"
    assert Stay.objects.filter(released_at__isnull=True).count() == 2


def test_a_send_that_was_cut_off_is_sent_by_pressing_again(scene: Scene) -> None:
    draft = make_draft(owner=scene.officer)
    kill("after", "referrals.operations.submission._empty", "submit", str(draft.public_id))
    for model in (Referral, Stay, Offer):
        assert not model._default_manager.exists()
    assert not Receipt.objects.exists()
    assert not Event.objects.exists()
    assert not Outbox.objects.exists()
    submit_referral(
        actor=scene.officer,
        key="from the page",
        draft_id=draft.public_id,
        answers=scene.answers(),
        today=TODAY,
        now=NOW,
    )
    assert request_of(Referral.objects.get()).state == "OFFERED"
    assert stays_held(scene.north) == 1


@pytest.mark.parametrize(
    ("when", "where"),
    [
        ("after", "referrals.operations.planning_night.plan"),
        ("before", "referrals.operations.planning_night.carry_out"),
        ("after", "referrals.operations.carrying_out.close_placement"),
        ("after", "referrals.operations.planning_night.carry_out"),
        ("after", "referrals.operations.planning_night._carry_out_step"),
    ],
)
def test_a_night_goes_on_where_it_was_cut_off(scene: Scene, when: str, where: str) -> None:
    """Two who could sleep anywhere have the step-free beds; two who need them wait; two other beds open."""
    settled, waiting = a_night_with_much_to_do(scene)
    kill(when, where, "sweep", scene.now.isoformat())
    held = Stay.objects.filter(released_at__isnull=True)
    assert held.count() == Placement.objects.filter(ended_at__isnull=True).count() >= len(settled)
    assert {request_of(one).state for one in settled} == {"KEPT"}
    scene.sweep()
    assert {request_of(one).state for one in [*settled, *waiting]} == {"KEPT"}
    assert held.count() == len([*settled, *waiting])
    run = PlanningRun.objects.get(country="EE", service_type__code="housing")
    assert (run.steps_done, run.counts["moved"]) == (len(run.steps), 2)
    # Of those who wait, one may have got a place that was free already from the day's look at the waiting list.
    assert run.counts["placed"] + run.counts["skipped"] == len(waiting)
    assert Event.objects.filter(kind="request.rearrange").count() == 2
    assert scene.sweep()["referrals.plan_the_night"] == 0


def a_night_with_much_to_do(scene: Scene) -> tuple[list[Referral], list[Referral]]:
    late, step_free = 60, {"requirement_codes": ("STEP_FREE",)}
    scene.north.groups.get().steps.update(places=0)
    scene.south.groups.get().steps.update(places=0)
    for code in ("ramp", "lift"):
        region = scene.tallinn.region
        house(provider(code), beds=[["STEP_FREE"]], programme=scene.programme, region=region)
    settled = [scene.send(scene.answers(in_days=late)) for _ in range(2)]
    waiting = [scene.send(scene.answers(in_days=late, needs=step_free)) for _ in range(2)]
    scene.more_places(scene.north, 2)
    assert {request_of(one).state for one in waiting} == {"WAITING"}
    return settled, waiting
