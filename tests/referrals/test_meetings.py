"""A mentor meets people, a house takes them in: each is asked in its own words, and the history says it in them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import html

from providers.models import Stay
from referrals.models import Offer, Referral
from tests.factories.providers import ProviderMembershipFactory
from tests.referrals.scene import Scene, client_of, offer_of, request_of

IN_WORDS = {
    "housing": (
        "Has the person come?",
        "The person has come.",
        "The person is with you",
        "The person has left",
    ),
    "mentoring": (
        "Have you met?",
        "The first meeting was held.",
        "You help this person",
        "The support has ended",
    ),
}
SERVICES = pytest.mark.parametrize("service", IN_WORDS)


@pytest.fixture
def world(scene: Scene) -> Scene:
    mentors = scene.with_mentor().provider
    ProviderMembershipFactory.create(user=scene.worker, provider=mentors, start=scene.today)
    return scene


def agreed(scene: Scene, service: str) -> tuple[Referral, Offer]:
    referral = scene.send(scene.answers(services=(service,)))
    offer = offer_of(referral, service)
    scene.accept(offer, by=scene.worker)
    return referral, offer


def read(scene: Scene, name: str, *of: object) -> str:
    reader = scene.officer if name == "referral" else scene.worker
    page = client_of(reader).get(reverse(f"work:{name}", args=of))
    assert page.status_code == 200
    return html.strip_tags(page.content.decode())


def say(scene: Scene, name: str, offer: Offer) -> str:
    address = reverse(f"work:{name}", args=[offer.public_id])
    page = client_of(scene.worker).post(address, {"key": str(uuid4())}, follow=True)
    return html.strip_tags(page.content.decode())


def only_in_words_of(service: str, part: int, page: str) -> bool:
    [other] = IN_WORDS.keys() - {service}
    return IN_WORDS[service][part] in page and IN_WORDS[other][part] not in page


@SERVICES
def test_each_is_asked_and_told_in_its_own_words(
    world: Scene, midday: time_machine.Traveller, service: str
) -> None:
    referral, offer = agreed(world, service)
    midday.move_to(world.now + timedelta(days=30))
    assert only_in_words_of(service, 0, read(world, "offer", offer.public_id))
    there = say(world, "offer-arrived", offer)
    assert only_in_words_of(service, 2, there)
    assert only_in_words_of(service, 3, there)
    assert request_of(referral, service).state == "ACTIVE"
    assert only_in_words_of(service, 1, read(world, "referral", referral.public_id))


def test_no_meeting_is_no_arrival_missed(world: Scene, midday: time_machine.Traveller) -> None:
    referral, offer = agreed(world, "mentoring")
    midday.move_to(world.now + timedelta(days=30))
    say(world, "offer-not-arrived", offer)
    told = read(world, "referral", referral.public_id)
    assert "The first meeting was not held." in told
    assert "did not come" not in told


@SERVICES
def test_who_goes_on_past_the_last_day_is_asked_about_in_the_same_words(
    world: Scene, midday: time_machine.Traveller, service: str
) -> None:
    _, offer = agreed(world, service)
    midday.move_to(world.now + timedelta(days=30))
    say(world, "offer-arrived", offer)
    stay = Stay.objects.get(placement__offer=offer)
    midday.move_to(world.now + (stay.end - world.today))
    moved_in = service == "housing"
    assert ("Has the person left?" in read(world, "offer-left", offer.public_id)) == moved_in
    assert ("still there" in read(world, "offer-still-here", offer.public_id)) == moved_in
