"""One page of each template for everybody: light, in the dark, with spaced text, by keyboard, narrow, without scripts."""

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote, urlsplit

import brotli  # type: ignore[import-untyped]
import html5lib
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import LiveSite
from tests.browser.pages_of_each_template import one_of_each_template

STORED, SENT = 120_000, 60_000
NARROW = 320
"""A window of 1280 px at 400 %: WCAG 1.4.10."""
PACKED = re.compile(r"\.woff2$")
# WCAG 1.4.12, put on as a reader's own style sheet would be: the policy of the page has no say in it.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Words that stand outside the window, or outside a box that hides what does not fit.
CUT = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (one.closest(".vh, .skip, svg, [hidden]") || !box.width || style.position === "fixed") return false;
  const words = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  const hides = style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
  return words && (box.right > innerWidth + 1 || hides);
}).map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
# The focus ring is seen where something is drawn around the element that was not there before.
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const drawn = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return {words: (one.innerText || one.id || one.tagName).trim(), drawn,
          inside: box.bottom > 0 && box.top < innerHeight && box.width > 0};
}"""
CONTRAST = """() => [...document.querySelectorAll("main p, main a, main h1, main h2, main li, footer a, header a")]
  .filter(one => one.getClientRects().length && one.textContent.trim())
  .map(one => {
    let under = one, back = "rgba(0, 0, 0, 0)";
    while (under && /, 0\\)$/.test(back)) { back = getComputedStyle(under).backgroundColor; under = under.parentElement; }
    return [getComputedStyle(one).color, back, one.textContent.trim().slice(0, 40)];
  })"""
ENOUGH_CONTRAST = 4.5


def brightness(colour: str) -> float:
    """Relative luminance as WCAG reckons it, of "rgb(1, 2, 3)"."""
    parts = [int(float(part)) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def weigh(responses: list[Response]) -> tuple[int, int]:
    """Bytes of all answers as stored, and as production sends them: pages as gzip, styles as Brotli, fonts as are."""
    stored = sent = 0
    for response in responses:
        body, path = response.body(), urlsplit(response.url).path
        stored += len(body)
        if PACKED.search(path):
            sent += len(body)
        else:
            sent += len(brotli.compress(body) if path.startswith("/static/") else gzip.compress(body, 6))
    return stored, sent


def note_answers(page: Page, responses: list[Response]) -> None:
    """The driver marks what it calls, and a list's own method cannot be marked."""

    def note(response: Response) -> None:
        responses.append(response)

    page.on("response", note)


