"""The search of the copy: one file a language that a script reads in the page, made with the portal's own analysis.

A page opened from a disk may load a script, but ask for no data: so the index is a script that sets one value.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils import translation

from search.analysis import words_of
from search.collecting import all_documents
from search.documents import Document, Kind
from search.views import TITLES

from .addresses import address_of, file_of, link_between
from .own_pages import SEARCH
from .walking import Walk

LONGEST_LEAD = 200
_KINDS = list(Kind)


@dataclass(frozen=True)
class PageWords:
    """What a page says in short, and every word in its main part once, in order."""

    lead: str
    words: tuple[str, ...]


NOTHING_SAID = PageWords("", ())
WITH_TEXT = frozenset({Kind.PROVIDER, Kind.PAGE})
"""What stands on a page of its own, so that its text is searched, too."""


def index_file(language: str) -> str:
    """Where the index of a language lies in the copy."""
    return f"{language}/search/index.js"


def index_of(language: str, walk: Walk, hosts: Iterable[str]) -> str:
    """The script that holds what can be found in a language: titles, leads, files, and in which of them a word stands."""
    with translation.override(language):
        documents = sorted(all_documents(language), key=_order)
        groups = [str(TITLES[kind]) for kind in _KINDS]
    entries: list[list[object]] = []
    places: dict[str, list[int]] = {}
    for document in documents:
        address = address_of(document.url, hosts)
        place = walk.place_of(address) if address else None
        if place is not None and place in walk.pages:
            said = page_words(walk.pages[place]) if document.kind in WITH_TEXT else NOTHING_SAID
            for word in said.words:
                places.setdefault(word, []).append(len(entries))
            entries.append(_entry(document, said, language, place))
    index = {"groups": groups, "entries": entries, "words": dict(sorted(places.items()))}
    return f"window.kioskIndex = {_as_script(index)};\n"


def _order(document: Document) -> tuple[int, str, str]:
    return (_KINDS.index(document.kind), document.title, document.url)


def _entry(document: Document, said: PageWords, language: str, place: str) -> list[object]:
    """Kind, title, language of the title, one line about it, the file, and the names it is found by."""
    return [
        _KINDS.index(document.kind),
        document.title,
        document.text_language,
        ". ".join(filter(None, [document.detail, said.lead])),
        link_between(file_of(f"/{language}/{SEARCH}"), file_of(place)),
        sorted({" ".join(words) for name in document.names if (words := words_of(name))}),
    ]


def page_words(html: str) -> PageWords:
    """The lead of a page, cut where it is long, and the words of its main part as the portal compares words."""
    parser = _Main()
    parser.feed(html)
    said = " ".join("".join(parser.lead).split())
    short = said if len(said) <= LONGEST_LEAD else said[:LONGEST_LEAD].rpartition(" ")[0] + " …"
    return PageWords(short, tuple(sorted(set(words_of(" ".join(parser.said))))))


class _Main(HTMLParser):
    """What stands in `main`, and in the first paragraph of the class `lead` there."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.lead: list[str] = []
        self._in_main = self._in_lead = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_main = self._in_main or tag == "main"
        if self._in_main and not self.lead and "lead" in (dict(attrs).get("class") or "").split():
            self._in_lead = True

    def handle_endtag(self, tag: str) -> None:
        self._in_main = self._in_main and tag != "main"
        self._in_lead = self._in_lead and tag != "p"

    def handle_data(self, data: str) -> None:
        if self._in_main:
            self.said.append(data)
        if self._in_lead:
            self.lead.append(data)


def _as_script(value: object) -> str:
    """JSON that may stand in a script of any age: two signs of Unicode once ended a line of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
