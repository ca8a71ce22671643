"""A page in one language holds no sentence in another, unless the element says so with `lang`."""

import re
from collections.abc import Callable, Iterator
from functools import cache

import polib
import pytest
from django.conf import settings

from tests.browser.crawl import EACH_LANGUAGE, LANGUAGES, Visit
from tests.browser.visible_text import visible_text

# Whole English words that no Estonian, Russian or Lithuanian sentence has.
ENGLISH = re.compile(
    r"\b(the|and|your|with|you|for|this|that|from|are|have|please|has|been|not|our|who)\b", re.IGNORECASE
)
CYRILLIC = re.compile(r"[А-Яа-яЁё]{2}")
ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\S+\.(?:ee|eu|lt|org|com)\b\S*")
FOREIGN = [code for code in LANGUAGES if code != "en"]


@cache
def untranslated(language: str) -> frozenset[str]:
    """English texts of our catalogue that would look wrong on a page of `language`."""
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"))
    return frozenset(
        " ".join(entry.msgid.split())
        for entry in catalogue
        if entry.msgstr != entry.msgid and len(entry.msgid) > 3 and "%" not in entry.msgid
    )


def wrong_words(visit: Visit) -> Iterator[str]:
    for language, text in visible_text(visit.html):
        if language != visit.language:
            continue
        plain = ADDRESS.sub("", text)
        if language != "en" and (ENGLISH.search(plain) or text in untranslated(language)):
            yield text
        if language != "ru" and CYRILLIC.search(plain):
            yield text


def faults(visit: Visit) -> Iterator[str]:
    if f'<html lang="{visit.language}"' not in visit.html:
        yield "the page does not say its language"
    if visit.html.count("<h1") != 1:
        yield f"{visit.html.count('<h1')} headings of the first rank"
    # A link in a mail that has run out is gone (410); an address of a thousand fields is too large (413).
    if visit.status not in {200, 404, 410, 413}:
        yield f"status {visit.status}"
    yield from wrong_words(visit)


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_page_speaks_one_language_and_has_one_heading(
    language: str, visits: Callable[[str], list[Visit]]
) -> None:
    found = [f"{visit.role} {visit.path}: {fault}" for visit in visits(language) for fault in faults(visit)]
    assert found == [], "\n".join(dict.fromkeys(found))


def test_words_of_an_element_in_another_language_do_not_count() -> None:
    page = '<html lang="et"><p>Tere <b lang="en">for you</b></p><p title="for you">Tere</p></html>'
    visit = Visit("et", "public", "/et/", "x", 200, page)
    assert list(wrong_words(visit)) == ["for you"]


def test_cyrillic_on_an_estonian_page_is_found() -> None:
    page = '<html lang="et"><p>Привет</p><a lang="ru">Русский</a></html>'
    assert list(wrong_words(Visit("et", "public", "/et/", "x", 200, page))) == ["Привет"]
