"""Every fact of the five documents stands on the site where a reader would look, in four languages."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from home.names import NAME_LANGUAGES
from home.text import stable_id

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent
# Which document states a fact, and our own short name for a provider: nothing to read for anybody.
NO_FACTS = {"source", "key"}
TAGS = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)

Spot = dict[str, list[str]]


def read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def leaves(thing: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The path of every single statement, such as "services.housing.longest.months"."""
    if isinstance(thing, dict):
        for name, inner in thing.items():
            if name not in NO_FACTS:
                yield from leaves(inner, (*path, str(name)))
    elif isinstance(thing, list):
        for number, inner in enumerate(thing):
            yield from leaves(inner, (*path, str(number)))
    else:
        yield ".".join(path)


FACTS = list(leaves(read("facts.yaml")))
SPOTS: dict[str, Spot] = read("facts_on_site.yaml")


def spot_of(fact: str) -> Spot | None:
    wide = (spot for path, spot in SPOTS.items() if path.endswith("*") and fact.startswith(path[:-1]))
    return SPOTS.get(fact) or next(wide, None)


@pytest.fixture(scope="module")
def said(content: None, django_db_blocker: DjangoDbBlocker) -> dict[tuple[str, str], str]:
    """What a visitor reads, by code of the page and language."""
    codes = {code for spot in SPOTS.values() for code in spot["at"]}
    with django_db_blocker.unblock():
        return {(code, language): _visible(code, language) for code in codes for language in NAME_LANGUAGES}


def _visible(code: str, language: str) -> str:
    page = Page.objects.get(translation_key=stable_id("page", code), locale__language_code=language)
    html = Client().get(page.url).content.decode().split('<main id="main"')[1].split("</main>")[0]
    return " ".join(unescape(TAGS.sub(" ", html)).split())


def test_every_fact_has_its_spot() -> None:
    assert [fact for fact in FACTS if spot_of(fact) is None] == []


def test_no_spot_is_left_over() -> None:
    known = [path for path in SPOTS if not path.endswith("*")]
    assert [path for path in known if path not in FACTS] == []


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_said_in_four_languages(said: dict[tuple[str, str], str], fact: str) -> None:
    spot = spot_of(fact)
    assert spot is not None
    for language in NAME_LANGUAGES:
        words = [*spot.get("any", []), *spot.get(language, [])]
        assert words, (fact, language)
        for code in spot["at"]:
            missing = [word for word in words if not _stands(word, said[code, language])]
            assert missing == [], (fact, code, language)


def _stands(word: str, text: str) -> bool:
    return any(form in text for form in word.split("|"))
