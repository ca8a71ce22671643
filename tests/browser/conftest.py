"""A real browser before the real server. Every test in this directory is marked `browser`."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from home.users.models import User
from tests.browser.crawl import NOBODY, Visit, crawl, people
from tests.browser.demonstration import leave_work, load_demonstration
from tests.kept_rows import keep_rows

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]
HEIGHTS = {390: 844, 1280: 900}
# Where Django keeps what the migrations wrote, for the test after one that emptied every table.
MIGRATED_ROWS = "_test_serialized_contents"
# What axe is asked for: WCAG 2.2 AA and its own best practices.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # What passes is not told at length: nobody reads it.
    "resultTypes": ["violations"],
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str:
    """The installed Chromium; raises where there is none, since a browser test that skips proves nothing."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise RuntimeError("no Chromium found: install the Debian package chromium")


@pytest.fixture(scope="package")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for the package. Playwright keeps an event loop in this thread, which Django would refuse."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    rows = getattr(connection, MIGRATED_ROWS, None)
    with sync_playwright() as playwright:
        # Beside a running loop Django opens another connection, which must know the migrations' rows as well.
        setattr(connection, MIGRATED_ROWS, rows)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class LiveSite:
    """The running portal and windows onto it; `complaints` collects what a visitor's console would show."""

    url: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str = "/", *, javascript: bool = True, width: int = 1280, wish: str = "et") -> Page:
        """A new visitor's window (own cookies) at `path`, whose browser wishes for the language `wish`."""
        page = self.visitor(javascript=javascript, width=width, wish=wish).new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(path)
        return page

    def visitor(self, *, javascript: bool = True, width: int = 1280, wish: str = "et") -> BrowserContext:
        """Cookies and settings of one person; asking any other machine for anything is noted and refused."""
        context = self.browser.new_context(
            base_url=self.url,
            java_script_enabled=javascript,
            locale=wish,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.route(lambda url: not url.startswith(self.url), self._refuse)
        self._contexts.append(context)
        return context

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _refuse(self, route: Route) -> None:
        self.complaints.append(f"asks another machine: {route.request.url}")
        route.abort()

    def _note(self, message: ConsoleMessage) -> None:
        # A page that answers 4xx is reported here too; which status is right is the test's own question.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


@pytest.fixture(scope="package")
def kept() -> dict[str, Any]:
    """What took long to make and lasts for all tests of this process, by name."""
    return {}


@pytest.fixture
def demonstration(
    transactional_db: None, kept: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What a fresh installation holds: regions, pages, invented providers and people. Alike for every test."""
    if "demonstration" in kept:
        kept["demonstration"].put_back()
        return
    load_demonstration()
    leave_work()
    kept["demonstration"] = keep_rows(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture
def visits(demonstration: None, kept: dict[str, Any]) -> Callable[[str], list[Visit]]:
    """Every page of a language as everybody sees it. The demonstration is alike each time, and so are its pages."""

    def of(language: str) -> list[Visit]:
        if language not in kept:
            everybody: dict[str, User | None] = {NOBODY: None, **people()}
            kept[language] = [
                visit for role, user in everybody.items() for visit in crawl(language, role, user)
            ]
        found: list[Visit] = kept[language]
        return found

    return of


@pytest.fixture
def live_site(live_server: LiveServer, chromium: Browser) -> Iterator[LiveSite]:
    """The portal on a port of its own with the test's database; fails at the end if a console complained."""
    site = LiveSite(url=live_server.url, browser=chromium)
    yield site
    site.close()
    assert site.complaints == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Checks a page (with JavaScript on) for accessibility; fails with every violation and where it is."""
    checker = Axe()

    def check(page: Page) -> None:
        results = checker.run(page, options=AXE_OPTIONS)
        found = [
            f"{violation['id']}: {violation['help']} at {[node['target'] for node in violation['nodes']]}"
            for violation in results.response["violations"]
        ]
        assert found == [], f"{page.url}\n" + "\n".join(found)

    return check
