"""Sight ends where it should: with a stranger's id, a membership, a no; and at what no provider may know."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from home.geography.models import CountryMembership, PrisonMembership, Region
from home.record.models import Event
from home.users.models import User
from providers.models import ProviderMembership
from referrals.explanations import SENTENCES
from referrals.forms.wizard_needs import OFFENCES
from referrals.models import Referral, RequestState
from referrals.routing.codes import Code
from referrals.wording import RULES
from tests.access.matrix import POST_ONLY, ROLES
from tests.access.records import Records
from tests.access.test_matrix import ask, our_addresses
from tests.referrals.scene import NOW, TODAY, Scene, client_of, offer_of, request_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ZONE, ZONE_NAME = "EE-198", "Keelatud kant"
NAMED_BY_AN_ID = sorted(name for name, address in our_addresses().items() if "<uuid:" in str(address.pattern))


@pytest.mark.parametrize("name", NAMED_BY_AN_ID)
def test_what_does_not_exist_looks_like_what_is_not_ones_own(records: Records, name: str) -> None:
    address, method = records.address(name, of=uuid4()), "post" if name in POST_ONLY else "get"
    for role in ROLES:
        person = records.people[role]
        if person is not None:
            response = getattr(client_of(person), method)(address)
            assert response.status_code == 404, role


def test_the_coordinator_of_another_country_sees_none_of_it(records: Records) -> None:
    client = client_of(records.scene.lt_coordinator)
    for name in ("work:referral", "work:referral-letter", "work:referral-withdraw", "work:unplaced-request"):
        assert client.get(records.address(name)).status_code == 404, name
    for name in ("work:referrals", "work:unplaced"):
        page = client.get(records.address(name))
        assert page.status_code == 200
        assert "R-" not in page.content.decode(), name


@pytest.mark.parametrize(
    ("role", "membership", "name"),
    [
        ("officer", PrisonMembership, "work:referral"),
        ("officer", PrisonMembership, "work:referral-letter"),
        ("officer", PrisonMembership, "work:draft"),
        ("worker", ProviderMembership, "work:offer"),
        ("worker", ProviderMembership, "work:offer-accept"),
        ("worker", ProviderMembership, "work:capacity-service"),
        ("coordinator", CountryMembership, "work:referral"),
        ("coordinator", CountryMembership, "work:unplaced-request"),
    ],
)
def test_who_left_sees_nothing_from_the_next_day_on(
    records: Records, clock: time_machine.Traveller, role: Any, membership: Any, name: str
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    membership.objects.filter(user=records.people[role]).update(end=tomorrow)
    method = "post" if name in POST_ONLY else "get"
    # The day ends in Tallinn, two hours before it does in Greenwich.
    clock.move_to(NOW.replace(hour=21, minute=59))
    assert ask(records, method, name, role).status_code != 404
    clock.move_to(NOW.replace(hour=22, minute=1))
    assert ask(records, method, name, role).status_code == 404


def test_who_was_deactivated_sees_nothing_at_once(records: Records) -> None:
    client = client_of(records.scene.worker)
    assert client.get(records.address("work:offer")).status_code == 200
    User.objects.filter(pk=records.scene.worker.pk).update(deactivated_at=NOW)
    assert client.get(records.address("work:offer")).status_code == 302


@pytest.mark.parametrize("ending", ["decline", "withdraw", "expire"])
def test_a_case_that_is_no_longer_theirs_is_gone_for_the_provider(records: Records, ending: str) -> None:
    scene, client = records.scene, client_of(records.scene.worker)
    assert records.referral.number in client.get(records.address("work:offer")).content.decode()
    end(scene, records, ending)
    # Days may have passed, and with them the time for which somebody stays signed in.
    client = client_of(scene.worker)
    assert client.get(records.address("work:offer")).status_code == 404
    for name in (name for name in POST_ONLY if name.startswith("work:offer")):
        assert client.post(records.address(name), {"key": str(uuid4())}).status_code == 404
    for address in (reverse("work:offers"), reverse("work:offers") + "?show=accepted"):
        page = client.get(address).content.decode()
        assert "Demo Person" not in page
        assert records.referral.number not in page
    assert client.get(records.address("work:referral")).status_code == 404


def end(scene: Scene, records: Records, how: str) -> None:
    if how == "decline":
        scene.decline(records.offer)
    elif how == "withdraw":
        scene.withdraw(records.referral)
    else:
        scene.later(days=10).sweep()


def test_the_next_provider_sees_its_own_offer_only(records: Records) -> None:
    records.scene.decline(records.offer)
    client = client_of(records.scene.other_worker)
    own = reverse("work:offer", args=[offer_of(records.referral).public_id])
    assert client.get(own).status_code == 200
    assert client.get(records.address("work:offer")).status_code == 404


@pytest.fixture
def guarded(records: Records) -> Referral:
    """A referral with a zone to keep away from, and offences."""
    Region.objects.filter(code=ZONE).update(**{f"name_{code}": ZONE_NAME for code in LANGUAGES})
    answers = records.scene.answers(
        needs={"offence_types": ("VIOLENCE", "ARSON"), "uses_substances": True, "notes": "Comes by train"}
    )
    return records.scene.send(replace(answers, region=replace(answers.region, no_contact=(ZONE,))))


def secrets(language: str) -> set[str]:
    """Words that would tell a provider of a zone or of an offence."""
    with override(language):
        words = {str(SENTENCES[code]) for code in Code if code.startswith("NO_CONTACT")}
        words |= {str(label) for label in OFFENCES.values()} | {str(RULES["NO_CONTACT"])}
    return {word.casefold() for word in words} | {ZONE.casefold(), ZONE_NAME.casefold()} | CODES


CODES = {"violence", "sexual", "arson", "no_contact", "no-contact"}


def secrets_in(text: str, language: str) -> set[str]:
    return {word for word in secrets(language) if word in text.casefold()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_tells_a_worker_of_zones_or_offences(
    records: Records, guarded: Referral, language: str
) -> None:
    client, offer = client_of(records.scene.worker), offer_of(guarded)
    with override(language):
        own = [reverse(name, args=[offer.public_id]) for name in ("work:offer", "work:offer-decline")]
        lists = [reverse("work:offers"), reverse("work:offers") + "?show=accepted", reverse("work:capacity")]
        accept = reverse("work:offer-accept", args=[offer.public_id])
    pages = [client.get(own[0]), client.post(own[1], {"note": "typed"}), *map(client.get, lists)]
    pages += [client.post(accept, {"key": str(uuid4())}, follow=True), *map(client.get, lists)]
    assert "Comes by train" in pages[0].content.decode()
    for page in pages:
        assert page.status_code in {200, 422}
        assert secrets_in(page.content.decode(), language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_tells_nothing_of_them_either(records: Records, guarded: Referral, language: str) -> None:
    with override(language):
        address = reverse("work:referral-letter", args=[guarded.public_id])
    page = client_of(records.scene.officer).get(address).content.decode()
    assert "Demo Person" in page
    assert secrets_in(page, language) == set()


def test_no_mail_tells_of_them_or_of_the_person(records: Records, guarded: Referral) -> None:
    scene = records.scene
    scene.decline(offer_of(guarded), note="Secretly said")
    scene.accept(offer_of(guarded))
    scene.withdraw(guarded)
    scene.sweep()
    assert len(mail.outbox) >= 5
    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}\n{message.extra_headers}"
        for language in LANGUAGES:
            assert secrets_in(text, language) == set()
        for told in ("Demo", "Person", "1990", "Comes by train", "Secretly", "EE-TALLINN"):
            assert told not in text


def test_the_coordinator_may_know_that_a_zone_stands_in_the_way(records: Records) -> None:
    answers = records.scene.answers()
    zones = replace(answers.region, no_contact=("EE-784", "EE-793"))
    request = request_of(records.scene.send(replace(answers, region=zones)))
    assert request.state == RequestState.WAITING
    address = reverse("work:unplaced-request", args=[request.public_id])
    page = client_of(records.scene.coordinator).get(address).content.decode()
    assert secrets_in(page, "en")


@pytest.mark.parametrize(
    "name",
    [
        "work:referral",
        "work:referral-letter",
        "work:referral-withdraw",
        "work:referral-release",
        "work:referral-prison",
        "work:referral-close",
        "work:unplaced-request",
    ],
)
def test_every_look_of_a_coordinator_is_recorded(records: Records, name: str) -> None:
    for role in ("officer", "worker", "other_officer", "editor"):
        ask(records, "get", name, role)
        client_of(records.people[role]).get(records.address(name))  # type: ignore[arg-type]
    assert not Event.objects.filter(kind="referral.viewed").exists()
    client_of(records.scene.coordinator).get(records.address(name))
    look = Event.objects.get(kind="referral.viewed")
    seen = records.waiting.referral if name == "work:unplaced-request" else records.referral
    assert (look.subject_kind, look.subject_id) == ("referral", seen.public_id)
    assert (look.actor_id, look.at) == (records.scene.coordinator.public_id, NOW)


@pytest.mark.parametrize("name", ["withdraw", "release", "prison", "close"])
def test_a_page_that_complains_is_a_look_as_well(records: Records, name: str) -> None:
    client_of(records.scene.coordinator).post(records.address(f"work:referral-{name}"))
    look = Event.objects.get(kind="referral.viewed")
    assert look.actor_id == records.scene.coordinator.public_id


@pytest.mark.parametrize("name", ["work:referrals", "work:unplaced"])
def test_lists_of_a_country_name_nobody(records: Records, name: str) -> None:
    page = client_of(records.scene.coordinator).get(records.address(name)).content.decode()
    number = records.waiting.referral.number
    assert number in page
    assert "Demo Person" not in page
