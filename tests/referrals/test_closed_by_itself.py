"""A referral closes by itself once nothing goes on in it; it stays readable."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from home.record.events import events_of
from referrals.models import Offer, Referral
from referrals.operations import person_arrived, person_left, person_not_arrived, release_refused
from referrals.permissions import can_withdraw, offers_visible_to, referrals_visible_to
from referrals.sealed import closing_reason_of
from tests.factories.providers import ProviderMembershipFactory
from tests.referrals.scene import Scene, client_of, offer_of, request_of


@pytest.fixture
def both(scene: Scene) -> tuple[Scene, Referral]:
    """A bed and a mentor, both agreed, on the first day of the bed."""
    mentors = scene.with_mentor().provider
    ProviderMembershipFactory.create(provider=mentors, user=scene.worker)
    referral = scene.send(scene.answers(services=("housing", "mentoring")))
    for service in ("housing", "mentoring"):
        scene.accept(offer_of(referral, service), by=scene.worker)
    return scene.later(days=30), referral


def say(operation: Callable[..., None], scene: Scene, offer: Offer, **told: date) -> None:
    operation(
        actor=scene.worker,
        key=str(uuid4()),
        offer_id=offer.public_id,
        today=scene.today,
        now=scene.now,
        **told,
    )


def came_and_left(scene: Scene, offer: Offer) -> None:
    say(person_arrived, scene, offer)
    say(person_left, scene, offer, left_on=scene.today)


def state_of(referral: Referral) -> str:
    return Referral.objects.get(pk=referral.pk).state


def test_it_stays_open_until_the_last_has_ended(both: tuple[Scene, Referral]) -> None:
    scene, referral = both
    came_and_left(scene, offer_of(referral))
    assert state_of(referral) == "SUBMITTED"
    came_and_left(scene, offer_of(referral, "mentoring"))
    assert state_of(referral) == "CLOSED"
    event = events_of(referral.public_id).get(kind="referral.closed")
    assert (event.from_state, event.to_state, event.at) == ("SUBMITTED", "CLOSED", scene.now)
    assert (event.actor_id, event.reason_code) == (scene.worker.public_id, "")
    assert closing_reason_of(referral=referral, sealed=bytes(event.note_sealed or b"")) == "ALL_ENDED"


def test_who_did_not_come_closes_it_as_well(both: tuple[Scene, Referral]) -> None:
    scene, referral = both
    came_and_left(scene, offer_of(referral, "mentoring"))
    say(person_not_arrived, scene, offer_of(referral))
    assert state_of(referral) == "CLOSED"


def test_what_was_refused_before_does_not_hold_it_open(scene: Scene) -> None:
    mentors = scene.with_mentor().provider
    ProviderMembershipFactory.create(provider=mentors, user=scene.worker)
    answers = scene.conditional(services=("housing", "mentoring"))
    referral = scene.send(answers)
    offer = offer_of(referral, "mentoring")
    scene.accept(offer, by=scene.worker)
    later = scene.later(days=30)
    say(person_arrived, later, offer)
    release_refused(
        actor=scene.officer,
        key=str(uuid4()),
        referral_id=referral.public_id,
        today=later.today,
        now=later.now,
    )
    assert (request_of(referral).state, state_of(referral)) == ("WITHDRAWN", "SUBMITTED")
    say(person_left, later, offer, left_on=later.today)
    assert state_of(referral) == "CLOSED"


def test_it_stays_readable_and_nobody_is_mailed_about_it(both: tuple[Scene, Referral]) -> None:
    scene, referral = both
    came_and_left(scene, offer_of(referral))
    offer = offer_of(referral, "mentoring")
    came_and_left(scene, offer)
    scene.sweep()
    assert "closed" not in " ".join(f"{message.subject} {message.body}" for message in mail.outbox)
    closed = Referral.objects.get(pk=referral.pk)
    assert closed in referrals_visible_to(scene.officer, scene.today)
    assert offer in offers_visible_to(scene.worker, scene.today)
    assert not can_withdraw(scene.officer, closed, scene.today)
    page = client_of(scene.officer).get(reverse("work:referral", args=[referral.public_id]))
    assert page.status_code == 200
    assert "The referral was closed." in page.content.decode()
    listed = client_of(scene.officer).get(reverse("work:referrals")).content.decode()
    assert referral.number in listed
    assert client_of(scene.worker).get(reverse("work:offer", args=[offer.public_id])).status_code == 200
