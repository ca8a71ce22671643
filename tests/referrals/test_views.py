"""The pages of the workspace: what they show and what their buttons do."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from home.record.models import Event
from home.users.models import User
from providers.models import CapacityStep
from referrals.models import Offer
from tests.referrals.scene import (
    TODAY,
    Scene,
    client_of,
    offer_of,
    request_of,
    stays_held,
)

CHANGES = ("release", "prison", "refused", "close")


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_yes_is_one_button(scene: Scene) -> None:
    referral = scene.send()
    client, address = client_of(scene.worker), reverse("work:offer", args=[offer_of(referral).public_id])
    key = client.get(address).context["accept"]["key"].value()
    response = client.post(f"{address}accept/", {"key": key}, follow=True)
    assert "You said yes" in response.content.decode()
    assert request_of(referral).state == "ACCEPTED"
    assert "Demo Person" in text_of(client, reverse("work:offers") + "?show=accepted")
    assert "Demo Person" not in text_of(client, reverse("work:offers"))


def test_the_provider_reads_that_the_coordinator_sees_the_case_too(scene: Scene) -> None:
    referral = scene.send()
    assert "the coordinator of the country, whose every look is recorded" in text_of(
        client_of(scene.worker), reverse("work:offer", args=[offer_of(referral).public_id])
    )
    text_of(client_of(scene.coordinator), reverse("work:referral", args=[referral.public_id]))
    assert Event.objects.filter(kind="referral.viewed", actor_id=scene.coordinator.public_id).count() == 1


def test_opening_a_link_from_a_mail_does_nothing(scene: Scene) -> None:
    offer = offer_of(scene.send())
    client, address = client_of(scene.worker), reverse("work:offer", args=[offer.public_id])
    assert client.get(address).status_code == 200
    for action in ("accept/", "decline/"):
        assert client.get(address + action).status_code == 405
    assert Offer.objects.get().answer == ""


def test_no_needs_a_reason_and_keeps_what_was_typed(scene: Scene) -> None:
    offer = offer_of(scene.send())
    client, address = client_of(scene.worker), reverse("work:offer-decline", args=[offer.public_id])
    response = client.post(address, {"key": str(uuid4()), "note": "Typed <with care>"})
    assert response.status_code == 422
    assert "Typed &lt;with care&gt;" in response.content.decode()
    assert "Choose a reason." in response.content.decode()
    assert Offer.objects.get().answer == ""
    response = client.post(address, {"key": str(uuid4()), "note": "x", "reason": "SAFETY"}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("work:offers")
    assert "Demo Person" not in response.content.decode()


@pytest.mark.parametrize("action", ["accept", "decline"])
def test_who_answers_second_is_told_so(scene: Scene, action: str) -> None:
    offer = offer_of(scene.send())
    scene.accept(offer)
    address = reverse(f"work:offer-{action}", args=[offer.public_id])
    body = {"key": str(uuid4()), "reason": "SAFETY"}
    response = client_of(scene.worker).post(address, body, follow=True)
    assert "already answered" in response.content.decode()
    assert Offer.objects.get().answer == "ACCEPTED"


def test_taking_back_is_asked_once_more(scene: Scene) -> None:
    referral = scene.send()
    client, address = client_of(scene.officer), reverse("work:referral-withdraw", args=[referral.public_id])
    assert "Take this referral back?" in text_of(client, address)
    assert client.post(address, {"key": str(uuid4())}).status_code == 422
    assert stays_held(scene.north) == 1
    key = client.get(address).context["form"]["key"].value()
    for told in ("Every place it kept is free", "already closed"):
        response = client.post(address, {"key": key, "reason": "MISTAKE"}, follow=True)
        assert response.status_code == 200
        assert told in response.content.decode() or told == "already closed"
    assert stays_held(scene.north) == 0
    again = client.post(address, {"key": str(uuid4()), "reason": "MISTAKE"}, follow=True)
    assert "already closed" in again.content.decode()
    assert client.get(address).status_code == 302


def test_an_officer_follows_each_state(scene: Scene) -> None:
    referral = scene.send()
    client, address = client_of(scene.officer), reverse("work:referral", args=[referral.public_id])
    assert "The answer is due by 30 November 2026." in text_of(client, address)
    scene.decline(offer_of(referral))
    assert "South House" in text_of(client, address)
    scene.decline(offer_of(referral))
    page = text_of(client, address)
    assert "The request waits" in page
    assert "<dt>Place</dt>" not in page
    scene.withdraw(referral)
    assert "Taken back. No place is kept." in text_of(client, address)


def test_the_letter_names_a_house_only_when_it_said_yes(scene: Scene) -> None:
    referral = scene.send()
    client, address = client_of(scene.officer), reverse("work:referral-letter", args=[referral.public_id])
    assert "North House" not in text_of(client, address)
    scene.accept(offer_of(referral))
    page = text_of(client, address)
    assert "North House" in page
    assert referral.number in page


def test_people_are_led_to_the_room_where_their_work_is(scene: Scene) -> None:
    rooms = {
        scene.officer: reverse("work:referrals"),
        scene.worker: reverse("work:offers"),
        scene.coordinator: reverse("work:unplaced"),
        scene.editor: reverse("wagtailadmin_home"),
    }
    for person, room in rooms.items():
        assert client_of(person).get(reverse("work:home"))["Location"] == room


def test_an_officer_sees_the_referrals_of_the_own_prison_only(scene: Scene) -> None:
    referral = scene.send()
    assert referral.number in text_of(client_of(scene.officer), reverse("work:referrals"))
    assert referral.number not in text_of(client_of(scene.other_officer), reverse("work:referrals"))


def test_the_number_of_places_is_public_and_routed_by_at_once(scene: Scene) -> None:
    group = scene.north.groups.get()
    address = reverse("work:capacity-service", args=[scene.north.public_id])
    body = {
        "action": "places",
        "key": str(uuid4()),
        "group": str(group.public_id),
        "places": "0",
        "start_day": "23",
        "start_month": "11",
        "start_year": "2026",
    }
    assert client_of(scene.worker).post(address, body).status_code == 302
    assert CapacityStep.objects.get(group=group, start=TODAY).places == 0
    assert offer_of(scene.send()).provider == scene.south.provider


@pytest.mark.parametrize("action", ["confirm", "pause", "places", "resume", "", "drop"])
def test_an_empty_form_about_numbers_changes_nothing(scene: Scene, action: str) -> None:
    address = reverse("work:capacity-service", args=[scene.north.public_id])
    before = scene.north.version
    response = client_of(scene.worker).post(address, {"action": action})
    assert response.status_code in {404, 422}
    scene.north.refresh_from_db()
    assert scene.north.version == before


@pytest.mark.parametrize("language", ["et", "en", "ru", "lt"])
def test_every_page_opens_in_every_language(scene: Scene, language: str) -> None:
    waiting = scene.send(scene.answers(services=("complex_support",)))
    referral = scene.send(scene.conditional())
    pages: list[tuple[User, str, list[object]]] = [
        (scene.officer, "referrals", []),
        (scene.officer, "referral", [referral.public_id]),
        (scene.officer, "referral-letter", [referral.public_id]),
        (scene.officer, "referral-withdraw", [referral.public_id]),
        (scene.worker, "offers", []),
        (scene.worker, "offer", [offer_of(referral).public_id]),
        (scene.worker, "capacity", []),
        (scene.worker, "capacity-service", [scene.north.public_id]),
        (scene.coordinator, "unplaced", []),
        (scene.coordinator, "unplaced-request", [request_of(waiting, "complex_support").public_id]),
    ]
    pages += [(scene.officer, f"referral-{change}", [referral.public_id]) for change in CHANGES]
    for person, name, arguments in pages:
        address = reverse(f"work:{name}", args=arguments).replace("/en/", f"/{language}/", 1)
        assert f'<html lang="{language}"' in text_of(client_of(person), address)


def test_the_office_reads_why_a_provider_said_no(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    scene.decline(offer, note="Call us in spring")
    address = reverse("work:referral", args=[referral.public_id])
    page = text_of(client_of(scene.officer), address)
    assert "1 provider said no" in page
    assert "Call us in spring" in page
    assert client_of(scene.worker).get(address).status_code == 404
