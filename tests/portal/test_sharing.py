"""What of a page travels: neutral words, an address, a code."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from home.models import StandardPage
from home.publishing import ensure_homes
from portal.templatetags.sharing import LONGEST_IN_CODE
from tests.factories.pages import page_in

pytestmark = pytest.mark.django_db
LANGUAGES = ("et", "en", "ru", "lt")
SUBJECT = "Housing after prison"


@pytest.fixture(autouse=True)
def page() -> StandardPage:
    ensure_homes()
    return page_in("en", StandardPage, slug="a-page", title=SUBJECT, lead=SUBJECT)


def shown(path: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(path).content, "html.parser")


def link(page: BeautifulSoup, scheme: str) -> str:
    return str(page.select(f'.share a[href^="{scheme}:"]')[0]["href"])


@pytest.mark.parametrize("scheme", ["sms", "mailto"])
def test_a_message_holds_neutral_words_and_the_address(scheme: str) -> None:
    asked = parse_qs(urlsplit(link(shown("/en/a-page/?pictures"), scheme)).query)
    (body,) = asked["body"]
    assert body == "A page that may be of use: http://testserver/en/a-page/"
    assert SUBJECT not in body
    assert "prison" not in str(asked.get("subject", "")).lower()


def test_the_directory_is_shared_as_it_was_asked() -> None:
    (body,) = parse_qs(urlsplit(link(shown("/et/directory/?service=housing&country=EE"), "sms")).query)[
        "body"
    ]
    assert body.endswith(": http://testserver/et/directory/?service=housing&country=EE")


def test_what_another_program_shows_of_a_link_is_neutral() -> None:
    page = shown("/en/a-page/")
    told = {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}
    assert told["og:title"] == "A page that may be of use"
    assert "prison" not in " ".join(told.values()).lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_can_be_passed_on(language: str) -> None:
    for path in ("", "directory/"):
        with translation.override(language):
            assert gettext("Share this page") in shown(f"/{language}/{path}").get_text()


@pytest.mark.parametrize("path", ["/en/account/login/", "/en/none/", "/en/search/?q=x"])
def test_what_is_nobodys_page_cannot_be_passed_on(path: str) -> None:
    assert shown(path).select(".share") == []


def test_the_code_is_drawn_within_the_page_and_left_out_where_it_would_be_too_dense() -> None:
    (drawing,) = shown("/en/a-page/").select(".qr svg")
    assert drawing["aria-hidden"] == "true"
    assert not drawing.select("[style]")
    # Its size is the paper's business; without a box to scale, it would be as small as its modules.
    _left, _top, wide, high = str(drawing["viewbox"]).split()
    assert wide == high
    assert "width" not in drawing.attrs
    long = "/en/directory/?county=" + "x" * LONGEST_IN_CODE
    assert shown(long).select(".qr svg") == []
    assert len(shown(long).select(".share a")) == 2
