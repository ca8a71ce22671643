"""Screens for neutral rows: for editors and for coordinators of the country; nothing of places and stays."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from home.users.models import User
from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS
from providers.models import Contact, Provider, ProviderMembership, ProviderPage, ProviderPageLink
from services.models import ServiceType
from tests.factories.geography import CountryMembershipFactory
from tests.factories.pages import page_in
from tests.factories.providers import (
    ContactFactory,
    LocationFactory,
    ProviderFactory,
    ProviderMembershipFactory,
    ServiceAtLocationFactory,
)
from tests.factories.services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def signed_in(user: User) -> Client:
    align_rights(today=TODAY)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    align_rights(today=TODAY)
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name=EDITORS))
    return signed_in(user)


@pytest.fixture
def coordinator(db: None) -> Client:
    return signed_in(CountryMembershipFactory.create(country="EE").user)


def address(row: Any, what: str = "edit") -> str:
    return reverse(type(row).snippet_viewset.get_url_name(what), args=[row.pk])


def adding(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))


def of_a_country(country: str) -> list[Any]:
    provider = ProviderFactory.create(country=country, name=f"Asutus {country}")
    service = ServiceAtLocationFactory.create(provider=provider)
    return [
        provider,
        LocationFactory.create(provider=provider),
        ContactFactory.create(provider=provider, name=f"Inimene {country}"),
        service,
    ]


def test_rows_of_referrals_and_of_places_have_no_screen() -> None:
    shown = {model._meta.label for model in get_snippet_models()}
    assert not {label for label in shown if label.startswith(("referrals.", "record.", "users."))}
    kept_out = ("CapacityStep", "Unit", "UnitGroup", "Void", "Stay", "Occupation", "Overstay", "Pause")
    assert shown.isdisjoint(f"providers.{name}" for name in kept_out)
    assert apps.get_model("providers.Stay")._meta.label not in shown


def test_an_editor_opens_every_screen(editor: Client) -> None:
    programme = ProgrammeFactory.create()
    rows = [*of_a_country("EE"), ServiceTypeFactory.create(), programme, ProgrammeLimitFactory.create()]
    for row in rows:
        assert editor.get(address(row)).status_code == 200, row
        listed = editor.get(reverse(type(row).snippet_viewset.get_url_name("list")))
        assert listed.status_code == 200, row


def test_a_service_type_is_entered_without_a_developer(editor: Client) -> None:
    data = {
        "code": "night_shelter",
        **{f"name_{language}": "Öömaja" for language in ("et", "en", "ru", "lt")},
        "unit_kinds": ["BED"],
        "given_where": "AFTER_RELEASE",
        "region_rule": "MUST_SERVE",
        "starts": "ON_RELEASE",
        "order": "4",
    }
    add = adding(ServiceType)
    assert editor.post(add, data).status_code == 302
    assert ServiceType.objects.get(code="night_shelter").unit_kinds == ["BED"]
    assert editor.post(add, {**data, "code": "other", "unit_kinds": []}).context["form"].errors


def test_a_coordinator_sees_their_own_country(coordinator: Client) -> None:
    own, foreign = of_a_country("EE"), of_a_country("LT")
    for row in own:
        assert coordinator.get(address(row)).status_code == 200, row
    for row in foreign:
        assert coordinator.get(address(row)).status_code == 404, row
        assert coordinator.post(address(row), {"name": "x"}).status_code == 404, row
        assert coordinator.get(address(row, "history")).status_code == 404, row
        listed = coordinator.get(reverse(type(row).snippet_viewset.get_url_name("list"))).content.decode()
        assert "Asutus LT" not in listed
        assert "Inimene LT" not in listed


def test_a_coordinator_moves_nothing_abroad(coordinator: Client) -> None:
    contact, abroad = ContactFactory.create(), ProviderFactory.create(country="LT")
    data = {"provider": abroad.pk, "role": "CONTACT", "phone": "5550 2020"}
    assert coordinator.post(address(contact), data).status_code == 200
    assert Contact.objects.get(pk=contact.pk).provider == contact.provider


def test_a_contact_gets_its_number_for_dialling(coordinator: Client) -> None:
    contact = ContactFactory.create()
    data = {"provider": contact.provider.pk, "role": "CONTACT", "phone": "5550 2020"}
    assert coordinator.post(address(contact), data).status_code == 302
    assert Contact.objects.get(pk=contact.pk).phone_e164 == "+37255502020"


def test_a_worker_of_a_provider_has_no_screen(db: None) -> None:
    rows = of_a_country("EE")
    worker = signed_in(ProviderMembershipFactory.create(provider=rows[0]).user)
    for row in rows:
        assert worker.get(address(row)).status_code == 404


def test_one_page_in_each_language(editor: Client) -> None:
    provider = ProviderFactory.create()
    pages = [page_in("et", ProviderPage, title=name) for name in ("Üks", "Kaks")]
    add = adding(ProviderPageLink)
    assert editor.post(add, {"provider": provider.pk, "page": pages[0].pk}).status_code == 302
    second = editor.post(add, {"provider": provider.pk, "page": pages[1].pk})
    assert second.status_code == 200
    assert second.context["form"].errors
    assert ProviderPageLink.objects.count() == 1


def test_a_membership_gives_rights_at_once(coordinator: Client) -> None:
    user, provider = UserFactory.create(), ProviderFactory.create()
    page = page_in("et", ProviderPage, title="Maja")
    ProviderPageLink.objects.create(page=page, provider=provider)
    add = adding(ProviderMembership)
    data = {"user": user.pk, "provider": provider.pk, "start": str(TODAY), "end": ""}
    assert coordinator.post(add, data).status_code == 302
    client = Client()
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    membership = ProviderMembership.objects.get()
    backwards = {**data, "end": str(TODAY - timedelta(days=1))}
    assert coordinator.post(address(membership), backwards).context["form"].errors
    assert Provider.objects.filter(desk__isnull=False).exists()
