"""A hearing says no; a person dies: what was kept is free, whoever prepared is told, and no more than needed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from home.record.events import events_of
from home.record.models import Event, Outbox, Receipt
from providers.models import Stay
from referrals.models import Offer, Referral, ServiceRequest
from referrals.operations import person_died, release_refused
from referrals.permissions import offers_visible_to
from referrals.sealed import closing_reason_of
from referrals.workflow import NotAllowed
from tests.referrals.scene import TODAY, Scene, client_of, offer_of, request_of

BOTH = ("mentoring", "housing")


def tell(operation: Callable[..., None], scene: Scene, referral: Referral, key: str = "") -> None:
    operation(
        actor=scene.officer,
        key=key or str(uuid4()),
        referral_id=referral.public_id,
        today=scene.today,
        now=scene.now,
    )


def under_way(scene: Scene, answers: Any = None) -> Referral:
    """A referral whose mentor has begun and whose house has said yes."""
    scene.with_mentor()
    referral = scene.send(answers or scene.conditional(services=BOTH))
    for service in BOTH:
        scene.accept(offer_of(referral, service), by=scene.worker)
    ServiceRequest.objects.filter(service_type__code="mentoring").update(state="ACTIVE")
    return referral


def test_a_refused_release_takes_all_back_in_one_step(scene: Scene) -> None:
    scene.with_mentor()
    referral = scene.send(scene.conditional(services=(*BOTH, "complex_support")))
    scene.accept(offer_of(referral))
    tell(release_refused, scene, referral)
    referral.refresh_from_db()
    assert referral.state == "WITHDRAWN"
    assert {request.state for request in referral.requests.all()} == {"WITHDRAWN"}
    assert not Stay.objects.filter(released_at__isnull=True).exists()
    assert Outbox.objects.filter(kind="offer.taken_back").count() == 2
    assert {event.reason_code for event in Event.objects.filter(kind="request.withdraw")} == {
        "RELEASE_REFUSED"
    }
    assert events_of(referral.public_id).filter(kind="referral.release_refused").count() == 1


def test_support_under_way_goes_on_after_a_refusal(scene: Scene) -> None:
    referral = under_way(scene)
    tell(release_refused, scene, referral)
    referral.refresh_from_db()
    assert referral.state == "SUBMITTED"
    assert request_of(referral).state == "WITHDRAWN"
    assert request_of(referral, "mentoring").state == "ACTIVE"
    assert offers_visible_to(scene.worker, TODAY).count() == 0
    assert Stay.objects.filter(released_at__isnull=True).count() == 1


def test_without_a_hearing_nothing_can_be_refused(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        tell(release_refused, scene, scene.send())
    assert Stay.objects.filter(released_at__isnull=True).count() == 1


def test_who_died_is_expected_by_nobody(scene: Scene) -> None:
    referral = under_way(scene)
    tell(person_died, scene, referral)
    referral.refresh_from_db()
    assert referral.state == "CLOSED"
    assert request_of(referral).state == "WITHDRAWN"
    assert request_of(referral, "mentoring").state == "ENDED"
    assert not Stay.objects.filter(released_at__isnull=True, end__gt=TODAY).exists()
    assert set(Offer.objects.values_list("answer", flat=True)) == {"CANCELLED"}


def test_why_is_sealed_and_told_to_no_provider(scene: Scene) -> None:
    referral = scene.send()
    scene.accept(offer_of(referral))
    scene.sweep()
    mail.outbox.clear()
    tell(person_died, scene, referral)
    scene.sweep()
    [message] = mail.outbox
    assert message.to == [scene.worker.email]
    event = events_of(referral.public_id).get(kind="referral.closed")
    assert closing_reason_of(referral=referral, sealed=bytes(event.note_sealed or b"")) == "PERSON_DIED"
    plain = [*Event.objects.values_list("kind", "reason_code"), *Receipt.objects.values_list("operation")]
    assert "DIED" not in f"{plain} {list(Receipt.objects.values_list('result'))}".upper()
    assert "DIED" not in f"{message.subject} {message.body}".upper()


@pytest.mark.parametrize("operation", [release_refused, person_died])
def test_it_is_safe_to_repeat(scene: Scene, operation: Callable[..., None]) -> None:
    referral = scene.send(scene.conditional())
    for _ in range(2):
        tell(operation, scene, referral, key="same")
    assert Outbox.objects.filter(kind="offer.taken_back").count() == 1
    with pytest.raises(NotAllowed):
        tell(operation, scene, referral)


def test_there_is_no_letter_for_a_closed_referral(scene: Scene) -> None:
    referral = scene.send()
    client = client_of(scene.officer)
    address = reverse("work:referral-letter", args=[referral.public_id])
    assert client.get(address).status_code == 200
    tell(person_died, scene, referral)
    assert client.get(address)["Location"] == reverse("work:referral", args=[referral.public_id])
    page = client.get(reverse("work:referral", args=[referral.public_id])).content.decode()
    assert reverse("work:referral-letter", args=[referral.public_id]) not in page
    assert "The referral was closed." in page
    assert "Give this number to the person" not in page


def test_a_death_is_said_in_words_before_anything_follows(scene: Scene) -> None:
    referral = scene.send()
    client = client_of(scene.officer)
    address = reverse("work:referral-close", args=[referral.public_id])
    key = client.get(address).context["form"]["key"].value()
    response = client.post(address, {"key": key})
    assert response.status_code == 422
    assert "Tick this if the person has died." in response.content.decode()
    referral.refresh_from_db()
    assert referral.is_open
    assert request_of(referral).state == "OFFERED"


def test_a_death_is_not_reported_among_what_changes_every_day(scene: Scene) -> None:
    referral = scene.send()
    page = client_of(scene.officer).get(reverse("work:referral", args=[referral.public_id])).content.decode()
    _before, changes = page.split("Has something changed?")
    everyday, _rest = changes.split("</section>", 1)
    link = reverse("work:referral-close", args=[referral.public_id])
    assert link in page
    assert link not in everyday


def test_the_button_says_what_is_printed(scene: Scene) -> None:
    referral, before_hearing = scene.send(), scene.send(scene.conditional())
    client = client_of(scene.officer)
    address = reverse("work:referral", args=[referral.public_id])
    assert "Print how far it is" in client.get(address).content.decode()
    scene.accept(offer_of(referral))
    assert "Print the confirmation" in client.get(address).content.decode()
    hearing = reverse("work:referral", args=[before_hearing.public_id])
    assert "Print the letter for the court" in client.get(hearing).content.decode()


@pytest.mark.parametrize(
    ("name", "told"),
    [("refused", "What had not begun is taken back."), ("close", "The referral is closed.")],
)
def test_the_button_does_it_once(scene: Scene, name: str, told: str) -> None:
    referral = scene.send(scene.conditional())
    client = client_of(scene.officer)
    address = reverse(f"work:referral-{name}", args=[referral.public_id])
    key = client.get(address).context["form"]["key"].value()
    assert request_of(referral).state == "OFFERED"
    for _ in range(2):
        response = client.post(address, {"key": key, "sure": "on"}, follow=True)
        assert told in response.content.decode()
    late = client.post(address, {"key": str(uuid4()), "sure": "on"}, follow=True)
    assert "Nothing was changed" in late.content.decode()
    assert client.get(address).status_code == 302