def faults_of_weight(site: LiveSite, path: str) -> Iterator[str]:
    """A first visit with an empty cache."""
    page = site.visitor(width=390).new_page()
    responses: list[Response] = []
    note_answers(page, responses)
    page.goto(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    stored, sent = weigh(responses)
    page.context.close()
    if stored > STORED or sent > SENT:
        yield f"{path} weighs {stored} stored, {sent} sent"


def faults_of_html(path: str, text: str) -> Iterator[str]:
    """Errors of syntax as the standard names them, and what it forbids of structure."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    yield from (f"{path}: {error[1]} at {error[0]}" for error in parser.errors)
    page = BeautifulSoup(text, "html.parser")
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    yield from (f"{path}: id {name} twice" for name in {name for name in ids if ids.count(name) > 1})
    for inner in page.select(
        "a a, a button, button a, label label, p p, p ul, p div, form form, h1 h2, dl > dl"
    ):
        yield f"{path}: {inner.name} inside {inner.parent.name if inner.parent else ''}"
    for child in page.select("ul > :not(li, script, template), ol > :not(li), dl > :not(div, dt, dd)"):
        yield f"{path}: {child.name} in a list"
    for pointing in ("for", "aria-labelledby", "aria-describedby"):
        for tag in page.select(f"[{pointing}]"):
            yield from (f"{path}: no {name}" for name in str(tag[pointing]).split() if name not in ids)
    yield from (f"{path}: {fault}" for fault in faults_of_headings(page))


def faults_of_headings(page: BeautifulSoup) -> Iterator[str]:
    ranks = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4, h5, h6")]
    if ranks[:1] != [1] or ranks.count(1) != 1:
        yield f"headings begin {ranks[:3]}"
    yield from (f"h{upper} before h{lower}" for upper, lower in pairwise(ranks) if lower > upper + 1)


def faults_of_room(page: Page, path: str) -> Iterator[str]:
    """At 400 %, then with text spaced as well: nothing is cut off, nothing scrolls sideways."""
    page.set_viewport_size({"width": NARROW, "height": 700})
    for way in ("narrow", "spaced"):
        if way == "spaced":
            page.evaluate(SPACED)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW:
            yield f"{path} {way}: {wide} wide"
        yield from (f"{path} {way}: cut {found}" for found in page.evaluate(CUT))


def faults_in_the_dark(page: Page, path: str) -> Iterator[str]:
    page.emulate_media(color_scheme="dark")
    for ink, paper, words in page.evaluate(CONTRAST):
        bright, dim = sorted((brightness(ink), brightness(paper)), reverse=True)
        if (bright + 0.05) / (dim + 0.05) < ENOUGH_CONTRAST:
            yield f"{path} in the dark: {ink} on {paper}: {words}"
    page.emulate_media(color_scheme="light")


def faults_by_keyboard(page: Page, path: str) -> Iterator[str]:
    """The first stop leads to the content; every stop is seen where it is."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    page.keyboard.press("Tab")
    if "skip" not in page.evaluate("document.activeElement.className"):
        yield f"{path}: the first stop is not the skip link"
    for _stop in range(12):
        seen = page.evaluate(SEEN)
        if not (seen["drawn"] and seen["inside"]):
            yield f"{path}: the focus is not seen on {seen['words']}"
        page.keyboard.press("Tab")
    page.evaluate("document.querySelector('.skip')?.focus()")
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "main":
        yield f"{path}: the skip link leads nowhere"


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("language", ["et", "ru"])
def test_one_page_of_each_template_serves_everybody(language: str, live_site: LiveSite) -> None:
    window = live_site.open("/health/live", width=390)
    found: list[str] = []
    for path in one_of_each_template(language):
        found += faults_of_weight(live_site, path)
        answer = window.goto(path)
        assert answer is not None
        found += faults_of_html(path, answer.text())
        found += faults_of_room(window, path)
        # Neither colours nor stops differ by language; the lengths of words do.
        if language == "et":
            found += faults_in_the_dark(window, path)
            found += faults_by_keyboard(window, path)
    assert found == [], "\n".join(dict.fromkeys(found))


@pytest.mark.usefixtures("demonstration")
def test_nothing_needs_scripts_and_the_menu_needs_no_mouse(live_site: LiveSite) -> None:
    page = live_site.open("/en/", javascript=False, width=390)
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/directory/")
    page.get_by_label("County", exact=True).select_option("EE-79")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".result").count() > 0
    page.goto("/en/search/?q=tartu")
    page.locator("#results a").first.click()
    assert page.locator("h1").is_visible()


BAD = """<!DOCTYPE html><html lang="en"><head><title>x</title><style>
  body { background: #222; color: #444 } a:focus { outline: none } div { overflow: hidden; width: 90px; white-space: nowrap }
  </style></head><body><main id="main"><h1>One</h1><h3>Three</h3><p style="width: 900px">wide and dim</p>
  <div>words that are cut off because there is no room</div><a href="#a" id="a">x</a><b id="a">y</b><ul><p>z</p></ul>
  </main></i></body></html>"""


def test_each_check_finds_what_it_looks_for(chromium: Browser) -> None:
    faults = list(faults_of_html("x", BAD))
    for told in ("unexpected-end-tag", "id a twice", "p in a list", "h1 before h3"):
        assert any(told in fault for fault in faults), (told, faults)
    page = chromium.new_page()
    page.set_content(BAD)
    assert any("wide and dim" in fault for fault in faults_in_the_dark(page, "x"))
    assert any("wide" in fault for fault in faults_of_room(page, "x"))
    assert any("cut DIV" in fault for fault in faults_of_room(page, "x"))
    page.goto("data:text/html," + quote(BAD))
    faults = list(faults_by_keyboard(page, page.url))
    assert any("not the skip link" in fault for fault in faults)
    assert any("focus is not seen" in fault for fault in faults)
    page.close()


def test_brightness_is_that_of_the_guidelines() -> None:
    assert brightness("rgb(255, 255, 255)") == pytest.approx(1)
    assert brightness("rgb(0, 0, 0)") == 0
    assert brightness("rgb(128, 128, 128)") == pytest.approx(0.2159, abs=0.001)
