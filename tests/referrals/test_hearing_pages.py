"""The officer's pages about a hearing, and the letter for the court."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from referrals.models import Referral
from tests.referrals.scene import NOW, Scene, client_of, offer_of, request_of

ZONE = "Keelatud kant"


@pytest.fixture
def referral(scene: Scene) -> Referral:
    return scene.send(scene.conditional())


def address(referral: Referral, name: str = "") -> str:
    return reverse(f"work:referral{'-' if name else ''}{name}", args=[referral.public_id])


def page(scene: Scene, referral: Referral, name: str = "") -> str:
    response = client_of(scene.officer).get(address(referral, name))
    assert response.status_code == 200
    return response.content.decode()


def day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def post(scene: Scene, referral: Referral, name: str, **typed: str) -> tuple[int, str]:
    form = {"key": str(uuid4()), **typed}
    response = client_of(scene.officer).post(address(referral, name), form, follow=True)
    return response.status_code, response.content.decode()


def test_the_page_says_what_is_missing_and_how_long_it_is_held(scene: Scene, referral: Referral) -> None:
    before = page(scene, referral)
    assert "Hearing on 30 November 2026" in before
    assert "the provider answers by 27 November 2026" in before
    assert "places are held until 23 December 2026" in before
    for name in ("granted", "postponed", "refused"):
        assert address(referral, name) in before
    scene.accept(offer_of(referral))
    after = page(scene, referral)
    assert "Still missing" not in after
    assert "Every place is agreed." in after


def test_after_the_hearing_the_page_asks(
    scene: Scene, referral: Referral, midday: time_machine.Traveller
) -> None:
    scene.accept(offer_of(referral))
    midday.move_to(NOW + timedelta(days=8))
    assert "What did the hearing decide?" in page(scene, referral)


def test_without_a_hearing_nobody_is_asked_about_one(scene: Scene) -> None:
    referral = scene.send()
    assert "hearing" not in page(scene, referral).lower()
    for name in ("granted", "postponed"):
        response = client_of(scene.officer).get(address(referral, name))
        assert response.headers["Location"] == address(referral)


def test_granted_by_hand(scene: Scene, referral: Referral) -> None:
    scene.accept(offer_of(referral))
    assert "Did the hearing decide for the release?" in page(scene, referral, "granted")
    status, text = post(scene, referral, "granted", **day("released_on", 20, 12, 2026))
    assert status == 200
    for told in (
        "The release is noted.",
        "the place stays the same, on the new dates",
        "The hearing decided for the release.",
        "20 December 2026",
        "Released",
    ):
        assert told in text
    assert "Hearing on" not in text
    assert request_of(referral).state == "ACCEPTED"
    assert "Nothing was changed" in post(scene, referral, "granted", **day("released_on", 21, 12, 2026))[1]


def test_put_off_by_hand(scene: Scene, referral: Referral) -> None:
    typed = day("hearing", 11, 1, 2027) | day("expected", 20, 1, 2027)
    status, text = post(scene, referral, "postponed", **typed)
    assert status == 200
    for told in ("The new day of the hearing is saved.", "Hearing on 11 January 2027", "put off"):
        assert told in text


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("granted", {}, "Enter the day of release."),
        ("granted", day("released_on", 1, 1, 2099), "more than ten years away"),
        ("granted", day("released_on", 22, 11, 2026), "This day has passed."),
        ("granted", day("released_on", 30, 2, 2027), "There is no such day."),
        ("postponed", {}, "Enter the day of the hearing."),
        ("postponed", day("hearing", 1, 11, 2026) | day("expected", 20, 1, 2027), "This day has passed."),
        (
            "postponed",
            day("hearing", 21, 1, 2027) | day("expected", 20, 1, 2027),
            "The hearing comes before the release.",
        ),
    ],
)
def test_a_date_that_cannot_be_is_said_at_the_field(
    scene: Scene, referral: Referral, name: str, typed: dict[str, str], complaint: str
) -> None:
    status, text = post(scene, referral, name, **typed)
    assert (status, complaint in text) == (422, True)
    referral.refresh_from_db()
    assert (referral.hearing_outcome, str(referral.hearing_on)) == ("", "2026-11-30")


def test_a_release_before_the_hearing_that_was_held_is_a_mistake(
    scene: Scene, referral: Referral, midday: time_machine.Traveller
) -> None:
    midday.move_to(NOW + timedelta(days=8))
    status, text = post(scene, referral, "granted", **day("released_on", 29, 11, 2026))
    assert (status, "The hearing comes before the release." in text) == (422, True)
    assert post(scene, referral, "granted", **day("released_on", 30, 11, 2026))[0] == 200


def test_the_letter_for_the_court_names_a_house_only_when_it_agreed(scene: Scene, referral: Referral) -> None:
    asked = page(scene, referral, "letter")
    assert "North House" not in asked
    assert "Support after release is being arranged" in asked
    assert "The answer is due by 27 November 2026." in asked
    scene.accept(offer_of(referral))
    agreed = page(scene, referral, "letter")
    for told in (
        "Support after release is agreed",
        "North House",
        "The provider has agreed to hold a place.",
        "For the hearing on 30 November 2026.",
        "23 December 2026",
        "Held until",
        referral.number,
        "Demo Person",
    ):
        assert told in agreed, told


def test_the_letter_for_the_court_tells_no_more_than_it_must(scene: Scene) -> None:
    person = {"personal_code": "39001010011", "phone": "+372 5555 1234"}
    answers = scene.conditional(person=person, needs={"notes": "Comes by train"})
    referral = scene.send(answers)
    scene.accept(offer_of(referral))
    letter = page(scene, referral, "letter")
    for kept_back in ("39001010011", "1 February 1990", "5555", "train", "Harju"):
        assert kept_back not in letter, kept_back


def test_after_the_decision_the_letter_is_for_the_person(scene: Scene, referral: Referral) -> None:
    scene.accept(offer_of(referral))
    post(scene, referral, "granted", **day("released_on", 20, 12, 2026))
    letter = page(scene, referral, "letter")
    assert "A place waits for you" in letter
    assert "court" not in letter


def test_the_house_reads_until_when_it_holds_the_place(scene: Scene, referral: Referral) -> None:
    offer = offer_of(referral)
    shown = client_of(scene.worker).get(reverse("work:offer", args=[offer.public_id])).content.decode()
    assert "30 November 2026" in shown
    assert "Held until" in shown
    other = offer_of(scene.send())
    shown = client_of(scene.worker).get(reverse("work:offer", args=[other.public_id])).content.decode()
    assert "Held until" not in shown


def test_who_owes_news_is_told_so(scene: Scene, referral: Referral, midday: time_machine.Traveller) -> None:
    scene.accept(offer_of(referral))
    over = scene.later(days=31)
    midday.move_to(over.now)
    over.sweep()
    text = page(over, referral)
    assert "Nobody said what the hearing decided, so no place is kept." in text
    assert "The place is free for others, and the request waits." in text
    status, _text = post(over, referral, "granted", **day("released_on", 28, 12, 2026))
    assert status == 200
