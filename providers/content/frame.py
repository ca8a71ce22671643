"""From codes of the content files to addresses: links within texts, menus and footers."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Page

from home.models import Navigation
from home.names import NAME_LANGUAGES
from providers.content.reading import Row, navigation_rows

Placed = dict[tuple[str, str], Page]
"""Pages by their code in the content files and their language."""


@dataclass(frozen=True)
class Addresses:
    """Start tags of links in one language. A page must be placed before another can lead to it."""

    placed: Placed
    language: str

    def __call__(self, target: str) -> str:
        """`target` is the code of a page, or "directory" with or without a query. KeyError for an unknown page."""
        path, _mark, query = target.partition("?")
        if path == "directory":
            return f'<a href="/{self.language}/directory/{"?" * bool(query)}{query}">'
        return f'<a linktype="page" id="{self.placed[path, self.language].pk}">'


def load_navigation(placed: Placed, *, overwrite: bool = False) -> None:
    """Give each language its menu and footer; those that are there stay as their editors left them."""
    rows = navigation_rows()
    for language in NAME_LANGUAGES:
        values = _values(rows, placed, language)
        locale = Locale.objects.get(language_code=language)
        if overwrite:
            Navigation.objects.update_or_create(language=locale, defaults=values)
        else:
            Navigation.objects.get_or_create(language=locale, defaults=values)


def _values(rows: Row, placed: Placed, language: str) -> dict[str, Any]:
    entries = {name: [_entry(entry, placed, language) for entry in rows[name]] for name in ("menu", "footer")}
    return entries | dict(rows[language])


def _entry(entry: Row, placed: Placed, language: str) -> tuple[str, dict[str, Any]]:
    words = entry.get(language, "")
    if "room" in entry:
        return "room", {"room": entry["room"], "words": words}
    return "page", {"page": placed[entry["page"], language], "words": words}
