"""The error pages: the right status, the visitor's language, ways on; and a portal that is broken still speaks."""

import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext

from home.models import StandardPage
from home.publishing import ensure_homes
from portal import errors
from tests.factories.pages import home_in, page_in

LANGUAGES = ("et", "en", "ru", "lt")
# What scanners, broken links and careless fingers ask for.
BROKEN_PATHS = [
    "/et/no-such-page/",
    "/et/no-such-page",
    "/et//",
    "/et/%00",
    "/et/%00/",
    "/et/%ff/",
    "/et/%E0%A4%A/",
    "/et/..%2f..%2fetc/passwd",
    "/et/../../etc/passwd",
    "/et/' OR 1=1 --/",
    "/et/" + "a/" * 500,
    "/et/" + "ö" * 2000 + "/",
    "/xx/",
    "/wp-login.php",
    "/documents/999/none.pdf",
    "/media/images/none.png",
    "/static/none.css",
]
Handler = Callable[[HttpRequest, Exception], HttpResponse]


class Answer(Protocol):
    """An answer as a handler gives it or as a client got it."""

    @property
    def content(self) -> bytes: ...


def words(response: Answer) -> str:
    return html.unescape(response.content.decode())


@contextmanager
def dead_database() -> Iterator[None]:
    """Nobody answers: neither those who are connected nor those who try."""
    fails = OperationalError("the server is gone")
    with (
        patch.object(BaseDatabaseWrapper, "cursor", side_effect=fails),
        patch.object(BaseDatabaseWrapper, "ensure_connection", side_effect=fails),
    ):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "exception", "status"),
    [
        (errors.bad_request, ValueError(), 400),
        (errors.bad_request, RequestDataTooBig(), 413),
        (errors.bad_request, DisallowedHost(), 400),
        (errors.forbidden, PermissionDenied(), 403),
        (errors.not_found, ValueError(), 404),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_error_has_its_page_with_ways_on(
    rf: RequestFactory, language: str, handler: Handler, exception: Exception, status: int
) -> None:
    response = handler(rf.get(f"/{language}/x/"), exception)
    said = words(response)
    assert response.status_code == status
    assert f'<html lang="{language}"' in said
    assert said.count("<h1") == 1
    assert f"/{language}/search/" in said
    assert f'href="/{language}/directory/"' in said
    assert f'href="/{language}/"' in said


@pytest.mark.parametrize(
    ("wish", "language"), [("ru", "ru"), ("lt-LT,en;q=0.5", "lt"), ("fi", "et"), ("", "et")]
)
@pytest.mark.django_db
def test_without_a_language_in_the_address_the_browsers_wish_counts(
    rf: RequestFactory, wish: str, language: str
) -> None:
    request = rf.get("/documents/1/a.pdf", headers={"accept-language": wish})
    assert f'<html lang="{language}"' in words(errors.not_found(request, ValueError()))


@pytest.mark.django_db
def test_the_number_to_call_stands_on_the_page(rf: RequestFactory) -> None:
    ensure_homes()
    home = home_in("et")
    home.contact_phone = "620 8120"
    home.save()
    said = words(errors.not_found(rf.get("/et/x/"), ValueError()))
    assert 'href="tel:+3726208120"' in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "sought"),
    [
        ("/et/teenused/ajutine-majutus/", "ajutine majutus"),
        ("/et/1234/", ""),
        ("/et/wp-login.php", ""),
        ('/et/"><script>alert/', "script alert"),
    ],
)
def test_the_search_begins_with_the_words_of_the_address(rf: RequestFactory, path: str, sought: str) -> None:
    page = errors.not_found(rf.get(path), ValueError()).content.decode()
    assert f'name="q" type="search" autocomplete="off" maxlength="200" value="{sought}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", BROKEN_PATHS)
def test_a_broken_path_never_breaks_the_portal(client: Client, path: str) -> None:
    response = client.get(path, follow=True)
    assert response.status_code == 404
    assert "<html" in response.content.decode()


@pytest.mark.django_db
def test_a_removed_page_is_missing_and_says_so() -> None:
    ensure_homes()
    page = page_in("et", StandardPage, slug="vana")
    assert Client().get("/et/vana/").status_code == 200
    page.unpublish()
    response = Client().get("/et/vana/")
    assert response.status_code == 404
    with translation.override("et"):
        assert gettext("This page is not here") in words(response)


def test_the_page_for_a_broken_portal_needs_no_database(rf: RequestFactory) -> None:
    for language in LANGUAGES:
        response = errors.broken(rf.get(f"/{language}/"))
        with translation.override(language):
            assert gettext("Something went wrong") in words(response)
        assert response.status_code == 500
        for other in LANGUAGES:
            assert f'href="/{other}/"' in words(response)


@pytest.mark.django_db
def test_a_portal_whose_database_is_down_says_so_in_words() -> None:
    with dead_database():
        response = Client(raise_request_exception=False).get("/ru/")
    assert response.status_code == 500
    assert '<html lang="ru"' in words(response)
    assert "/ru/directory/" in words(response)


def test_an_error_page_that_the_database_cannot_help_with_stands_by_itself(rf: RequestFactory) -> None:
    with dead_database():
        response = errors.not_found(rf.get("/lt/x/"), ValueError())
    assert response.status_code == 404
    assert '<html lang="lt"' in words(response)


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_our_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/et/account/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert '<html lang="et"' in words(response)


@pytest.mark.django_db
def test_an_unknown_host_is_told_so_and_nothing_breaks(client: Client) -> None:
    response = client.get("/lt/", headers={"host": "evil.example.org"})
    assert response.status_code == 400
    assert '<html lang="lt"' in words(response)
    assert "evil" not in words(response)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/et/directory/", "/et/search/"])
def test_an_address_asked_in_another_way_says_which_ways_it_knows(client: Client, path: str) -> None:
    response = client.post(path, {"q": "x"})
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert '<html lang="et"' in words(response)


@pytest.mark.django_db
def test_too_much_at_once_is_said_so(client: Client) -> None:
    size = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) + 1
    response = client.post(
        "/et/account/login/", b"login=" + b"a" * size, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert '<html lang="et"' in words(response)


@pytest.mark.django_db
def test_too_many_tries_get_a_page_of_ours(rf: RequestFactory) -> None:
    response = errors.too_often(rf.get("/ru/account/login/"))
    assert response.status_code == 429
    assert '<html lang="ru"' in words(response)


def test_machines_are_told_in_json(rf: RequestFactory) -> None:
    response = errors.broken(rf.get("/api/v1/x"))
    assert (response.status_code, response["Content-Type"]) == (500, "application/json")
