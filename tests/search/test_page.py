"""The search page: results in groups, and no input that breaks it."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import LONGEST_QUERY
from search.views import shown_query
from tests.factories.geography import CountyFactory
from tests.factories.providers import LocationFactory, ProviderFactory
from tests.factories.services import ServiceTypeFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ["et", "en", "ru", "lt"]
HOSTILE = [
    "",
    " ",
    '"',
    "'",
    '"unbalanced',
    "\x00",
    "a\x00b",
    "%",
    "_",
    "\\",
    "*",
    "fields=title",
    "title:x AND (",
    "a" * 10_000,
    "õ " * 5_000,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "<script>alert(1)</script>",
    "') OR 1=1 --",
    "\u202e\u0300\u0301",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_stand_in_groups_with_links(client: Client, language: str) -> None:
    CountyFactory.create(code="EE-79", **{f"name_{code}": "Tartu" for code in LANGUAGES})
    ProviderFactory.create(name="Tartu Maja")
    html = client.get(f"/{language}/search/", {"q": "tartu"}).content.decode()
    assert html.index("Tartu Maja") < html.index(f"/{language}/directory/?county=EE-79")
    assert html.count("<h3>") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_words_or_hits_there_is_a_way_on(client: Client, language: str) -> None:
    for query in ("", "zzzz"):
        html = client.get(f"/{language}/search/", {"q": query}).content.decode()
        assert f'href="/{language}/directory/"' in html.split('id="results"')[1]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: repr(query[:12]))
def test_hostile_words_are_answered_with_a_page(client: Client, query: str) -> None:
    ServiceTypeFactory.create()
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@settings(max_examples=50)
@given(query=st.text(), page=st.text(max_size=10))
def test_whatever_is_typed_is_answered_with_a_page(query: str, page: str) -> None:
    assert Client().get("/ru/search/", {"q": query, "page": page}).status_code == 200


@given(st.text(max_size=400))
def test_what_is_shown_again_is_short_and_printable(text: str) -> None:
    shown = shown_query(text)
    assert len(shown) <= LONGEST_QUERY
    assert shown == "" or shown.isprintable()


def test_more_results_than_a_page_holds_keep_the_words(client: Client) -> None:
    for number in range(31):
        ProviderFactory.create(name=f"Maja & Co {number}")
    html = client.get("/en/search/", {"q": "maja & co"}).content.decode()
    assert "31 results" in html
    assert "?q=maja%20%26%20co&amp;page=2" in html


def test_an_estonian_name_is_marked_for_other_readers(client: Client) -> None:
    ProviderFactory.create(name="MTÜ Maja")
    assert '" lang="et">MTÜ Maja</a>' in client.get("/lt/search/?q=maja").content.decode()
    assert '" lang="et">MTÜ Maja</a>' not in client.get("/et/search/?q=maja").content.decode()


def test_where_a_provider_works_is_told_in_the_readers_words(client: Client) -> None:
    place = LocationFactory.create(
        name="Laitse", region=CountyFactory.create(name_ru="Харьюмаа"), provider__name="MTÜ Maja"
    )
    LocationFactory.create(region=place.region, provider=place.provider)
    html = client.get("/ru/search/?q=laitse").content.decode()
    assert "<p>Харьюмаа</p>" in html


def test_nobody_can_post(client: Client) -> None:
    assert client.post("/en/search/", {"q": "maja"}).status_code == 405
