"""The feed of news: what is public and written in the language, nothing else, under names that stay."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.languages import fill_gaps
from home.models import NewsIndexPage, NewsPage
from tests.factories.pages import home_in, page_in
from tests.home.pages.test_news import FIRST, index_with

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client: Client, language: str = "en") -> ElementTree.Element:
    response = client.get(f"/{language}/news.atom")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def titles(client: Client, language: str = "en") -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed(client, language).iter(f"{ATOM}entry")]


def test_the_newest_come_first_and_no_more_than_twenty(client: Client) -> None:
    index_with(22)
    assert titles(client) == [f"Item {day:02}" for day in range(21, 1, -1)]


def test_it_says_what_it_is(client: Client) -> None:
    index = index_with(2, "lt")
    found = feed(client, "lt")
    assert found.get(LANG) == "lt"
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"http://testserver{index.url}",
        "self": "http://testserver/lt/news.atom",
    }
    page = NewsPage.objects.latest("date")
    entry = next(found.iter(f"{ATOM}entry"))
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver{page.url}"
    assert (entry.findtext(f"{ATOM}published") or "").startswith("2026-03-03T00:00:00+")
    assert page.last_published_at
    said = entry.findtext(f"{ATOM}updated")
    assert said == page.last_published_at.isoformat()
    assert found.findtext(f"{ATOM}updated") == said
    assert found.find(f"{ATOM}author/{ATOM}name") is not None


def test_other_languages_words_are_announced_in_their_own_feed(client: Client) -> None:
    page_in("et", NewsIndexPage, title="Uudised")
    page = page_in("et", NewsPage, title="Uudis", date=FIRST, parent=NewsIndexPage.objects.get())
    home_in("en")
    fill_gaps(page)
    assert NewsPage.objects.filter(locale__language_code="en").exists()
    assert titles(client, "et") == ["Uudis"]
    assert titles(client, "en") == []
    assert feed(client, "en").findtext(f"{ATOM}title") == "News | Re-entry support"


def test_what_is_not_public_is_not_announced(client: Client) -> None:
    index_with(3)
    hidden, closed, _shown = NewsPage.objects.order_by("date")
    hidden.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client) == ["Item 02"]


def test_a_name_stays_when_the_page_moves(client: Client) -> None:
    index_with(1)
    before = feed(client).findtext(f"{ATOM}entry/{ATOM}id")
    page = NewsPage.objects.get()
    page.slug = f"moved-{uuid4().hex[:6]}"
    page.save()
    assert feed(client).findtext(f"{ATOM}entry/{ATOM}id") == before


def test_signs_that_no_feed_may_hold_break_none(client: Client) -> None:
    parent = page_in("en", NewsIndexPage)
    page_in("en", NewsPage, title="A <b>\x0b & B", lead="x\x01 < y", date=FIRST, parent=parent)
    assert titles(client) == ["A <b>  & B"]
    assert feed(client).findtext(f"{ATOM}entry/{ATOM}summary") == "x  &lt; y"


def test_who_has_read_it_gets_nothing_twice(client: Client) -> None:
    index_with(0)
    tag = client.get("/en/news.atom").headers["ETag"]
    assert client.get("/en/news.atom", headers={"If-None-Match": tag}).status_code == 304
    page_in("en", NewsPage, title="New", date=FIRST, parent=NewsIndexPage.objects.get())
    assert client.get("/en/news.atom", headers={"If-None-Match": tag}).status_code == 200


def test_it_is_named_where_news_are_read_and_nowhere_leads_to_none(client: Client) -> None:
    home = home_in("en")
    assert "news.atom" not in client.get(home.url).content.decode()
    assert client.get("/en/news.atom").status_code == 404
    index = index_with(1)
    named = '<link rel="alternate" type="application/atom+xml" href="/en/news.atom"'
    assert named in client.get(home.url).content.decode()
    html = client.get(index.url).content.decode()
    assert named in html
    assert '<a href="/en/news.atom"' in html


def test_the_copy_without_internet_has_no_link_to_it(tmp_path: Path) -> None:
    index = index_with(1)
    call_command("export_kiosk", str(tmp_path / "copy"), stdout=StringIO())
    copied = [path.read_text() for path in (tmp_path / "copy").rglob("*.html")]
    assert any(index.title in html for html in copied)
    assert not any("news.atom" in html or "feed reader" in html for html in copied)


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 12):
        for day in range(number):
            parent = NewsIndexPage.objects.first() or page_in("en", NewsIndexPage)
            page_in("en", NewsPage, date=date(2026, 1, 1) + timedelta(days=day), parent=parent)
        client.get("/en/news.atom")
        with django_assert_num_queries(7):
            client.get("/en/news.atom")
