"""News: the newest first, page by page, whatever somebody types into the address."""

from datetime import date, timedelta

import pytest
from django.test import Client

from home.models import NewsIndexPage, NewsPage
from home.models.news import ON_ONE_PAGE
from tests.factories.pages import page_in

pytestmark = pytest.mark.django_db

FIRST = date(2026, 3, 2)


def index_with(number: int, language: str = "en") -> NewsIndexPage:
    index = page_in(language, NewsIndexPage, title="News")
    for day in range(number):
        parent = NewsIndexPage.objects.get(pk=index.pk)
        page_in(language, NewsPage, title=f"Item {day:02}", parent=parent, date=FIRST + timedelta(days=day))
    index.refresh_from_db()
    return index


def test_the_newest_comes_first(client: Client) -> None:
    html = client.get(index_with(3).url).content.decode()
    assert html.index("Item 02") < html.index("Item 01") < html.index("Item 00")
    assert '<time datetime="2026-03-04">4 March 2026</time>' in html


def test_of_one_day_the_last_one_entered_comes_first(client: Client) -> None:
    index = page_in("en", NewsIndexPage)
    for title in ("Earlier", "Later"):
        parent = NewsIndexPage.objects.get(pk=index.pk)
        page_in("en", NewsPage, title=title, parent=parent, date=FIRST)
    html = client.get(index.url).content.decode()
    assert html.index("Later") < html.index("Earlier")


def test_more_news_stands_on_the_next_page(client: Client) -> None:
    index = index_with(ON_ONE_PAGE + 1)
    first, second = (client.get(f"{index.url}?page={number}").content.decode() for number in (1, 2))
    assert "Item 00" not in first
    assert "Item 00" in second
    assert "?page=2" in first


@pytest.mark.parametrize("typed", ["0", "-1", "99", "x", "", "1'", "\x00"])
def test_a_page_that_is_none_leads_to_the_nearest(client: Client, typed: str) -> None:
    response = client.get(index_with(1).url, {"page": typed})
    assert response.status_code == 200
    assert "Item 00" in response.content.decode()


def test_news_that_is_not_public_is_not_listed(client: Client) -> None:
    index = index_with(1)
    NewsPage.objects.get().unpublish()
    html = client.get(index.url).content.decode()
    assert "Item 00" not in html
    assert "There is no news yet." in html


@pytest.mark.parametrize(("language", "said"), [("et", "2. märts 2026"), ("lt", "2026 m. kovo 2 d.")])
def test_a_date_reads_as_the_language_writes_it(client: Client, language: str, said: str) -> None:
    index_with(1, language)
    assert said in client.get(NewsPage.objects.get().url).content.decode()


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    counts = []
    for number in (1, 5):
        index = index_with(number)
        client.get(index.url)
        with django_assert_max_num_queries(80) as counted:  # type: ignore[operator]
            client.get(index.url)
        counts.append(len(counted))
    assert counts[0] == counts[1]
