"""Drafts that nobody goes on with, old answers and old plans are not kept for ever; sent referrals are."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from home.record.models import DataKey
from home.record.retention import Forgetting
from referrals.models import Draft, PlanningRun, Referral, Simulation
from referrals.operations.planning_night import plan_night
from referrals.retention_duties import forget_drafts, old_plans, old_simulations
from referrals.wizard import drafts
from tests.factories import referrals as made
from tests.referrals.scene import NOW, Scene, client_of


def draft_saved(scene: Scene, days_ago: int) -> Draft:
    draft = made.draft(owner=scene.officer)
    Draft.objects.filter(pk=draft.pk).update(updated_at=NOW - timedelta(days=days_ago))
    return draft


def test_an_abandoned_draft_goes_with_its_key(scene: Scene) -> None:
    old, young = draft_saved(scene, 31), draft_saved(scene, 29)
    assert forget_drafts(NOW) == 1
    assert list(Draft.objects.all()) == [young]
    assert not DataKey.objects.filter(pk=old.data_key_id).exists()
    assert DataKey.objects.filter(pk=young.data_key_id).exists()
    assert forget_drafts(NOW) == 0


def test_a_sent_referral_is_kept_and_so_is_its_key(scene: Scene) -> None:
    referral = scene.send()
    Draft.objects.update(updated_at=NOW - timedelta(days=4000))
    assert forget_drafts(NOW) == 0
    assert Draft.objects.get().submitted_referral == referral
    assert Referral.objects.get().data_key is not None


def test_who_goes_on_at_that_moment_keeps_the_draft(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = draft_saved(scene, 31)
    locked = drafts._locked

    def saved_first(rows: object) -> Draft | None:
        Draft.objects.filter(pk=draft.pk).update(updated_at=NOW)
        return locked(rows)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "_locked", saved_first)
    assert forget_drafts(NOW) == 0
    assert Draft.objects.get() == draft


def test_the_list_says_when_a_draft_is_deleted(scene: Scene) -> None:
    draft_saved(scene, 3)
    page = client_of(scene.officer).get(reverse("work:referrals")).content.decode()
    assert "It is deleted on 20 December 2026 unless you go on with it before." in page


def test_old_answers_to_what_if_go_once_they_are_over(scene: Scene) -> None:
    for state, age in (("DONE", 91), ("FAILED", 91), ("RUNNING", 91), ("DONE", 89)):
        Simulation.objects.create(
            country="EE",
            asked_by=scene.coordinator,
            asked_at=NOW - timedelta(days=age),
            state=state,
            parameters={},
        )
    assert Forgetting("simulations", old_simulations)(NOW) == 2
    assert sorted(Simulation.objects.values_list("state", flat=True)) == ["DONE", "RUNNING"]


def test_plans_of_long_past_nights_go(scene: Scene) -> None:
    plan_night(country="EE", now=scene.now)
    kept = PlanningRun.objects.count()
    forgetting = Forgetting("planning", old_plans)
    assert forgetting(_after(400)) == 0
    assert forgetting(_after(401)) == kept > 0
    assert not PlanningRun.objects.exists()


def _after(days: int) -> datetime:
    return NOW + timedelta(days=days)
