"""The person's letter names only numbers that stand in it, and people who are still theirs to ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from home.users.models import User
from providers.models import CapacityStep, Provider
from referrals.models import Referral
from tests.referrals.scene import Scene, client_of, offer_of

ABOVE = "Call the number above"
INSIDE = "contact person in prison"
SENDER = "the worker who sent your referral"


@pytest.fixture(autouse=True)
def numbered(scene: Scene) -> None:
    """The provider of each house is reached by phone."""
    Provider.objects.update(phone="555 0199")


def letter(referral: Referral, reader: User) -> str:
    client: Client = client_of(reader)
    address = reverse("work:referral-letter", args=[referral.public_id])
    page = client.get(address).content.decode()
    return page[page.index('class="sheet"') :].replace("The worker", "the worker")


def told(text: str) -> set[str]:
    return {words for words in (ABOVE, INSIDE, SENDER) if words in text}


def test_inside_and_not_agreed_there_is_no_number_above(scene: Scene) -> None:
    assert told(letter(scene.send(), scene.officer)) == {INSIDE}


def test_inside_and_agreed_there_is(scene: Scene) -> None:
    referral = scene.send()
    scene.accept(offer_of(referral))
    page = letter(referral, scene.officer)
    assert told(page) == {ABOVE, INSIDE}
    assert page.index("Whom to call") < page.index(ABOVE)


def test_an_agreed_place_without_a_number_promises_none(scene: Scene) -> None:
    referral = scene.send()
    scene.accept(offer_of(referral))
    Provider.objects.update(phone="")
    page = letter(referral, scene.officer)
    assert told(page) == {INSIDE}
    assert "Whom to call" not in page


def test_somebody_released_is_not_sent_back_to_the_prison(scene: Scene) -> None:
    referral = scene.send(scene.answers(prison=None, in_days=0), by=scene.worker)
    assert told(letter(referral, scene.worker)) == {SENDER}
    scene.accept(offer_of(referral))
    assert told(letter(referral, scene.worker)) == {ABOVE}


def test_nor_is_somebody_released_who_waits(scene: Scene) -> None:
    CapacityStep.objects.update(places=0)
    referral = scene.send(scene.answers(prison=None, in_days=0), by=scene.worker)
    page = letter(referral, scene.worker)
    assert "waiting list" in page
    assert told(page) == {SENDER}


def test_from_the_day_of_release_on_the_prison_is_nobody_to_ask(scene: Scene) -> None:
    referral = scene.send()
    Referral.objects.filter(pk=referral.pk).update(release_on=scene.today)
    assert told(letter(referral, scene.officer)) == {SENDER}
    Referral.objects.filter(pk=referral.pk).update(release_on=scene.today + timedelta(days=1))
    assert told(letter(referral, scene.officer)) == {INSIDE}
