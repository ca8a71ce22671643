"""Facts that stand in some languages and not in others, for editors: nothing is filled in by itself.

What sources state in one language only, such as a provider that the English list leaves out, is told apart
from words that an editor has not entered in every language yet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from home.names import NAME_LANGUAGES
from providers.models import Location, LocationDetails, Provider
from services.models import Programme


@dataclass(frozen=True)
class PartlyStated:
    """One fact of one thing: `stands_in` and `missing_in` are codes of languages, in their order."""

    thing: str
    fact: str
    words: str
    stands_in: tuple[str, ...]
    missing_in: tuple[str, ...]
    by_sources: bool


COLUMNS: tuple[tuple[Any, str, Any], ...] = (
    (Provider.objects.all(), "name", _("name")),
    (Location.objects.select_related("provider"), "note", _("note on a place")),
    (LocationDetails.objects.select_related("location__provider"), "opening", _("opening hours")),
    (LocationDetails.objects.select_related("location__provider"), "arrival", _("when to arrive")),
    (LocationDetails.objects.select_related("location__provider"), "price", _("price")),
    (Programme.objects.all(), "name", _("name")),
    (Programme.objects.all(), "funder", _("funder")),
)
"""Where words stand in a column per language."""


def partly_stated() -> list[PartlyStated]:
    """All such facts, what sources leave out first; as many queries as there are kinds of facts."""
    return [*_by_sources(), *_by_columns()]


def _by_sources() -> Iterator[PartlyStated]:
    for provider in Provider.objects.exclude(only_in_language="").order_by("name", "pk"):
        stands = (provider.only_in_language,)
        yield PartlyStated(
            provider.name,
            str(_("listed as a provider")),
            str(_("source documents: %(documents)s") % {"documents": provider.source_documents}),
            stands,
            _others(stands),
            by_sources=True,
        )


def _by_columns() -> Iterator[PartlyStated]:
    for rows, stem, fact in COLUMNS:
        for row in rows.all():
            said = {code: str(getattr(row, f"{stem}_{code}", "")) for code in NAME_LANGUAGES}
            stands = tuple(code for code in NAME_LANGUAGES if said[code])
            if stands and len(stands) < len(NAME_LANGUAGES):
                words = said[stands[0]]
                yield PartlyStated(_thing(row), str(fact), words, stands, _others(stands), by_sources=False)


def _others(stands: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in NAME_LANGUAGES if code not in set(stands))


def _thing(row: Model) -> str:
    """The name of what the row belongs to."""
    if isinstance(row, LocationDetails):
        return _thing(row.location)
    return str(row)
