"""What search engines are told: well-formed, true to the page, and harmless whatever an editor wrote."""

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from home.publishing import ensure_homes
from portal import schema
from providers.models import ProviderPage, ProviderPageLink
from services.models import ServicePage, ServicePageLink
from tests.factories.pages import home_in, page_in
from tests.factories.providers import ContactFactory, ProviderFactory, ServiceAtLocationFactory

EVIL = '</script><script>alert(1)</script><!-- "x" & \u2028'


def told(path: str) -> Any:
    page = BeautifulSoup(Client().get(path).content, "html.parser")
    found = page.select('script[type="application/ld+json"]')
    assert len(found) <= 1
    return json.loads(found[0].get_text()) if found else None


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_leaves_its_element(text: str) -> None:
    written = str(schema.script({"name": text}))
    inside = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside
    assert ">" not in inside
    assert json.loads(inside) == {"@context": "https://schema.org", "name": text}


@pytest.mark.django_db
def test_the_home_page_tells_of_the_site_and_whom_to_call() -> None:
    ensure_homes()
    home = home_in("en")
    assert [part["@type"] for part in told("/en/")["@graph"]] == ["WebSite"]
    home.contact_phone, home.contact_note = "620 8120", EVIL
    home.save()
    site, point = told("/en/")["@graph"]
    assert (site["url"], site["inLanguage"]) == ("http://testserver/en/", "en")
    assert point == {"@type": "ContactPoint", "telephone": "+3726208120", "description": EVIL}


@pytest.mark.django_db
def test_a_service_tells_who_gives_it_and_leaves_out_what_was_invented() -> None:
    ensure_homes()
    given = ServiceAtLocationFactory.create(provider__name="Real")
    ServiceAtLocationFactory.create(
        provider__name="Invented", provider__is_demonstration=True, service_type=given.service_type
    )
    page = page_in("et", ServicePage, slug="s", title="Majutus", lead=EVIL)
    ServicePageLink.objects.create(service_type=given.service_type, page=page)
    provider_page = page_in("et", ProviderPage, slug="p", title="Real")
    ProviderPageLink.objects.create(provider=given.provider, page=provider_page)
    found = told("/et/s/")
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "GovernmentService"
    assert (found["name"], found["description"], found["url"]) == ("Majutus", EVIL, "http://testserver/et/s/")
    assert [land["identifier"] for land in found["areaServed"]] == ["EE"]
    assert found["provider"] == [{"@type": "Organization", "name": "Real", "url": "http://testserver/et/p/"}]


@pytest.mark.django_db
def test_an_organisation_tells_how_it_can_be_reached() -> None:
    ensure_homes()
    given = ServiceAtLocationFactory.create(
        provider__name="Real", provider__web="www.example.org", location__street="Tänav 1"
    )
    ContactFactory.create(provider=given.provider, name="Mari", phone="7 300 541", published_for="2015–2023")
    page = page_in("en", ProviderPage, slug="p", title="Real")
    ProviderPageLink.objects.create(provider=given.provider, page=page)
    found = told("/en/p/")
    assert (found["@type"], found["name"], found["url"]) == (
        "Organization",
        "Real",
        "https://www.example.org",
    )
    assert found["location"][0]["address"]["streetAddress"] == "Tänav 1"
    (point,) = found["contactPoint"]
    assert (point["telephone"], point["name"]) == ("+3727300541", "Mari")
    assert point["description"] == "As published for 2015–2023, not confirmed."
    assert "email" not in found


@pytest.mark.django_db
def test_nothing_is_told_of_an_invented_organisation_or_of_a_fallback() -> None:
    ensure_homes()
    invented = ProviderFactory.create(is_demonstration=True)
    page = page_in("et", ProviderPage, slug="p", title="Invented")
    ProviderPageLink.objects.create(provider=invented, page=page)
    assert told("/et/p/") is None
    assert schema.of_provider(invented, url="http://x/", language="et", today=date(2026, 3, 2)) == {}
