"""Several kinds of help: booked as far as there are places, or only all together."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from referrals.answers import SubmittedAnswers
from referrals.models import Referral
from referrals.sealed import answers_of
from tests.referrals.scene import Scene, client_of
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import (
    BEFORE,
    MATCHES,
    NEEDS,
    SECOND,
    SERVICES,
    Typed,
    errors_of,
    form_of,
    setting,
)

TOGETHER = MATCHES | {"together": "TOGETHER"}
ONE: Typed = SERVICES | {"wanted": ["mentoring"]}
QUESTION = "What if there is not a place for everything?"
TOLD = "If there is not a place for everything"
ALL, PART = "Book only if there is a place for everything", "Book what there is"


def sent() -> tuple[Referral, SubmittedAnswers]:
    referral = Referral.objects.select_related("data_key").get()
    return referral, answers_of(referral)


def text_of(officer: Filer, step: str) -> str:
    return str(officer.page(step).content.decode())


def test_it_is_asked_with_the_usual_answer_chosen(officer: Filer) -> None:
    page = officer.start().fill("matches").page("matches")
    assert QUESTION in page.content.decode()
    assert [box.data["value"] for box in page.context["form"]["together"] if box.data["selected"]] == ["PART"]


def test_for_one_kind_of_help_it_is_not_asked(officer: Filer) -> None:
    officer.start().fill(services=ONE, needs={"interpreter": "no"}, matches={"wish_mentoring": ""})
    assert QUESTION not in text_of(officer, "matches")
    assert TOLD not in text_of(officer, "check")
    officer.send()
    referral, answers = sent()
    assert not referral.together
    assert not answers.together


@pytest.mark.parametrize(("typed", "together"), [(MATCHES, False), (TOGETHER, True)])
def test_what_is_chosen_is_shown_and_sent(officer: Filer, typed: Typed, together: bool) -> None:
    officer.start().fill(matches=typed)
    shown = text_of(officer, "check").split(TOLD)[1]
    assert (ALL in shown, PART in shown) == (together, not together)
    officer.send()
    referral, answers = sent()
    assert (referral.together, answers.together) == (together, together)


def test_a_place_may_be_named_beside_it(officer: Filer) -> None:
    officer.start().fill(
        matches=TOGETHER | {"wish_housing": str(SECOND), "reason_housing": "Near the family"}
    )
    officer.send()
    _referral, answers = sent()
    assert answers.together
    assert answers.requests[1].wish == SECOND


def test_an_answer_that_no_longer_applies_is_dropped(officer: Filer) -> None:
    officer.start().fill(matches=TOGETHER)
    officer.post("services", ONE)
    assert TOLD not in text_of(officer, "check")
    officer.send()
    referral, answers = sent()
    assert not referral.together
    assert not answers.together


def test_who_asks_for_more_afterwards_is_asked(officer: Filer) -> None:
    officer.start().fill(services=ONE, needs={"interpreter": "no"}, matches={"wish_mentoring": ""})
    officer.post("services", SERVICES)
    assert officer.post("needs", NEEDS)["Location"] == officer.url("matches")
    assert QUESTION in text_of(officer, "matches")


@pytest.mark.parametrize("typed", ["", "ALL", "part"])
def test_anything_else_is_no_answer(typed: str) -> None:
    assert set(errors_of("matches", {**MATCHES, "together": typed})) == {"together"}


@pytest.mark.parametrize(
    ("typed", "settled"),
    [
        (["PART"], {"wishes": {}, "together": False}),
        (["TOGETHER"], {"wishes": {}, "together": True}),
        (["PART", "TOGETHER"], {"wishes": {}, "together": True}),
        ([""], None),
        (["x"], None),
        ([], None),
    ],
)
def test_it_is_judged_without_looking_for_places(typed: list[str], settled: dict[str, Any] | None) -> None:
    form = form_of("matches", MATCHES)
    assert form.settled({"matches-together": typed}, setting(*BEFORE["matches"])) == settled


@pytest.mark.parametrize("together", [True, False])
def test_the_page_of_the_referral_says_it(scene: Scene, together: bool) -> None:
    answers = replace(scene.answers(services=("mentoring", "housing")), together=together)
    address = reverse("work:referral", args=[scene.send(answers).public_id])
    text = client_of(scene.officer).get(address).content.decode()
    assert ("Places are booked only if there is one for everything." in text) is together
    assert ("What has a place is booked" in text) is not together
