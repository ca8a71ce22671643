"""What a reader is told about the language of a page: what is in other words than the page's, and whose."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from wagtail.models import Page

from home.languages import Alternate, full_address, real_translations
from home.translations.models import Wording


@dataclass(frozen=True)
class Notes:
    """`by_machine`: no person has checked the translation. `foreign`: fields, and ids of blocks, that went
    public in the language of the source, whose code is `source_language`."""

    by_machine: bool = False
    foreign: frozenset[str] = field(default_factory=frozenset)
    source_language: str = ""


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
    return Notes(own.by_machine, frozenset(_place(path) for path in own.untranslated), code)


def _place(path: str) -> str:
    """A field, or the block of a body: the smallest part of a page that templates show by itself."""
    steps = path.split(".")
    return steps[1] if len(steps) > 1 else steps[0]


def is_withheld(page: Page) -> bool:
    """Whether the page would show words that hold only in the language they were written in."""
    return page.alias_of_id is not None and bool(getattr(page, "exact_words_only", False))


def written_in(page: Page, request: HttpRequest | None = None) -> list[Alternate]:
    """Where the text stands in words of its own: language code and full address, in the order of languages."""
    found = [(twin, full_address(twin, request)) for twin in real_translations(page)]
    return [Alternate(code=twin.locale.language_code, url=url) for twin, url in found if url]
