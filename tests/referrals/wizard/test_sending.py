"""Sending: a POST, once, of the answers that were shown, without leftovers."""

from datetime import date

import pytest
from django.urls import reverse

from referrals.answers import SubmittedAnswers
from referrals.models import Referral
from referrals.sealed import answers_of
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import MATCHES, NEEDS, PERSON, RELEASE, SECOND, SERVICES, day

HEARING = date(2026, 12, 15)


def sent_answers() -> SubmittedAnswers:
    return answers_of(Referral.objects.select_related("data_key").get())


def test_sending_makes_one_referral(officer: Filer) -> None:
    response = officer.start().fill().send()
    referral = Referral.objects.get()
    assert response["Location"] == reverse("work:referral", args=[referral.public_id])
    assert sent_answers().person.first_name == "Kanaarilind"
    assert officer.draft.submitted_referral == referral
    assert bytes(officer.draft.sealed) == b""


def test_pressing_twice_leads_to_the_same_referral(officer: Filer) -> None:
    officer.start().fill()
    shown = officer.page("check").context["form"].initial
    answers = [officer.post("check", {"confirmed": "on", **shown}) for _press in range(3)]
    assert {answer["Location"] for answer in answers} == {
        reverse("work:referral", args=[Referral.objects.get().public_id])
    }


def test_every_page_of_a_sent_draft_leads_to_the_referral(officer: Filer) -> None:
    officer.start().fill().send()
    address = reverse("work:referral", args=[Referral.objects.get().public_id])
    for response in (
        officer.page(),
        officer.page("person"),
        officer.page("check"),
        officer.post("person", PERSON),
    ):
        assert response["Location"] == address


def test_without_the_tick_nothing_is_sent(officer: Filer) -> None:
    officer.start().fill()
    shown = officer.page("check").context["form"].initial
    response = officer.post("check", shown)
    assert response.status_code == 200
    assert "Confirm that the answers are right." in response.content.decode()
    assert not Referral.objects.exists()


@pytest.mark.parametrize("change", [{"key": ""}, {"key": "another"}, {"seen": ""}, {"seen": "another"}])
def test_a_page_that_is_not_ours_sends_nothing(officer: Filer, change: dict[str, str]) -> None:
    officer.start().fill()
    shown = officer.page("check").context["form"].initial
    response = officer.post("check", {"confirmed": "on", **shown, **change})
    assert response["Location"] == officer.url("check")
    assert not Referral.objects.exists()


def test_answers_changed_in_another_window_are_read_again_first(officer: Filer) -> None:
    officer.start().fill()
    shown = officer.page("check").context["form"].initial
    officer.post("person", PERSON | {"first_name": "Teine"})
    response = officer.post("check", {"confirmed": "on", **shown})
    assert response["Location"] == officer.url("check")
    assert not Referral.objects.exists()
    assert "The answers have changed" in officer.page("check").content.decode()


def test_saving_and_stopping_is_not_sending(officer: Filer) -> None:
    officer.start().fill()
    officer.post("check", {}, stop="yes")
    assert not Referral.objects.exists()


def test_what_no_longer_applies_is_neither_shown_nor_sent(officer: Filer) -> None:
    wish = MATCHES | {"wish_housing": str(SECOND), "reason_housing": "Near the family"}
    officer.start().fill(matches=wish)
    officer.post("services", SERVICES | {"wanted": ["mentoring"]})
    text = officer.page("check").content.decode()
    assert "Second House" not in text
    assert "Setting fire" not in text
    officer.send()
    answers = sent_answers()
    assert [request.service_type for request in answers.requests] == ["mentoring"]
    assert answers.requests[0].wish is None
    assert answers.needs.offence_types == ()
    assert answers.needs.requirement_codes == ()


def test_the_wish_and_its_reason_go_along(officer: Filer) -> None:
    wish = MATCHES | {"wish_housing": str(SECOND), "reason_housing": "Near the family"}
    officer.start().fill(matches=wish)
    text = officer.page("check").content.decode()
    assert "Second House" in text
    officer.send()
    housing = sent_answers().requests[1]
    assert (housing.wish, housing.wish_reason) == (SECOND, "Near the family")


def test_a_place_taken_meanwhile_is_chosen_again(officer: Filer, monkeypatch: pytest.MonkeyPatch) -> None:
    officer.start().fill(matches=MATCHES | {"wish_mentoring": str(SECOND), "reason_mentoring": "Known"})
    monkeypatch.setattr("referrals.wizard.wizard.find_matches", lambda setting: ())
    response = officer.page("check")
    # Nothing fits any more: the wish falls away, and the page shows it.
    assert response.status_code == 200
    assert "Known" not in response.content.decode()


def test_the_check_shows_every_answer(officer: Filer) -> None:
    text = officer.start().fill().page("check").content.decode()
    for shown in (
        "Kanaarilind Näidis",
        "39001010011",
        "14 January 2027",
        "In prison, from 1 December 2026",
        "After release, from 14 January 2027",
        "No steps: the person cannot climb stairs",
        "Setting fire",
        "Tuleb koeraga",
        "Choose for me",
        "EE-784 in English",
    ):
        assert shown in text, shown


def test_the_answers_survive_json(officer: Filer) -> None:
    conditional = RELEASE | {"kind": "CONDITIONAL", **day("hearing", HEARING)}
    officer.start().fill(release=conditional, needs=NEEDS | {"requirements": ["CHILDREN", "PET"]}).send()
    answers = sent_answers()
    assert SubmittedAnswers.from_json(answers.to_json()) == answers
    assert answers.release.hearing == HEARING
    assert answers.needs.with_children
