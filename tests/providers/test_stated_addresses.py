"""The web addresses of providers and programmes are asked for as those in texts are, and told with their pages."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from home.link_checks import check_links, named_addresses
from home.stated_addresses import stated
from providers.models import Provider, ProviderPage, ProviderPageLink
from services.models import ProgrammePage, ProgrammePageLink
from tests.factories.pages import home_in, page_in
from tests.factories.providers import ProviderFactory
from tests.factories.services import ProgrammeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def editor(settings: Settings) -> Client:
    settings.ASK_OTHER_SITES = True
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def provider_with_page(web: str, title: str) -> ProviderPage:
    page = page_in("et", ProviderPage, title=title)
    ProviderPageLink.objects.create(provider=ProviderFactory(web=web), page=page)
    return page


def test_a_provider_s_address_is_told_with_its_page(editor: Client) -> None:
    provider_with_page("www.example.org/me", "Maja leht")
    provider_with_page("https://fine.example.org", "Teine leht")
    assert check_links(now=NOW, ask=lambda address: (404 if "me" in address else 200, "")) == 2
    shown = editor.get(reverse("report-broken-links")).content.decode()
    assert "Maja leht" in shown
    assert "https://www.example.org/me" in shown
    assert "details of the provider" in shown
    assert "Teine leht" not in shown


def test_a_programme_s_address_is_told_with_its_page(editor: Client) -> None:
    page = page_in("et", ProgrammePage, title="Programmi leht")
    ProgrammePageLink.objects.create(programme=ProgrammeFactory(web="example.org"), page=page)
    check_links(now=NOW, ask=lambda _address: (410, ""))
    shown = editor.get(reverse("report-broken-links")).content.decode()
    assert "Programmi leht" in shown
    assert "details of the programme" in shown


def test_the_address_of_a_provider_without_a_page_stands_on_the_home_page(editor: Client) -> None:
    home_in("et")
    page = provider_with_page("example.org", "Maja leht")
    page.unpublish()
    check_links(now=NOW, ask=lambda _address: (410, ""))
    shown = editor.get(reverse("report-broken-links")).content.decode()
    assert "https://example.org" in shown
    assert "Maja leht" not in shown


def test_nobody_asks_for_those_who_have_left() -> None:
    provider_with_page("example.org", "Maja leht").unpublish()
    Provider.objects.update(archived_at=NOW)
    assert not named_addresses()


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in (1, 6):
        for each in range(number):
            provider_with_page(f"example.org/{number}/{each}", "Maja leht")
        with django_assert_num_queries(4):
            stated()
