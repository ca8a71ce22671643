"""Templates and styles keep to the rules of the look: flat, light, no inline style, every class known."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from providers.tiles import COUNTIES

PORTAL = Path(settings.BASE_DIR) / "portal"
SHEETS = sorted((PORTAL / "static" / "css").glob("*.css"))
PAGES = sorted((PORTAL / "templates").rglob("*.html"))
# Pages of the administration are drawn with Wagtail's own styles.
DRAWN_BY_US = [page for page in PAGES if '{% extends "wagtailadmin/' not in page.read_text()]
PUBLIC = {"tokens", "base", "parts", "public", "finding", "print"}
BUDGET = 15_000

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
# Words of a class attribute, those chosen by a template tag inside it too.
CLASS_ATTRIBUTE = re.compile(r'class="((?:{%.*?%}|{{.*?}}|[^"])*)"', re.DOTALL)
IN_SELECTOR = re.compile(r"\.([a-z][\w-]*)")


def plain(sheet: Path) -> str:
    return COMMENT.sub("", sheet.read_text())


def selectors(sheet: Path) -> str:
    """What stands before the braces, without the names of layers and conditions."""
    return " ".join(re.findall(r"([^{};]+){", plain(sheet)))


def known_classes() -> set[str]:
    return {name for sheet in SHEETS for name in IN_SELECTOR.findall(selectors(sheet))}


def used_classes(page: Path) -> set[str]:
    text = page.read_text()
    found = " ".join(CLASS_ATTRIBUTE.findall(text))
    return set(TAG.sub(" ", found).split())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_template_needs_a_looser_content_policy(page: Path) -> None:
    text = page.read_text()
    # A script may come as a file of our own, nothing else.
    assert not re.search(r'<style|<script(?! src="{% static )|\sstyle="|\son\w+="', text)


@pytest.mark.parametrize("page", DRAWN_BY_US, ids=str)
def test_every_class_of_a_template_is_drawn(page: Path) -> None:
    assert used_classes(page) - known_classes() == set()


# What a template puts together from a value: the shade of a county, the class of a drawing, a country.
PUT_TOGETHER = {
    "n1",
    "n2",
    "n3",
    "icon",
    "glyph",
    "mark",
    "go",
    *(country.lower() for country in ("EE", "LT")),
}


def classes_of_drawings() -> set[str]:
    drawings = " ".join(path.read_text() for path in (PORTAL / "templates").rglob("*.svg"))
    return set(" ".join(CLASS_ATTRIBUTE.findall(drawings)).split())


def classes_of_blocks() -> set[str]:
    """Pages fill `{% block wrap %}`, which stands inside a class attribute."""
    pages = " ".join(page.read_text() for page in PAGES)
    return set(" ".join(re.findall(r"{% block wrap %}([\w ]+){%", pages)).split())


def test_no_rule_is_left_over() -> None:
    used = set[str]().union(*(used_classes(page) for page in PAGES))
    used |= PUT_TOGETHER | classes_of_drawings() | classes_of_blocks() | set(COUNTIES.values())
    assert known_classes() - used == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=str)
def test_styles_are_flat_for_old_browsers(sheet: Path) -> None:
    assert "&" not in plain(sheet)
    depth = 0
    for brace in re.findall(r"[{}]", plain(sheet)):
        depth += 1 if brace == "{" else -1
        assert depth <= 4
    assert depth == 0


def test_styles_of_a_public_page_weigh_little() -> None:
    weight = sum(len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS if sheet.stem in PUBLIC)
    assert weight <= BUDGET


@pytest.mark.parametrize("sheet", SHEETS, ids=str)
def test_styles_ask_no_other_machine(sheet: Path) -> None:
    for address in re.findall(r'url\("([^"]+)"\)', plain(sheet)):
        assert (sheet.parent / address).resolve().is_file()
