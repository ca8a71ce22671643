"""Signed out after half an hour without a request, and after twelve hours in any case; back to the same page."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.users.models import User
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, Scene, client_of, make_scene, offer_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
PASSWORD = "a long way from home"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user() -> User:
    made: User = UserFactory.create(email="officer@example.org")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def client(clock: time_machine.Traveller, user: User) -> Client:
    return client_of(user)


def wait(clock: time_machine.Traveller, span: timedelta) -> None:
    clock.move_to(timezone.now() + span)


def signed_in(client: Client) -> bool:
    return client.get(reverse("work:home")).status_code == 200


def back_to(location: str) -> str:
    return parse_qs(urlsplit(location).query)["next"][0]


def touches(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert signed_in(client)
    return sum("UPDATE" in query["sql"] and "django_session" in query["sql"] for query in asked)


def test_half_an_hour_without_a_request_signs_out(client: Client, clock: time_machine.Traveller) -> None:
    wait(clock, 29 * MINUTE)
    assert signed_in(client)
    wait(clock, 29 * MINUTE)
    assert signed_in(client)
    wait(clock, 30 * MINUTE)
    assert not signed_in(client)


def test_half_a_day_is_the_longest(client: Client, clock: time_machine.Traveller) -> None:
    for _ in range(35):
        wait(clock, 20 * MINUTE)
        assert signed_in(client)
    wait(clock, 19 * MINUTE)
    assert signed_in(client)
    wait(clock, MINUTE)
    assert not signed_in(client)


def test_what_is_saved_meanwhile_does_not_begin_the_day_anew(
    client: Client, clock: time_machine.Traveller
) -> None:
    for _ in range(35):
        wait(clock, 20 * MINUTE)
        session = client.session
        session["something"] = str(timezone.now())
        session.save()
    wait(clock, 20 * MINUTE)
    assert not signed_in(client)


def test_a_session_is_written_once_a_minute_at_most(client: Client, clock: time_machine.Traveller) -> None:
    assert touches(client) == 0
    wait(clock, MINUTE)
    assert (touches(client), touches(client)) == (1, 0)
    wait(clock, MINUTE / 2)
    assert touches(client) == 0


def test_the_next_person_at_the_computer_has_a_day_of_their_own(
    client: Client, clock: time_machine.Traveller, user: User
) -> None:
    for _ in range(24):
        wait(clock, 20 * MINUTE)
        assert signed_in(client)
    client.post(reverse("account_logout"))
    client.force_login(user)
    assert Session.objects.get().expire_date == timezone.now() + 30 * MINUTE
    for _ in range(18):
        wait(clock, 20 * MINUTE)
        assert signed_in(client)
    for _ in range(17):
        wait(clock, 20 * MINUTE)
        assert signed_in(client)


def test_the_browser_forgets_it_when_it_is_closed(client: Client, user: User) -> None:
    client.logout()
    told = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert told.status_code == 302
    cookie = told.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_signing_in_again_leads_back_to_the_page(
    client: Client, clock: time_machine.Traveller, user: User
) -> None:
    page = reverse("work:home") + "?page=2"
    wait(clock, 31 * MINUTE)
    sent_away = client.get(page)
    assert back_to(sent_away["Location"]) == page
    told = client.post(sent_away["Location"], {"login": user.email, "password": PASSWORD, "next": page})
    assert told["Location"] == page


def test_a_button_leads_back_to_the_page_on_which_it_stands(clock: time_machine.Traveller) -> None:
    scene: Scene = make_scene()
    offer = offer_of(scene.send())
    client, page = client_of(scene.worker), reverse("work:offer", args=[offer.public_id])
    button = reverse("work:offer-accept", args=[offer.public_id])
    wait(clock, 31 * MINUTE)
    told = client.post(button, {"key": "x"}, headers={"referer": f"http://testserver{page}"})
    assert back_to(told["Location"]) == page
    for foreign in ("https://example.org/work/", "javascript:alert(1)", ""):
        told = client.post(button, {"key": "x"}, headers={"referer": foreign})
        assert back_to(told["Location"]) == button
