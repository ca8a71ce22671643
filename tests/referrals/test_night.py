"""Once a night provisional places are rearranged: more people find one, and nobody who had one loses it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from home.record.events import events_of
from providers.models import ServiceAtLocation, Stay
from providers.operations import NoPlace, locking
from referrals.answers import SubmittedAnswers
from referrals.models import Offer, PlanningRun, Referral, RoutingDecision
from referrals.operations import carrying_out, placing
from referrals.operations.planning_night import carry_out_nights, plan_night
from referrals.planning.model import Plan
from referrals.planning.solve import plan
from referrals.sealed import decision_of
from tests.referrals.scene import Scene, house, offer_of, provider, request_of, stays_held

LATE = 60
STEP_FREE = {"requirement_codes": ("STEP_FREE",)}


def kept_at(referral: Referral, service: str = "housing") -> ServiceAtLocation:
    """Where a place is kept for the referral now."""
    stays = Stay.objects.select_related("service_at_location")
    kept = stays.get(
        placement__request=request_of(referral, service),
        placement__ended_at__isnull=True,
        released_at__isnull=True,
    )
    return kept.service_at_location


@pytest.fixture
def ramp(scene: Scene) -> ServiceAtLocation:
    """Of all houses of Harju, the one with a step-free bed, its only one, is open; the south house is closed."""
    scene.more_places(scene.north, 0)
    scene.more_places(scene.south, 0)
    region = scene.tallinn.region
    return house(provider("ramp"), beds=[["STEP_FREE"]], programme=scene.programme, region=region)


@pytest.fixture
def settled(scene: Scene, ramp: ServiceAtLocation) -> tuple[Referral, Referral]:
    """One who could sleep anywhere has the step-free bed; one who needs it waits. The north house opens a bed."""
    anywhere = scene.send(scene.answers(in_days=LATE))
    needs = scene.send(scene.answers(in_days=LATE, needs=STEP_FREE))
    open_a_bed(scene, scene.north)
    assert (kept_at(anywhere), request_of(needs).state) == (ramp, "WAITING")
    return anywhere, needs


def open_a_bed(scene: Scene, service: ServiceAtLocation, places: int = 1) -> None:
    group = service.groups.get()
    group.steps.filter(start=scene.today).delete()
    scene.more_places(service, places)


def night(scene: Scene) -> int:
    plan_night(country="EE", now=scene.now)
    return carry_out_nights(country="EE", now=scene.now)


def run_of(scene: Scene, service: str = "housing") -> PlanningRun:
    return PlanningRun.objects.get(night=scene.today, country="EE", service_type__code=service)


def test_who_can_sleep_anywhere_makes_room_for_who_cannot(
    scene: Scene, ramp: ServiceAtLocation, settled: tuple[Referral, Referral]
) -> None:
    anywhere, needs = settled
    done = scene.sweep()
    assert (done["referrals.place_waiting"], done["referrals.plan_the_night"]) == (0, 2)
    assert (kept_at(anywhere), kept_at(needs)) == (scene.north, ramp)
    assert (request_of(anywhere).state, request_of(needs).state) == ("KEPT", "KEPT")
    assert not Offer.objects.exists()
    assert stays_held(ramp) == stays_held(scene.north) == 1


def test_every_move_is_recorded_and_can_be_explained(
    scene: Scene, ramp: ServiceAtLocation, settled: tuple[Referral, Referral]
) -> None:
    anywhere, needs = settled
    night(scene)
    run = run_of(scene)
    for referral, kind, chosen in ((anywhere, "rearrange", scene.north), (needs, "keep", ramp)):
        request = request_of(referral)
        last = events_of(request.public_id).last()
        assert last is not None
        assert (last.kind, last.to_state, last.reason_code) == (
            f"request.{kind}",
            "KEPT",
            str(run.public_id),
        )
        stored = RoutingDecision.objects.select_related("request__referral__data_key").filter(request=request)
        latest = stored.latest("pk")
        assert (latest.outcome, latest.chosen) == ("PLACED", chosen)
        assert str(chosen.public_id) in {ranked.candidate_id for ranked in decision_of(latest).ranked}


def test_the_plan_tells_what_it_did_in_public_ids_only(
    scene: Scene, ramp: ServiceAtLocation, settled: tuple[Referral, Referral]
) -> None:
    night(scene)
    run = run_of(scene)
    assert (run.steps_done, run.finished_at) == (len(run.steps), scene.now)
    counts = {word: run.counts[word] for word in ("kept", "waiting", "moved", "placed", "skipped")}
    assert counts == {"kept": 1, "waiting": 1, "moved": 1, "placed": 1, "skipped": 0}
    told = {value for step in run.steps for change in step for value in change.values() if value}
    known = {str(request_of(one).public_id) for one in settled}
    known |= {str(one.public_id) for one in (ramp, scene.north, scene.programme)}
    dates = {told_day for told_day in told if len(told_day) == len("2026-11-23")}
    assert told - dates == known


def test_nobody_is_mailed_about_a_move_within_the_promise(
    scene: Scene, settled: tuple[Referral, Referral]
) -> None:
    scene.sweep()
    mail.outbox.clear()
    assert night(scene.later(days=1)) == 0
    scene.later(days=1).sweep()
    assert mail.outbox == []


def test_a_night_is_planned_once(
    scene: Scene, settled: tuple[Referral, Referral], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.sweep()
    runs = list(PlanningRun.objects.order_by("pk").values_list("pk", "planned_at"))
    monkeypatch.setattr("referrals.operations.planning_night.plan", _fail)
    assert scene.later(hours=3).sweep()["referrals.plan_the_night"] == 0
    assert list(PlanningRun.objects.order_by("pk").values_list("pk", "planned_at")) == runs


def test_the_next_night_is_planned_anew_and_finds_all_at_rest(
    scene: Scene, settled: tuple[Referral, Referral]
) -> None:
    night(scene)
    places = [kept_at(one) for one in settled]
    for days in range(1, 4):
        later = scene.later(days=days)
        assert night(later) == 0
        assert run_of(later).steps == []
    assert [kept_at(one) for one in settled] == places


def test_the_night_is_that_of_the_country(scene: Scene) -> None:
    late = replace(scene, now=scene.now.replace(hour=22, minute=30))
    plan_night(country="EE", now=late.now)
    assert set(PlanningRun.objects.values_list("night", flat=True)) == {scene.today + timedelta(days=1)}


@pytest.mark.parametrize("kind", ["due", "named", "conditional", "accepted"])
def test_who_was_told_of_a_house_stays_there(scene: Scene, ramp: ServiceAtLocation, kind: str) -> None:
    answers = {
        "due": scene.answers(in_days=30),
        "accepted": scene.answers(in_days=30),
        "named": wishing(scene.answers(in_days=LATE), ramp),
        "conditional": scene.conditional(in_days=LATE),
    }[kind]
    told = scene.send(answers)
    if kind == "accepted":
        scene.accept(offer_of(told), by=scene.coordinator)
    needs = scene.send(scene.answers(in_days=LATE, needs=STEP_FREE))
    open_a_bed(scene, scene.north)
    assert night(scene) == 0
    assert (kept_at(told), request_of(needs).state) == (ramp, "WAITING")


def test_who_is_due_but_not_asked_yet_is_left_alone(
    scene: Scene, ramp: ServiceAtLocation, settled: tuple[Referral, Referral]
) -> None:
    anywhere, _needs = settled
    assert night(scene.later(days=LATE - 30)) == 0
    assert kept_at(anywhere) == ramp


def wishing(answers: SubmittedAnswers, wished: ServiceAtLocation) -> SubmittedAnswers:
    [asked] = answers.requests
    return replace(answers, requests=(replace(asked, wish=wished.public_id, wish_reason="Family"),))


def test_who_gets_the_wished_house_overnight_is_asked_for_there_at_once(
    scene: Scene, ramp: ServiceAtLocation
) -> None:
    referral = scene.send(wishing(scene.answers(in_days=LATE), scene.north))
    assert (kept_at(referral), request_of(referral).state) == (ramp, "KEPT")
    open_a_bed(scene, scene.north)
    assert night(scene) == 1
    assert kept_at(referral) == scene.north
    assert request_of(referral).state == "OFFERED"
    assert offer_of(referral).provider == scene.north.provider


def test_nobody_is_moved_out_of_the_region_that_was_promised(scene: Scene, ramp: ServiceAtLocation) -> None:
    promised = scene.send(scene.answers(in_days=LATE))
    needs = scene.send(scene.answers(in_days=LATE, needs=STEP_FREE))
    open_a_bed(scene, scene.south)
    assert night(scene) == 0
    assert (kept_at(promised), request_of(needs).state) == (ramp, "WAITING")


def test_who_is_kept_elsewhere_comes_home_when_a_place_frees(scene: Scene, ramp: ServiceAtLocation) -> None:
    scene.send(wishing(scene.answers(in_days=LATE), ramp))
    open_a_bed(scene, scene.south)
    referral = scene.send(scene.answers(in_days=LATE))
    assert kept_at(referral) == scene.south
    open_a_bed(scene, scene.north)
    assert night(scene) == 1
    assert kept_at(referral) == scene.north


def test_who_can_live_anywhere_may_go_anywhere(scene: Scene, ramp: ServiceAtLocation) -> None:
    anywhere = scene.send(scene.answers(in_days=LATE, region="EE"))
    needs = scene.send(scene.answers(in_days=LATE, needs=STEP_FREE))
    open_a_bed(scene, scene.south)
    assert night(scene) == 2
    assert (kept_at(anywhere), kept_at(needs)) == (scene.south, ramp)


def test_a_house_that_takes_nobody_any_more_is_left_for_another(
    scene: Scene, ramp: ServiceAtLocation
) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    ramp.pauses.create(start=scene.today, reason="repairs", created_by=scene.worker)
    assert night(scene) == 0
    assert kept_at(referral) == ramp, "with no other place it stays"
    open_a_bed(scene, scene.north)
    assert night(scene.later(days=1)) == 1
    assert kept_at(referral) == scene.north


def test_a_step_that_is_refused_leaves_everybody_where_they_were(
    scene: Scene, ramp: ServiceAtLocation, settled: tuple[Referral, Referral]
) -> None:
    anywhere, needs = settled
    plan_night(country="EE", now=scene.now)
    faster = scene.send(scene.answers(in_days=LATE))
    assert kept_at(faster) == scene.north
    before = everything(anywhere, needs)
    assert carry_out_nights(country="EE", now=scene.now) == 0
    assert everything(anywhere, needs) == before
    run = run_of(scene)
    assert (run.counts["skipped"], run.steps_done, run.finished_at) == (2, len(run.steps), scene.now)


def everything(*referrals: Referral) -> list[Any]:
    """All that a step might leave half done."""
    stays = Stay.objects.order_by("pk").values_list("pk", "service_at_location", "released_at")
    requests = [request_of(one) for one in referrals]
    states = [(one.state, one.start, one.waiting_since, one.placements.count()) for one in requests]
    return [*stays, *states, RoutingDecision.objects.count()]


@pytest.mark.parametrize("nth", [1, 2])
def test_a_place_refused_in_the_middle_rolls_the_whole_step_back(
    scene: Scene,
    ramp: ServiceAtLocation,
    settled: tuple[Referral, Referral],
    monkeypatch: pytest.MonkeyPatch,
    nth: int,
) -> None:
    plan_night(country="EE", now=scene.now)
    join_steps(run_of(scene))
    before = everything(*settled)
    refuse(monkeypatch, nth)
    assert carry_out_nights(country="EE", now=scene.now) == 0
    assert everything(*settled) == before


def join_steps(run: PlanningRun) -> None:
    """One step of all the changes, as if they hung together."""
    run.steps = [[change for step in run.steps for change in step]]
    run.save()


def refuse(monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    """The nth place that is asked for is not to be had."""
    asked: list[object] = []

    def keep_at(**wanted: Any) -> Any:
        asked.append(wanted)
        if len(asked) == nth:
            raise NoPlace.__new__(NoPlace)
        return placing.keep_at(**wanted)

    monkeypatch.setattr("referrals.operations.carrying_out.keep_at", keep_at)


@pytest.mark.parametrize("change", ["withdrawn", "moved", "declined rules"])
def test_a_step_about_somebody_who_changed_is_left_out(
    scene: Scene, ramp: ServiceAtLocation, settled: tuple[Referral, Referral], change: str
) -> None:
    anywhere, needs = settled
    plan_night(country="EE", now=scene.now)
    if change == "withdrawn":
        scene.withdraw(anywhere)
    elif change == "moved":
        scene.move_release(anywhere, days=1)
    else:
        scene.north.house_rules = ["WOMEN_ONLY"]
        scene.north.save()
    held = kept_at(anywhere) if change != "withdrawn" else None
    carry_out_nights(country="EE", now=scene.now)
    assert run_of(scene).counts["moved"] == 0
    if held is not None:
        assert kept_at(anywhere) == held == ramp
        assert request_of(needs).state == "WAITING"


def test_what_is_left_of_a_former_night_is_dropped(
    scene: Scene, settled: tuple[Referral, Referral], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_night(country="EE", now=scene.now)
    with monkeypatch.context() as nobody:
        nobody.setattr("referrals.operations.planning_night.plan", _nothing)
        assert night(scene.later(days=1)) == 0
    old = run_of(scene)
    assert (old.steps_done, old.counts["skipped"]) == (0, 2)
    assert old.finished_at == scene.later(days=1).now


def test_a_step_that_fails_does_not_stop_the_others(
    scene: Scene,
    ramp: ServiceAtLocation,
    settled: tuple[Referral, Referral],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    plan_night(country="EE", now=scene.now)
    run = run_of(scene)
    gone = {**run.steps[0][0], "request": str(uuid4())}
    run.steps = [[gone], *run.steps]
    run.save()
    assert carry_out_nights(country="EE", now=scene.now) == 2
    assert str(run.public_id) in caplog.text
    assert run_of(scene).finished_at == scene.now


def test_the_planner_holds_no_lock_and_no_transaction(
    scene: Scene, settled: tuple[Referral, Referral], monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = len(connection.savepoint_ids)
    seen = []

    def watched(*given: Any) -> Plan:
        seen.append(len(connection.savepoint_ids))
        return plan(*given)

    monkeypatch.setattr("referrals.operations.planning_night.plan", watched)
    night(scene)
    assert seen == [depth]


def test_searches_then_houses_are_locked_before_any_place_is_given_up(
    scene: Scene, settled: tuple[Referral, Referral], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_night(country="EE", now=scene.now)
    join_steps(run_of(scene))
    order = in_order(monkeypatch, "lock_searches", "lock_services", "close_placement", "keep_at")
    assert carry_out_nights(country="EE", now=scene.now) == 2
    assert order == ["lock_searches", "lock_services", "close_placement", "keep_at", "keep_at"]


def in_order(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[str]:
    """In which order these are called while a step is carried out."""
    called: list[str] = []

    def watched(name: str) -> Callable[..., Any]:
        work = getattr(carrying_out, name)

        def do(*given: Any, **named: Any) -> Any:
            called.append(name)
            return work(*given, **named)

        return do

    for name in names:
        monkeypatch.setattr(carrying_out, name, watched(name))
    return called


def test_several_houses_are_locked_by_kind_and_then_by_key(
    scene: Scene, ramp: ServiceAtLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor, locked = scene.with_mentor(), []
    monkeypatch.setattr(locking, "lock_service", lambda which: locked.append(dict(which.children)["pk"]))
    houses = [ramp, scene.north, mentor, scene.south]
    locking.lock_services([one.public_id for one in houses])
    assert locked == [one.pk for one in sorted(houses, key=lambda one: (one.service_type_id, one.pk))]
    assert locked[0] == mentor.pk, "kinds come before keys"


def test_one_case_that_cannot_be_opened_stays_and_stops_nobody(
    scene: Scene, ramp: ServiceAtLocation, settled: tuple[Referral, Referral]
) -> None:
    broken = scene.send(scene.answers(in_days=LATE))
    assert kept_at(broken) == scene.north
    open_a_bed(scene, scene.north, 2)
    Referral.objects.filter(pk=broken.pk).update(sealed=b"not a seal")
    assert night(scene) == 2
    assert kept_at(broken) == scene.north
    assert kept_at(settled[1]) == ramp


def test_a_country_without_cases_has_its_empty_runs(scene: Scene) -> None:
    scene.sweep()
    runs = PlanningRun.objects.filter(country="LT")
    assert {run.finished_at for run in runs} == {scene.now}
    assert timezone.localdate(scene.now) == date(2026, 11, 23)


def _fail(*_given: object) -> None:
    raise AssertionError


def _nothing(*_given: object) -> Plan:
    return Plan()
