"""What is announced as a translation, and what is only a fallback."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from home.languages import alternates, canonical, fill_gaps, language_of_text, real_translations
from home.models import StandardPage
from tests.factories.pages import home_in, page_in

pytestmark = pytest.mark.django_db


def test_only_live_pages_in_their_own_words_are_translations() -> None:
    key = uuid4()
    estonian = page_in("et", StandardPage, slug="meist", key=key)
    russian = page_in("ru", StandardPage, slug="o-nas", key=key)
    page_in("lt", StandardPage, slug="apie", key=key).unpublish()
    assert [page.pk for page in real_translations(estonian)] == [estonian.pk, russian.pk]


def test_a_gap_is_filled_from_any_source_language() -> None:
    lithuanian = page_in("lt", StandardPage, slug="apie", lead="Apie mus")
    made = fill_gaps(lithuanian)
    assert {page.locale.language_code for page in made} == {"et", "en", "ru"}
    assert {language_of_text(page) for page in made} == {"lt"}
    assert fill_gaps(lithuanian) == []
    assert [page.pk for page in real_translations(lithuanian)] == [lithuanian.pk]


def test_alternates_end_with_the_default() -> None:
    key = uuid4()
    page_in("lt", StandardPage, slug="apie", key=key)
    english = page_in("en", StandardPage, slug="about", key=key)
    found = alternates(english)
    assert [alternate["code"] for alternate in found] == ["en", "lt", "x-default"]
    assert found[-1]["url"] == found[0]["url"]


def test_a_fallback_page_says_so_and_announces_nothing(client: Client) -> None:
    lithuanian = page_in("lt", StandardPage, slug="apie", title="Apie mus", body=[("heading", "Kas mes")])
    fallback = next(page for page in fill_gaps(lithuanian) if page.locale.language_code == "ru")
    html = client.get(fallback.url).content.decode()
    assert 'lang="lt"' in html
    assert 'rel="alternate"' not in html
    assert f'<link rel="canonical" href="http://testserver{lithuanian.url}">' in html
    assert canonical(fallback) == lithuanian.full_url


def test_a_page_links_to_its_translations(client: Client) -> None:
    key = uuid4()
    page_in("et", StandardPage, slug="meist", key=key)
    english = page_in("en", StandardPage, slug="about", key=key)
    html = client.get(f"{english.url}?a=1").content.decode()
    links = dict(re.findall(r'<a href="([^"]+)" lang="(\w\w)"', html))
    assert {code: url for url, code in links.items()} == {
        "et": "/et/meist/?a=1",
        "en": "/en/about/?a=1",
        "ru": "/ru/",
        "lt": "/lt/",
    }
    assert set(re.findall(r'hreflang="([\w-]+)" href', html)) == {"et", "en", "x-default"}


def test_the_sitemap_lists_what_is_written_and_no_fallback(client: Client) -> None:
    key = uuid4()
    page_in("et", StandardPage, slug="meist", key=key)
    page_in("ru", StandardPage, slug="o-nas", key=key)
    fill_gaps(page_in("lt", StandardPage, slug="apie"))
    page_in("en", StandardPage, slug="draft").unpublish()
    xml = client.get("/sitemap.xml").content.decode()
    addresses = re.findall(r"<loc>http://[^/]+([^<]+)</loc>", xml)
    everywhere = [f"/{code}/{path}" for code in ("et", "en", "ru", "lt") for path in ("", "directory/")]
    assert sorted(addresses) == sorted([*everywhere, "/et/meist/", "/ru/o-nas/", "/lt/apie/"])
    about = next(block for block in xml.split("<url>") if "/et/meist/</loc>" in block)
    assert re.findall(r'hreflang="([\w-]+)"', about) == ["et", "ru", "x-default"]
    finding = next(block for block in xml.split("<url>") if "/lt/directory/</loc>" in block)
    assert re.findall(r'hreflang="([\w-]+)"', finding) == ["et", "en", "ru", "lt", "x-default"]


def test_robots_are_kept_out_of_the_workspace(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /ru/work/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_titles_in_another_language_say_so_in_crumbs_and_menus(client: Client) -> None:
    section = page_in("lt", StandardPage, slug="skyrius", title="Skyrius", show_in_menus=True)
    fallback = next(page for page in fill_gaps(section) if page.locale.language_code == "ru")
    below = page_in("ru", StandardPage, slug="svoe", parent=fallback)
    html = client.get(below.url).content.decode()
    assert f'<a href="{fallback.url}" lang="lt" aria-current="page">Skyrius</a>' in html
    assert f'<li lang="lt"><a href="{fallback.url}">Skyrius</a>' in html


@pytest.mark.parametrize("code", ["et", "en", "ru", "lt"])
@pytest.mark.parametrize(
    "path",
    [
        "directory/?country=LT&service=housing",
        "search/?q=kodu",
        "account/login/?next=/et/work/",
        "no-such-page/?x=1",
    ],
)
def test_the_language_switch_keeps_address_query_and_filters(client: Client, code: str, path: str) -> None:
    home_in("et")
    response = client.get(f"/{code}/{path}")
    links = dict(re.findall(r'<a href="([^"]+)" lang="(\w\w)" hreflang', response.content.decode()))
    expected = {f"/{other}/{path}".replace("&", "&amp;"): other for other in ("et", "en", "ru", "lt")}
    assert links == expected
    statuses = {client.get(url.replace("&amp;", "&")).status_code for url in links}
    assert statuses == {response.status_code}


def test_a_page_of_no_tree_announces_its_languages_and_the_default(client: Client) -> None:
    home_in("et")
    html = client.get("/ru/directory/").content.decode()
    announced = dict(re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', html))
    assert list(announced) == ["et", "en", "ru", "lt", "x-default"]
    assert announced["x-default"] == announced["et"]


def test_a_missing_page_announces_nothing(client: Client) -> None:
    home_in("et")
    assert 'rel="alternate"' not in client.get("/ru/no-such-page/").content.decode()
