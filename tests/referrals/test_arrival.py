"""The first day: the person came, or did not. The provider says so, from the first day on."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from providers.models import Stay
from referrals.models import Offer, Referral
from referrals.operations import NotYet, OfferClosed, person_arrived, person_not_arrived
from referrals.permissions import offers_visible_to
from referrals.workflow import NotAllowed
from tests.referrals.scene import NOW, Scene, client_of, offer_of, request_of

Say = Callable[..., None]
EITHER = pytest.mark.parametrize("say", [person_arrived, person_not_arrived])


@pytest.fixture
def first_day(scene: Scene) -> Scene:
    return scene.later(days=30)


@pytest.fixture
def referral(scene: Scene) -> Referral:
    sent = scene.send()
    scene.accept(offer_of(sent))
    return sent


def tell(say: Say, scene: Scene, offer: Offer, key: str = "") -> None:
    say(
        actor=scene.worker,
        key=key or str(uuid4()),
        offer_id=offer.public_id,
        today=scene.today,
        now=scene.now,
    )


def test_who_came_is_there(first_day: Scene, referral: Referral) -> None:
    tell(person_arrived, first_day, offer_of(referral))
    assert request_of(referral).state == "ACTIVE"
    assert Stay.objects.get().firmness == "PRESENT"
    assert offers_visible_to(first_day.worker, first_day.today).exists()


@pytest.mark.parametrize("late", [0, 3])
def test_who_did_not_come_leaves_the_place_to_others(first_day: Scene, referral: Referral, late: int) -> None:
    scene = first_day.later(days=late)
    tell(person_not_arrived, scene, offer_of(referral))
    assert request_of(referral).state == "NOT_ARRIVED"
    assert not Stay.objects.filter(released_at__isnull=True, end__gt=scene.today).exists()
    assert not offers_visible_to(scene.worker, scene.today).exists()


def test_the_office_is_told_who_did_not_come(first_day: Scene, referral: Referral) -> None:
    first_day.sweep()
    mail.outbox.clear()
    tell(person_not_arrived, first_day, offer_of(referral))
    first_day.sweep()
    [message] = mail.outbox
    assert message.to == [first_day.officer.email]
    assert referral.number in message.body


@EITHER
def test_nobody_knows_before_the_first_day(first_day: Scene, referral: Referral, say: Say) -> None:
    with pytest.raises(NotYet):
        tell(say, first_day.later(days=-1), offer_of(referral))
    assert request_of(referral).state == "ACCEPTED"


@EITHER
def test_an_offer_that_was_not_accepted_has_no_first_day(scene: Scene, say: Say) -> None:
    offer = offer_of(scene.send())
    with pytest.raises(OfferClosed):
        tell(say, scene.later(days=30), offer)


@EITHER
def test_it_is_said_once(first_day: Scene, referral: Referral, say: Say) -> None:
    offer = offer_of(referral)
    for _ in range(2):
        tell(say, first_day, offer, key="same")
    state = request_of(referral).state
    for other in (person_arrived, person_not_arrived):
        with pytest.raises((NotAllowed, OfferClosed)):
            tell(other, first_day, offer)
    assert request_of(referral).state == state


@pytest.mark.parametrize(
    ("name", "told", "leads_to"),
    [
        ("arrived", "The person is with you now.", "work:offer"),
        ("not-arrived", "The place is free again.", "work:offers"),
    ],
)
def test_the_buttons_are_there_from_the_first_day(
    referral: Referral, midday: time_machine.Traveller, scene: Scene, name: str, told: str, leads_to: str
) -> None:
    offer, client = offer_of(referral), client_of(scene.worker)
    page, address = (reverse(f"work:offer{end}", args=[offer.public_id]) for end in ("", f"-{name}"))
    assert address not in client.get(page).content.decode()
    early = client.post(address, {"key": str(uuid4())}, follow=True)
    assert "has not begun yet" in early.content.decode()
    midday.move_to(NOW + timedelta(days=30))
    client = client_of(scene.worker)
    shown = client.get(page)
    assert address in shown.content.decode()
    response = client.post(address, {"key": shown.context["accept"]["key"].value()}, follow=True)
    assert told in response.content.decode()
    assert response.request["PATH_INFO"] == reverse(
        leads_to, args=[offer.public_id] if leads_to == "work:offer" else []
    )
    assert request_of(referral).state in {"ACTIVE", "NOT_ARRIVED"}


def test_who_says_so_a_second_time_is_told(
    referral: Referral, midday: time_machine.Traveller, scene: Scene
) -> None:
    midday.move_to(NOW + timedelta(days=30))
    offer, client = offer_of(referral), client_of(scene.worker)
    tell(person_arrived, scene.later(days=30), offer)
    address = reverse("work:offer-arrived", args=[offer.public_id])
    page = client.post(address, {"key": str(uuid4())}, follow=True).content.decode()
    assert "This was said before." in page
    assert "Under way" in page
    assert address not in page
