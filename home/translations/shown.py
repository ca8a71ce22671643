"""What a reader is told about the language of a page: what is in other words than the page's, and whose."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from wagtail.models import Page

from home.languages import Alternate, foreign_language, full_address, real_translations
from home.translations.models import Wording

UNSEEN = frozenset({"slug", "seo_title", "search_description", "shared_title"})
"""Fields that stand in the address and the head of a page: nobody who reads the page meets them."""


@dataclass(frozen=True)
class Notes:
    """`by_machine`: no person has checked the translation. `foreign`: what went public in the language of the
    source, whose code is `source_language`: fields ("lead"), ids of blocks, and parts of blocks ("<id>.title")."""

    by_machine: bool = False
    foreign: frozenset[str] = field(default_factory=frozenset)
    source_language: str = ""

    @property
    def is_partly_foreign(self) -> bool:
        """Whether a reader sees words of another language."""
        return bool(self.foreign - UNSEEN)

    def language_of(self, *place: str) -> str:
        """Language code of what stands in a field, a block, or a part of it; "" where it is the page's own."""
        return self.source_language if ".".join(place) in self.foreign else ""


NOTHING = Notes()
_partly: "WeakKeyDictionary[HttpRequest, dict[tuple[UUID, int], Notes]]" = WeakKeyDictionary()


def language_of_field(page: Page, name: str, request: HttpRequest | None) -> str:
    """Language code of a field's words where it is not the page's own, else "". One query a request, for all pages."""
    if page.alias_of_id:
        return foreign_language(page)
    return _asked_once(request).get((page.translation_key, page.locale_id), NOTHING).language_of(name)


def _asked_once(request: HttpRequest | None) -> dict[tuple[UUID, int], Notes]:
    if request is None:
        return partly_foreign()
    if request not in _partly:
        _partly[request] = partly_foreign()
    return _partly[request]


def partly_foreign() -> dict[tuple[UUID, int], Notes]:
    """Of each text that is not whole, by its key and locale: few, since an editor said yes to each. One query."""
    source = Wording.objects.filter(translation_key=OuterRef("translation_key"), is_source=True)
    rows = Wording.objects.filter(is_source=False).exclude(untranslated=[])
    found = rows.annotate(code=Subquery(source.values("locale__language_code")[:1]))
    return {
        (row.translation_key, row.locale_id): Notes(row.by_machine, _places(row.untranslated), row.code or "")
        for row in found
    }


def notes_on(page: Page) -> Notes:
    """What the record says of a page in its own words; one query for a text that is whole, two for others."""
    if page.alias_of_id:
        return Notes()
    own = Wording.objects.filter(translation_key=page.translation_key, locale_id=page.locale_id).first()
    if own is None or own.is_source or not (own.by_machine or own.untranslated):
        return Notes()
    source = (
        Wording.objects.filter(translation_key=page.translation_key, is_source=True)
        .select_related("locale")
        .first()
    )
    code = source.locale.language_code if source else ""
    return Notes(own.by_machine, _places(own.untranslated), code)


def _places(paths: Iterable[str]) -> frozenset[str]:
    """Fields; of a stream of blocks the block, and every part of it on the way to the words."""
    return frozenset(place for path in paths for place in _steps(path.split(".")))


def _steps(path: list[str]) -> list[str]:
    within = path[1:]
    return [".".join(within[: end + 1]) for end in range(len(within))] or path


def is_withheld(page: Page) -> bool:
    """Whether the page would show words that hold only in the language they were written in."""
    return page.alias_of_id is not None and bool(getattr(page, "exact_words_only", False))


def written_in(page: Page, request: HttpRequest | None = None) -> list[Alternate]:
    """Where the text stands in words of its own: language code and full address, in the order of languages."""
    found = [(twin, full_address(twin, request)) for twin in real_translations(page)]
    return [Alternate(code=twin.locale.language_code, url=url) for twin, url in found if url]
