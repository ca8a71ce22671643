"""Accounts in the administration: one name, a language, an address without capital letters."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.permission_policies.base import ModelPermissionPolicy

from home.users.administration import PersonEditForm
from home.users.models import User
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "korrektne hobune aku klamber"


@pytest.fixture
def root(db: None) -> Client:
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


@pytest.mark.parametrize("active", [True, False])
def test_the_tick_in_the_administration_activates_and_deactivates(active: bool) -> None:
    user = UserFactory(is_active=not active)
    values = {
        "email": user.email,
        "name": "A",
        "language": "et",
        "is_active": "on" if active else "",
    }
    form = PersonEditForm(values, instance=user)
    assert form.is_valid(), form.errors
    form.save()
    assert User.objects.get(pk=user.pk).is_active is active


def test_wagtail_finds_active_people_by_their_permissions() -> None:
    root = User.objects.create_superuser("root@example.org", name="Root")
    User.objects.create_superuser("gone@example.org", name="Gone", is_active=False)
    found = ModelPermissionPolicy(User).users_with_permission("change")
    assert list(found) == [root]
