"""Signing in, passwords and mails about them, as people read them."""

import pytest
from django.core import mail
from django.test import Client

from tests.factories.users import UserFactory

LANGUAGES = ("et", "en", "ru", "lt")
PAGES = (
    "login/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-wrong/",
    "password/reset/key/done/",
    "signup/",
    "inactive/",
)
PASSWORD = "a long demonstration password"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_in_the_frame_of_the_portal(client: Client, language: str, page: str) -> None:
    html = client.get(f"/{language}/account/{page}").content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    assert 'class="site"' in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("page", ["password/change/", "logout/", "email/", "reauthenticate/"])
def test_pages_for_those_signed_in_stand_in_the_frame(client: Client, page: str) -> None:
    client.force_login(UserFactory.create(password=PASSWORD))
    html = client.get(f"/en/account/{page}").content.decode()
    assert html.count("<h1") == 1
    assert 'class="site"' in html


def test_a_wrong_password_is_said_in_words_and_in_the_title(client: Client) -> None:
    user = UserFactory.create(password=PASSWORD)
    response = client.post("/en/account/login/", {"login": user.email, "password": "wrong"})
    html = response.content.decode()
    assert "<title>Error:" in html
    assert 'class="errors"' in html


def test_the_mail_for_a_new_password_says_what_to_do_and_no_more(client: Client) -> None:
    user = UserFactory.create(password=PASSWORD)
    client.post("/en/account/password/reset/", {"email": user.email})
    (letter,) = mail.outbox
    assert "Somebody asked for a new password" in letter.body
    assert user.name not in letter.body
    assert "/en/account/password/reset/key/" in str(letter.body)


def test_nobody_makes_an_account_for_themselves(client: Client) -> None:
    html = client.get("/en/account/signup/").content.decode()
    assert "<form class" not in html
    assert "Accounts are for staff" in html
