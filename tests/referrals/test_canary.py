"""What was typed about a person is found nowhere: not in the database or its files, not in logs, mails or sessions."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from home.geography.models import Region
from home.record.models import Event
from referrals.models import Offer, Referral
from referrals.sealed import answers_of
from tests.referrals.canary import every_row, files_of_the_database, found_in, found_on_disk, kept_beside
from tests.referrals.scene import NOW, TODAY, Scene, client_of, make_scene, offer_of, request_of
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import NEEDS, PERSON, REGION, RELEASE, SERVICES, Typed, day

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, LAST, CODE, PHONE = "Zvirgzdina", "Kanarbikuvere", "39001010011", "5988 1234"
NOTE, DECLINED, ODD = "Qvestorum tuleb koeraga", "Liiga vali meie jaoks Xylo", "Wrongly-typed-Jabberwock"
CANARIES = {FIRST, LAST, CODE, PHONE, NOTE, DECLINED, ODD}
ZONE, ZONE_NAME = "EE-198", "Keelatudkandi vald"
ANSWERS: dict[str, Typed] = {
    # Near enough for the house to be asked at once.
    "release": RELEASE | day("expected", TODAY + timedelta(days=20)),
    "person": PERSON
    | {"first_name": FIRST, "last_name": LAST, "personal_code": CODE, "phone": f"+372 {PHONE}"},
    "region": REGION | {"no_contact": [ZONE]},
    "services": SERVICES | {"wanted": ["housing"]},
    "needs": NEEDS | {"requirements": [], "offences": ["ARSON", "VIOLENCE"], "notes": NOTE},
    "matches": {"wish_housing": ""},
}


BEGUN: dict[str, Any] = {step: ANSWERS[step] for step in ("person", "region")}


@dataclass
class Told:
    """A case that went all ways, and everybody's browser."""

    referral: Referral
    clients: list[Client] = field(default_factory=list)


@pytest.fixture
def told(transactional_db: None, caplog: pytest.LogCaptureFixture) -> Iterator[Told]:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("factory").setLevel(logging.INFO)
    with time_machine.travel(NOW, tick=False):
        scene = make_scene()
        Region.objects.filter(code=ZONE).update(name_et=ZONE_NAME, name_en=ZONE_NAME)
        officer = Filer(scene.officer).start()
        officer.post("agreement", {"participates": ODD})
        officer.fill(**ANSWERS)
        officer.post("person", ANSWERS["person"] | {"first_name": ODD, "personal_code": f"{ODD} {CODE}"})
        officer.fill(**ANSWERS)
        # A draft that is begun and left, and one that is thrown away.
        Filer(scene.officer).start().fill("services", **BEGUN)
        thrown = Filer(scene.officer).start().fill("services", **BEGUN)
        thrown.client.post(thrown.url() + "delete/")
        assert officer.send().status_code == 302
        told = Told(Referral.objects.get(), [officer.client])
        go_all_ways(scene, told)
        yield told


def go_all_ways(scene: Scene, told: Told) -> None:
    """Looked at, refused with a note, accepted by nobody, told to everybody, taken back."""
    scene.sweep()
    for worker in (scene.worker, scene.other_worker):
        client, offer = client_of(worker), offer_of(told.referral)
        told.clients.append(client)
        address = reverse("work:offer", args=[offer.public_id])
        assert FIRST in client.get(address).content.decode()
        assert client.post(f"{address}decline/", {"note": ODD, "key": ODD}).status_code == 422
        answer = {"note": DECLINED, "key": str(uuid4()), "reason": "OTHER"}
        assert client.post(f"{address}decline/", answer).status_code == 302
        assert client.get(address, {"page": CODE}).status_code == 404
        scene.sweep()
    coordinator = client_of(scene.coordinator)
    told.clients.append(coordinator)
    waiting = reverse("work:unplaced-request", args=[request_of(told.referral).public_id])
    own = reverse("work:referral", args=[told.referral.public_id])
    for client, address in ((coordinator, waiting), (coordinator, own), (told.clients[0], f"{own}letter/")):
        assert client.get(address).status_code == 200
    withdrawal = {"key": str(uuid4()), "reason": "MISTAKE"}
    assert told.clients[0].post(f"{own}withdraw/", withdrawal).status_code == 302
    scene.sweep()


def test_no_row_holds_what_was_typed(told: Told) -> None:
    assert found_in(every_row(), CANARIES) == set()
    elsewhere = every_row(but=frozenset({"geography_region"}))
    assert found_in(elsewhere, {ZONE, ZONE_NAME, "ARSON", "VIOLENCE"}) == set()
    # The search finds what is there.
    assert found_in(every_row(), {told.referral.number, ZONE_NAME}) == {told.referral.number, ZONE_NAME}
    assert answers_of(told.referral).person.first_name == FIRST


def test_no_file_of_the_database_holds_it(told: Told) -> None:
    assert len(files_of_the_database()) >= 2
    assert found_on_disk({*CANARIES, told.referral.number}) == {told.referral.number}


def test_no_log_mail_session_cookie_or_cache_holds_it(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    # The case was told while the test was set up; its lines are not among those of the test itself.
    heard = caplog.get_records("setup")
    logged = "\n".join(f"{record.getMessage()} {record.args} {record.exc_info}" for record in heard)
    assert "Unprocessable Entity" in logged
    mails = "\n".join(message.message().as_string() for message in mail.outbox)
    assert told.referral.number in mails
    cookies = "\n".join(str(client.cookies) for client in told.clients)
    for place in (logged, mails, cookies):
        assert found_in(place.encode(), {*CANARIES, ZONE_NAME}) == set()
    assert found_in(kept_beside(), {*CANARIES, ZONE_NAME}) == set()


def test_it_was_told_and_is_there_for_those_who_may_read_it(told: Told) -> None:
    """The searches above would be worth nothing if nothing had been typed."""
    answers = answers_of(told.referral)
    assert (answers.person.last_name, answers.person.personal_code) == (LAST, CODE)
    assert (answers.needs.notes, answers.region.no_contact) == (NOTE, (ZONE,))
    assert all(bytes(offer.note_sealed) for offer in Offer.objects.filter(answer="DECLINED").order_by("pk"))
    assert Event.objects.filter(kind="request.decline").count() == 2
