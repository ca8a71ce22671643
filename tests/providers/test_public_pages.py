"""Every page of the content, in every language: it opens, is light, links to its translations."""

import re
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from home.names import NAME_LANGUAGES

# All of them: unmarked ones would run after those tests that empty the tables.
pytestmark = pytest.mark.django_db

HEAVIEST = 60_000
ROUTES = ("directory/", "directory/?county=EE-84&service=housing", "search/?q=maja")
Read = dict[str, dict[str, str]]
"""Pages by language and address, as a visitor gets them."""


@pytest.fixture(scope="module")
def read(content: None, django_db_blocker: DjangoDbBlocker) -> Read:
    """Every page of the tree, read once."""
    with django_db_blocker.unblock():
        pages = Page.objects.live().filter(depth__gt=1).select_related("locale").order_by("path")
        found: Read = {}
        for page in pages:
            found.setdefault(page.locale.language_code, {})[page.url] = _read(page.url)
        for language in NAME_LANGUAGES:
            found[language] |= {url: _read(url) for url in (f"/{language}/{route}" for route in ROUTES)}
    return found


def _read(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def in_tree(url: str) -> bool:
    return "/directory/" not in url and "/search/" not in url


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_every_page_opens_in_its_language(read: Read, language: str) -> None:
    assert len(read[language]) > 20
    for url, html in read[language].items():
        assert f'<html lang="{language}">' in html
        assert len(html.encode()) < HEAVIEST, url
        assert html.count("<h1") == 1, url
        assert not re.search(r">\s*None\s*<", html), url


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_every_page_announces_its_four_languages(read: Read, language: str) -> None:
    for url, html in read[language].items():
        announced = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', html)
        assert [code for code, _url in announced][:4] == list(NAME_LANGUAGES), url
        if in_tree(url):
            assert announced[-1] == ("x-default", announced[0][1])
            assert f'<link rel="canonical" href="http://testserver{url}">' in html


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_no_page_skips_a_level_of_headings(read: Read, language: str) -> None:
    for url, html in read[language].items():
        levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
        assert levels[0] == 1, url
        assert all(below <= above + 1 for above, below in pairwise(levels)), (url, levels)


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_every_link_within_the_site_leads_somewhere(read: Read, language: str) -> None:
    links = {
        link.split("#")[0].replace("&amp;", "&")
        for html in read[language].values()
        for link in re.findall(r'<a [^>]*href="(/[^"]*)"', html)
    }
    for link in links - set(read[language]):
        if "/work/" not in link and "/account/" not in link and "directory/?county" not in link:
            assert any(link in pages for pages in read.values()) or _read_now(link), link


def _read_now(link: str) -> bool:
    return Client().get(link).status_code == 200


def test_the_sitemap_holds_every_page_once(read: Read, client: Client) -> None:
    addresses = re.findall(
        r"<loc>http://testserver([^<]+)</loc>", client.get("/sitemap.xml").content.decode()
    )
    announced = (
        url for pages in read.values() for url in pages if in_tree(url) or url.endswith("/directory/")
    )
    assert sorted(addresses) == sorted(announced)


def test_the_home_page_shows_what_the_programmes_state(read: Read) -> None:
    html = read["et"]["/et/"]
    assert re.findall(r'class="figure">.*?<b>(\d+)</b>', html) == ["18", "6", "3"]
    assert "VšĮ Žmogiškųjų išteklių stebėsenos ir plėtros biuras" in html


@pytest.mark.parametrize("typed", ["johvi", "pärnu", "zmogiskuju", "mihkelsoni", "шяуляй"])
def test_providers_and_towns_are_found(content: None, client: Client, typed: str) -> None:
    html = client.get("/en/search/", {"q": typed}).content.decode()
    assert "<h4>" in html.split('id="results"')[1]
