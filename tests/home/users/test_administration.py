"""Accounts in the administration: one name, a language, an address without capital letters."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home.users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "korrektne hobune aku klamber"


@pytest.fixture
def root() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD, name="Root"))
    return client


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "email": "Uus@Example.org",
        "name": "Uus Inimene",
        "language": "ru",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **changes,
    }


def test_an_account_is_made_with_one_name_and_a_language(root: Client) -> None:
    shown = root.get(reverse("wagtailusers_users:add")).content.decode()
    assert 'name="name"' in shown
    assert 'name="first_name"' not in shown
    assert root.post(reverse("wagtailusers_users:add"), typed()).status_code == 302
    made = User.objects.get(email="uus@example.org")
    assert (made.name, made.language) == ("Uus Inimene", "ru")
    assert made.check_password(PASSWORD)


def test_one_address_is_one_account(root: Client) -> None:
    root.post(reverse("wagtailusers_users:add"), typed())
    again = root.post(reverse("wagtailusers_users:add"), typed(email="UUS@example.org"))
    assert list(again.context["form"].errors) == ["email"]


def test_an_account_is_changed_and_closed(root: Client) -> None:
    user = User.objects.create_user("keegi@example.org", PASSWORD, name="Keegi")
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    assert 'name="language"' in root.get(address).content.decode()
    data = typed(email=user.email, name="Teine", password1="", password2="")
    assert root.post(address, data).status_code == 302
    user.refresh_from_db()
    assert user.name == "Teine"
    assert user.deactivated_at is not None


def test_accounts_are_found_by_name(root: Client) -> None:
    User.objects.create_user("keegi@example.org", PASSWORD, name="Haruldane Nimi")
    shown = root.get(reverse("wagtailusers_users:index") + "?q=Haruldane").content.decode()
    assert "keegi@example.org" in shown


def test_everybody_changes_their_own_name(root: Client) -> None:
    shown = root.get(reverse("wagtailadmin_account")).content.decode()
    assert "name_email-name" in shown
    assert "first_name" not in shown
