"""A decision is told again years later, from what was stored, in the reader's language and without a name."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from home.record.sealing import seal, unseal
from providers.models import Provider
from referrals import replay
from referrals.models import RoutingDecision
from referrals.routing import rules
from referrals.routing.codes import ENGINE_VERSION
from referrals.routing.model import Candidate, Need, Outcome
from tests.referrals.scene import Scene, offer_of

AGREES, DIFFERS = "Decided again: the same.", "Decided again: NOT the same."


def printed(number: str, **options: Any) -> str:
    out = StringIO()
    call_command("replay_routing", number, stdout=out, **options)
    return out.getvalue()


def test_every_decision_is_told_in_order(scene: Scene) -> None:
    referral = scene.send()
    scene.decline(offer_of(referral))
    text = printed(referral.number)
    first, second = text.split("Chosen: ")[1:]
    assert first.startswith("North House")
    assert second.startswith("South House")
    assert "1. North House" in first
    assert "2. South House" in first
    assert "Asked before: The provider was asked before and did not say yes." in second
    assert text.count("23 November 2026, 12:00: A place was found") == 2
    assert text.count(AGREES) == 2
    assert text.count(f"Rules of version {ENGINE_VERSION}") == 2


def test_what_found_no_place_tells_why_and_what_would_help(scene: Scene) -> None:
    referral = scene.send(scene.answers(person={"languages": ("fr",)}))
    text = printed(referral.number)
    assert "Chosen: no place" in text
    assert "− Language: They have no language in common. Spoken here: Estonian, Russian." in text
    assert "→ An interpreter: a place is free if one is agreed." in text
    assert "What would open a place" in text
    assert AGREES in text


def test_a_decision_that_was_sealed_before_they_were_packed_is_told_the_same(scene: Scene) -> None:
    number = scene.send().number
    before = printed(number)
    stored = RoutingDecision.objects.select_related("request__referral__data_key").get()
    key, purpose = stored.request.referral.data_key, f"decision:{stored.public_id}"
    packed = bytes(stored.sealed)
    stored.sealed = seal(key=key, value=unseal(key=key, sealed=packed, purpose=purpose), purpose=purpose)
    stored.save(update_fields=["sealed"])
    assert len(stored.sealed) > len(packed)
    assert printed(number) == before


def test_what_sql_left_out_is_counted(scene: Scene) -> None:
    referral = scene.send()
    RoutingDecision.objects.update(excluded_by_sql={"REGION": 3, "FRESH": 0})
    text = printed(referral.number)
    assert "Region: 3 left out" in text
    assert "Date of the numbers: 0" not in text


def test_it_names_nobody(scene: Scene) -> None:
    text = printed(scene.send().number)
    for word in ("Demo", "Person", "1990", "Worker", "Officer"):
        assert word not in text


@pytest.mark.parametrize("typed", [str.lower, lambda number: number.replace("-", " "), lambda n: f" {n} "])
def test_the_number_may_be_typed_in_any_way(scene: Scene, typed: Callable[[str], str]) -> None:
    number = scene.send().number
    assert f"Referral {number}" in printed(typed(number))


@pytest.mark.parametrize(("language", "chosen"), [("et", "Valiti"), ("ru", "Выбрано"), ("lt", "Pasirinkta")])
def test_it_speaks_the_readers_language(scene: Scene, language: str, chosen: str) -> None:
    Provider.objects.filter(pk=scene.north.provider_id).update(**{f"name_{language}": "Own name"})
    assert f"{chosen}: Own name" in printed(scene.send().number, language=language)


@pytest.mark.parametrize("typed", ["R-0000-0001", "nonsense", ""])
def test_an_unknown_number_is_one_clear_line(db: None, typed: str) -> None:
    with pytest.raises(CommandError, match=r"^There is no referral with the number [^\n]*\.$") as raised:
        printed(typed)
    assert raised.value.returncode == 1


def refuse(need: Need, candidate: Candidate) -> Outcome:
    return Outcome("MOON", False, "MOON_IS_FULL", {})


def test_the_same_rules_that_decide_otherwise_are_found_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = scene.send().number
    monkeypatch.setattr(rules, "HARD_RULES", (*rules.HARD_RULES, refuse))
    assert DIFFERS in printed(number)


def test_later_rules_change_nothing_of_what_is_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    number = scene.send().number
    before = printed(number).splitlines()
    monkeypatch.setattr(rules, "HARD_RULES", (refuse,))
    monkeypatch.setattr(replay, "ENGINE_VERSION", "99")
    monkeypatch.setattr(replay, "decide", lambda *_: pytest.fail("decided by rules of another version"))
    after = printed(number).splitlines()
    changed = [line for line in after if line not in before]
    assert [line.strip() for line in changed] == [
        f"Rules of version {ENGINE_VERSION}; today's have version 99. Told as stored."
    ]


def test_a_rule_that_is_no_longer_known_is_still_told(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "HARD_RULES", (*rules.HARD_RULES, refuse))
    number = scene.send().number
    monkeypatch.undo()
    assert "− MOON: The reason is stored, but this page cannot tell it any more." in printed(number)
