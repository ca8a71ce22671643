"""Every kind of page, as every role, in every language: usable by all, at both widths."""

from collections.abc import Callable, Iterable

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost, PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from playwright.sync_api import Page, Route

from home.users.models import User
from portal import errors
from portal.helplines import remember_lines
from tests.browser.conftest import LiveSite
from tests.browser.crawl import EACH_LANGUAGE, LANGUAGES, NOBODY, Visit, client_of, one_of_each_kind, people

# What a language changes is how long words are: one width shows the rest.
WIDTHS = {"en": (390, 1280)}
NARROW = 320


def window_of(site: LiveSite, user: User | None) -> Page:
    """A browser window of `user`, signed in without the form, or of a stranger."""
    window = site.open("/health/live", width=390)
    if user is not None:
        session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        name = settings.SESSION_COOKIE_NAME
        window.context.add_cookies([{"name": name, "value": session, "url": site.url}])
    return window


def check(page: Page, axe: Callable[[Page], None], widths: Iterable[int]) -> None:
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROW, f"{page.url} is {wide} wide in a window of {NARROW}"


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_page_can_be_used_by_everybody(
    language: str,
    visits: Callable[[str], list[Visit]],
    live_site: LiveSite,
    axe: Callable[[Page], None],
) -> None:
    everybody: dict[str, User | None] = {NOBODY: None, **people()}
    window, of = window_of(live_site, None), NOBODY
    # Pages alike differ in their data only, so each language looks at another one of each kind.
    for visit in one_of_each_kind(visits(language), LANGUAGES.index(language)):
        if visit.role != of:
            window.close()
            window, of = window_of(live_site, everybody[visit.role]), visit.role
        answer = window.goto(visit.path)
        assert answer is not None
        assert answer.status == visit.status, visit.path
        check(window, axe, WIDTHS.get(language, (390,)))


def failures(language: str, url: str) -> dict[str, HttpResponse]:
    """Pages that no address leads to by itself: what a handler answers when something failed, by its kind."""
    asked = RequestFactory().get(f"/{language}/", headers={"host": url.partition("//")[2]})
    return {
        "nothing works": errors.broken(asked),
        "another host": errors.bad_request(asked, DisallowedHost()),
        "unreadable": errors.bad_request(asked, ValueError()),
        "not open": errors.forbidden(asked, PermissionDenied()),
        "too old": errors.forgery_suspected(asked),
        "another way": errors.not_allowed(asked, "GET"),
        "too often": errors.too_often(asked),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("demonstration")
def test_what_a_failure_shows_can_be_used_by_everybody(
    language: str, live_site: LiveSite, axe: Callable[[Page], None]
) -> None:
    remember_lines(timezone.now())
    window = window_of(live_site, None)
    shown: list[bytes] = []
    window.route("**/failure/", lambda route: _show(route, shown[-1]))
    for response in failures(language, live_site.url).values():
        shown.append(response.content)
        window.goto("/failure/")
        check(window, axe, WIDTHS.get(language, (390,)))
    assert b'href="tel:' in shown[0]


def _show(route: Route, page: bytes) -> None:
    route.fulfill(status=200, content_type="text/html; charset=utf-8", body=page)
