"""What stands around every page."""

import pytest
from django.http import HttpRequest
from django.template import Context
from django.test import Client, RequestFactory
from django.utils import translation

from portal.templatetags.frame import language_links
from portal.templatetags.look import door, icon, is_lit

LANGUAGES = ("et", "en", "ru", "lt")


def links_of(path: str, language: str) -> dict[str, str]:
    request: HttpRequest = RequestFactory().get(path)
    with translation.override(language):
        return {link["code"]: link["url"] for link in language_links(Context({"request": request}))}


def test_the_language_switch_keeps_the_page_and_its_query() -> None:
    links = links_of("/et/directory/?county=EE-37&service=housing", "et")
    assert links["ru"] == "/ru/directory/?county=EE-37&service=housing"
    assert links["et"] == "/et/directory/?county=EE-37&service=housing"


def test_an_address_without_a_page_leads_to_the_home_page() -> None:
    assert links_of("/nowhere", "et")["lt"] == "/lt/"


def test_the_language_in_use_is_marked() -> None:
    with translation.override("ru"):
        links = language_links(Context({"request": RequestFactory().get("/ru/directory/")}))
    assert [link["code"] for link in links if link["current"]] == ["ru"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_says_so_in_the_language_of_its_address(client: Client, language: str) -> None:
    response = client.get(f"/{language}/no-such-page/")
    assert response.status_code == 404
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert f'href="/{language}/"' in html
    assert html.count("<h1") == 1


def test_drawings_carry_their_size_and_are_hidden_from_screen_readers() -> None:
    drawing = icon("check")
    assert 'width="24"' in drawing
    assert 'aria-hidden="true"' in drawing


@pytest.mark.parametrize(
    ("state", "glyph", "lit"),
    [
        ("FREE_NOW", "door-open", True),
        ("FREE_FROM", "door-ajar", True),
        ("FULL", "door-shut", False),
        ("NOT_STATED", "door-unsure", False),
        ("STALE", "door-unsure", False),
    ],
)
def test_the_door_says_how_free_a_place_is(state: str, glyph: str, *, lit: bool) -> None:
    assert door(state) == glyph
    assert is_lit(state) is lit
