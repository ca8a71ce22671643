"""Signing in, in the reader's language: our own words stand before those of the packages."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from home.users.models import User
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

PAGES = ("login", "password/reset", "password/change", "email", "reauthenticate")
# Familiar forms, the other word for a password, and English.
FOREIGN = {
    "et": ("alasõna", "Unustasid", "Proovi ", "Pead ", "Email", "password"),
    "ru": ("E-mail", "Email", "password"),
    "lt": ("Email", "password"),
}
FORGOTTEN = {"et": "Unustasite parooli?", "ru": "Забыли пароль?", "lt": "Pamiršote slaptažodį?"}
ADDRESS = {"et": "E-posti aadress", "ru": "Адрес электронной почты", "lt": "El. pašto adresas"}


@pytest.fixture
def user() -> User:
    return UserFactory()


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")] if response.status_code == 200 else ""


@pytest.mark.parametrize("language", FORGOTTEN)
def test_the_sign_in_page_speaks_the_readers_language(client: Client, language: str) -> None:
    page = text_of(client, f"/{language}/account/login/")
    assert FORGOTTEN[language] in page
    assert re.search(rf"<label[^>]*>\s*{ADDRESS[language]}\s*</label>", page)


@pytest.mark.parametrize("language", FOREIGN)
def test_no_page_of_accounts_says_anything_in_another_tone(client: Client, user: User, language: str) -> None:
    client.force_login(user)
    for page in PAGES:
        said = re.sub(r"<[^>]*>", " ", text_of(client, f"/{language}/account/{page}/"))
        assert [word for word in FOREIGN[language] if word in said] == [], page


@pytest.mark.parametrize("language", FOREIGN)
def test_wrong_words_are_refused_politely(client: Client, user: User, language: str) -> None:
    body = {"login": user.email, "password": "wrong"}
    said = client.post(f"/{language}/account/login/", body).content.decode()
    with override(language):
        wrong = gettext("The email address and/or password you specified are not correct.")
        short = ngettext(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            12,
        )
    assert wrong in said
    assert "alasõna" not in wrong + short
    assert "täht" not in short
