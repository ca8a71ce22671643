"""The copy for prisons without internet, read from a disk in a browser whose network is off."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from search.analysis import words_of
from tests.browser.crawl import LANGUAGES
from tests.portal.kiosk.copies import faults_of

# What people type, what they mistype, and signs that have tripped others.
TYPED = [
    "Jõhvi, Pärnu; Šiauliai!",
    "Kėdainiai ąčęėįšųūž",
    "йёж Й Ё Ель",
    "Straße ŁÓDŹ Ø æ",
    "a’b ‘c’ d–e",
    "  x\u00a0y\tz ",
    "e\u0301 И\u0306",
    "²½ ٣ _a_",
    "',\"<b>&",
    "",
]
ENOUGH = {"et": "majutust Tartus", "en": "housing Tartu", "ru": "Тарту", "lt": "būsto"}


class Disk:
    """A copy on a disk and a browser that can reach nothing else; `complaints` must stay empty."""

    def __init__(self, browser: Browser, copy: Path) -> None:
        self.copy, self._browser = copy, browser
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(self, name: str, *, javascript: bool = True) -> Page:
        context = self._browser.new_context(offline=True, java_script_enabled=javascript)
        self.contexts.append(context)
        context.route(lambda url: not url.startswith("file:"), self._refuse)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self._note)
        page.goto((self.copy / name).as_uri())
        return page

    def _note(self, request: Request) -> None:
        # A page that is left before its icon was drawn asks for nothing more.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"not there: {request.url}")

    def _refuse(self, route: Route) -> None:
        self.complaints.append(f"asks a network: {route.request.url}")
        route.abort()


@pytest.fixture
def disk(demonstration: None, chromium: Browser, tmp_path: Path) -> Iterator[Disk]:
    call_command("export_kiosk", str(tmp_path / "copy"), stdout=StringIO())
    disk = Disk(chromium, tmp_path / "copy")
    yield disk
    for context in disk.contexts:
        context.close()
    assert disk.complaints == []


def test_a_copy_on_a_disk_is_a_whole_portal(disk: Disk) -> None:
    assert faults_of(disk.copy) == []
    look_in_four_languages(disk)
    search_with_scripts(disk)
    find_a_county_without_scripts(disk)


def look_in_four_languages(disk: Disk) -> None:
    page = disk.open("index.html")
    page.get_by_role("link", name="Русский").click()
    for language, name in (("et", "Eesti"), ("lt", "Lietuvių"), ("en", "English"), ("ru", "Русский")):
        page.locator(".langs").get_by_role("link", name=name).click()
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator(".issue").is_visible()
    assert page.evaluate("document.fonts.ready.then(f => [...f].some(face => face.status == 'loaded'))")
    page.goto((disk.copy / "lt/directory/county=EE-37/index.html").as_uri())
    page.locator(".langs").get_by_role("link", name="Eesti").click()
    assert unquote(page.url).endswith("/et/directory/county=EE-37/index.html")


def search_with_scripts(disk: Disk) -> None:
    for language in LANGUAGES:
        page = disk.open(f"{language}/search/index.html")
        page.get_by_role("searchbox").fill(ENOUGH[language])
        page.keyboard.press("Enter")
        first = page.locator("#found li a").first
        title = first.inner_text()
        first.click()
        assert page.locator("h1").inner_text() in title
    page.go_back()
    page.get_by_role("searchbox").fill("zzzz")
    page.keyboard.press("Enter")
    assert page.locator("#found li").count() == 0
    assert page.locator("#found h2").is_visible()
    assert page.evaluate("texts => texts.map(kioskWords)", TYPED) == [list(words_of(text)) for text in TYPED]


def find_a_county_without_scripts(disk: Disk) -> None:
    page = disk.open("en/search/index.html", javascript=False)
    assert not page.locator("form").is_visible()
    page.get_by_role("link", name="county by county").click()
    page.get_by_role("link", name="Tartu County").click()
    assert page.locator(".result").count() > 0
    assert "As of" in page.locator(".result .state").first.inner_text()
    page.go_back()
    page.locator("main li a").first.click()
    assert page.locator(".phone").first.is_visible()
    page.goto((disk.copy / "et/directory/index.html").as_uri())
    page.locator('main .next a[href*="a-z"]').click()
    assert page.locator(".partners a").count() > 5
