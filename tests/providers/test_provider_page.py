"""A provider's page: places, contacts, what is free, and what is not stated; names in the reader's language."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from home.languages import fill_gaps
from home.models import StandardPage
from home.phones import dialled
from providers.listing import provider_pages
from providers.models import Provider, ProviderPage, ProviderPageLink
from tests.factories.geography import PrisonFactory
from tests.factories.pages import page_in
from tests.factories.providers import (
    TODAY,
    LocationFactory,
    ProgrammeOfferFactory,
    ProviderFactory,
    open_house,
)
from tests.factories.services import ProgrammeFactory
from tests.providers.country import HARJU, SOUTH, make_country, service_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country() -> None:
    make_country()


def seen(client: Client, provider: Provider, language: str = "en", **page: Any) -> str:
    shown = page_in(language, ProviderPage, **{"title": provider.name, **page})
    ProviderPageLink.objects.create(provider=provider, page=shown)
    with time_machine.travel(TODAY):
        response = client.get(shown.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_provider_has_one_page_a_language() -> None:
    provider = ProviderFactory.create()
    ProviderPageLink.objects.create(provider=provider, page=page_in("et", ProviderPage))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderPageLink.objects.create(provider=provider, page=page_in("et", ProviderPage))


def test_copying_a_page_copies_no_link() -> None:
    page = page_in("et", ProviderPage, slug="maja")
    ProviderPageLink.objects.create(provider=ProviderFactory.create(), page=page)
    assert ProviderPageLink.of(page.copy(update_attrs={"slug": "teine"})) is None


def test_an_alias_stands_for_its_provider(client: Client) -> None:
    service = service_in(HARJU, name="MTÜ Maja")
    page = page_in("lt", ProviderPage, title="Namai")
    ProviderPageLink.objects.create(provider=service.provider, page=page)
    alias = next(made for made in fill_gaps(page) if made.locale.language_code == "ru")
    assert provider_pages("ru")[service.provider.pk].pk == alias.pk
    html = client.get(alias.url).content.decode()
    assert "MTÜ Maja" in html
    assert '<h1 lang="lt">Namai</h1>' in html


def test_each_place_has_its_contact_with_role_and_period(client: Client) -> None:
    service = service_in(HARJU, town="Laitse", name="MTÜ Maja")
    service.provider.contacts.create(
        name="Mari Maasikas",
        role="SERVICE_MANAGER",
        phone="671 6198",
        phone_e164=dialled("671 6198"),
        published_for="2015–2023",
        location=service.location,
    )
    html = seen(client, service.provider)
    assert '<h2><span lang="et">Laitse</span></h2>' in html
    assert 'class="phone big" href="tel:+3726716198"' in html
    assert "Mari Maasikas, service manager." in html
    assert "As published for 2015–2023, not confirmed." in html


def test_a_confirmed_contact_says_since_when(client: Client) -> None:
    service = service_in(HARJU)
    service.provider.contacts.create(
        name="Mari", role="CONTACT", confirmed_on=date(2026, 2, 1), location=service.location
    )
    html = seen(client, service.provider)
    assert "Confirmed on 1 February 2026." in html
    assert "not confirmed" not in html


def test_what_is_not_stated_says_so(client: Client) -> None:
    html = seen(client, service_in(HARJU).provider)
    for sentence in (
        "Languages: not stated in our sources.",
        "House rules: not stated in our sources.",
        "No phone or e-mail address is stated in our sources.",
        "Free places not stated, call first",
    ):
        assert sentence in html


def test_stated_languages_regions_prisons_and_rules_are_told(client: Client) -> None:
    service = service_in(HARJU, serves=(SOUTH,))
    service.languages, service.house_rules = ["et", "ru"], ["SOBER", "NO_CHILDREN"]
    service.save()
    service.prisons.add(PrisonFactory.create(name_en="Example Prison"))
    html = seen(client, service.provider)
    for words in ("Estonian, Russian", "Lõuna-Eesti", "Example Prison", "no alcohol or drugs", "no children"):
        assert words in html


def test_free_places_are_dated(client: Client) -> None:
    house = open_house(location=service_in(HARJU).location)
    html = seen(client, house.location.provider)
    assert "Free places not stated" in html
    html = seen(client, house.provider)
    assert "Free now" in html
    assert "Confirmed 2 March 2026" in html


def test_an_ended_programme_is_shown_as_ended(client: Client) -> None:
    service = service_in(HARJU)
    past = ProgrammeFactory.create(start=date(2015, 1, 1), end=date(2024, 1, 1), period_as_stated="2015–2023")
    ProgrammeOfferFactory.create(service_at_location=service, programme=past)
    html = seen(client, service.provider)
    assert "This programme has ended" in html
    assert "This programme ran 2015–2023 and has ended." in html


def test_an_invented_provider_says_so_in_the_readers_name(client: Client) -> None:
    service = service_in(HARJU, is_demonstration=True, name="Demo", name_ru="Пример", name_en="Example House")
    assert "This organisation is invented." in seen(client, service.provider)
    html = seen(client, service.provider, "ru", title="Пример")
    assert "<p>Пример</p>" in html
    assert "Example House" not in html


def test_other_names_and_partners_keep_their_language(client: Client) -> None:
    provider = ProviderFactory.create(
        name="VšĮ Biuras",
        country="LT",
        also_called="Biuras",
        together_with="Kita įstaiga",
        web="www.example.lt",
    )
    html = seen(client, provider, "ru")
    assert '<h1 lang="lt">VšĮ Biuras</h1>' in html
    assert '<span lang="lt">Kita įstaiga</span>' in html
    assert 'href="https://www.example.lt"' in html


@pytest.mark.parametrize(
    ("language", "shown"), [("et", "Pärnu"), ("ru", "Пярну"), ("lt", "Pernu"), ("en", "Pärnu")]
)
def test_a_town_is_named_as_the_reader_knows_it(client: Client, language: str, shown: str) -> None:
    service = service_in(HARJU, town="Pärnu")
    region = service.location.region
    assert region
    region.name_et, region.name_en, region.name_ru, region.name_lt = "Pärnu linn", "Pärnu", "Пярну", "Pernu"
    region.save()
    assert f"<h2>{shown}</h2>" in seen(client, service.provider, language)


def test_a_village_keeps_its_name(client: Client) -> None:
    html = seen(client, service_in(HARJU, town="Laitse").provider, "ru")
    assert '<h2><span lang="et">Laitse</span></h2>' in html


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: Any) -> None:
    provider = service_in(HARJU).provider
    page = page_in("en", ProviderPage)
    ProviderPageLink.objects.create(provider=provider, page=page)

    def queries() -> int:
        with django_assert_max_num_queries(80) as counted:
            client.get(page.url)
        return len(counted)

    def add(number: int) -> None:
        for _ in range(number):
            place = LocationFactory.create(provider=provider, region=provider.locations.all()[0].region)
            house = open_house(provider=provider, location=place)
            house.provider.contacts.create(name="Mari", role="CONTACT", location=house.location)

    add(5)
    queries()  # What is asked once and kept: content types, the site.
    few = queries()
    add(20)
    assert queries() == few


def test_the_home_page_lists_providers_once_with_their_places(client: Client) -> None:
    one = service_in(HARJU, town="Laitse", name="Beeta")
    LocationFactory.create(provider=one.provider, region=one.location.region, name="Laitse")
    open_house(provider=one.provider, location=one.location)
    ProviderFactory.create(name="Alfa", web="www.example.ee")
    ProviderFactory.create(name="Aabits", is_demonstration=True)
    page_in("et", StandardPage)
    html = client.get("/et/").content.decode()
    names = html.split('class="partners"')[1].split('class="map"')[0]
    assert names.index("Alfa") < names.index("Beeta") < names.index("Aabits")
    assert names.count("Laitse") == 1
    assert 'href="https://www.example.ee"' in names
    assert 'n1"><a href="/et/directory/?county=EE-37"' in html


def test_the_home_page_asks_no_more_for_more_providers(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    page_in("en", StandardPage)

    def queries() -> int:
        with django_assert_max_num_queries(80) as counted:
            client.get("/en/")
        return len(counted)

    def add(number: int) -> None:
        for _ in range(number):
            service = service_in(HARJU, serves=(SOUTH,))
            ProviderPageLink.objects.create(provider=service.provider, page=page_in("en", ProviderPage))
            ProviderFactory.create()

    add(5)
    queries()  # What is asked once and kept: content types, the site.
    few = queries()
    add(20)
    assert queries() == few
