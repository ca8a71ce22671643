"""Texts from the content files onto the site: a page a language, joined to the row it tells about."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Page

from home.models import HomePage, NewsIndexPage, NewsPage, SafetyPage, StandardPage
from home.names import NAME_LANGUAGES
from home.publishing import ensure_homes, publish, revise
from home.text import stable_id
from providers.content.frame import Addresses, Placed, load_navigation
from providers.content.markup import Block, blocks_of
from providers.content.reading import PageText, Row, home_texts, page_texts
from providers.models import Provider, ProviderPage, ProviderPageLink
from services.models import (
    PageLink,
    Programme,
    ProgrammePage,
    ProgrammePageLink,
    ServicePage,
    ServicePageLink,
    ServiceType,
)

PHONE_OF_THE_PROGRAMME = "+372 620 8120"
FUNDERS = (
    ("Euroopa Liit, Euroopa Sotsiaalfond", "et"),
    ("Eesti tuleviku heaks", "et"),
    ("Justiitsministeerium", "et"),
    ("Kalėjimų departamentas prie LR teisingumo ministerijos", "lt"),
)
COUNSELLORS = 3

_CLASSES: dict[str, type[Page]] = {
    "standard": StandardPage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
    "safety": SafetyPage,
    "service": ServicePage,
    "programme": ProgrammePage,
    "provider": ProviderPage,
}
_LINKS: dict[str, tuple[type[PageLink], Any]] = {
    "service": (ServicePageLink, ServiceType.objects),
    "programme": (ProgrammePageLink, Programme.objects),
    "provider": (ProviderPageLink, Provider.objects),
}

_LATE = ("families", "nowhere_tonight")
"""Pages that the home page leads to."""


def load_pages(*, overwrite: bool = False) -> int:
    """Publish every page that is not there yet, in four languages; return how many there are.

    Pages that are there stay as their editors left them, unless `overwrite`.
    """
    homes = ensure_homes()
    placed: Placed = {("home", language): home for language, home in homes.items()}
    for text in page_texts():
        place(text, placed, overwrite=overwrite)
    for language, words in home_texts().items():
        families, urgent = (placed[code, language] for code in _LATE)
        _fill_home(
            homes[language], words, {"family_page": families, "urgent_page": urgent}, overwrite=overwrite
        )
    load_navigation(placed, overwrite=overwrite)
    return len(placed)


def place(text: PageText, placed: Placed, *, overwrite: bool = False) -> None:
    """Publish one page in four languages beneath its parents, and join it to what it tells about.

    All at once, the language of the source first: none is shown as a fallback for another in between.
    """
    with transaction.atomic():
        for language in text.languages:
            placed[text.code, language] = _place_in(language, text, placed, overwrite=overwrite)


def _place_in(language: str, text: PageText, placed: Placed, *, overwrite: bool) -> Page:
    parent = placed[text.parent, language]
    # Publishing in one language makes fallbacks in the others: the parent has children it did not have.
    parent.refresh_from_db()
    page: Page = publish(
        parent=parent,
        page_class=_CLASSES[text.kind],
        slug=text.texts[language]["slug"],
        translation_key=stable_id("page", text.code),
        fields=_fields(text, language, placed) | {"show_in_menus": text.in_menu},
        overwrite=overwrite,
    )
    if text.thing:
        _join(text, page)
    return page


def _fields(text: PageText, language: str, placed: Placed) -> dict[str, Any]:
    words = text.texts[language]
    return {
        "title": words["title"],
        "lead": words["lead"],
        "search_description": words["description"],
        "exact_words_only": text.exact_words,
        "body": [*blocks_of(words["body"], Addresses(placed, language)), *_terms(text, language)],
        **text.fields,
        **words.get("fields", {}),
    }


def _terms(text: PageText, language: str) -> list[Block]:
    """The words of a glossary with their meaning, and the same words in the other languages."""
    rows = [
        {"term": entry[language]["term"], "meaning": entry[language]["meaning"]}
        | {code: entry[code]["term"] for code in NAME_LANGUAGES}
        for entry in text.terms
    ]
    return [("terms", rows)] if rows else []


def _join(text: PageText, page: Page) -> None:
    link, things = _LINKS[text.kind]
    if link.of(page) is None:
        link(**{"page": page, link.thing: things.get(code=text.thing)}).save()


def _fill_home(home: HomePage, words: Row, ways: Mapping[str, Page], *, overwrite: bool) -> None:
    if home.hero and not overwrite:
        return
    home.refresh_from_db()
    revise(page=home, fields=_home_fields(words) | dict(ways))


def _home_fields(words: Row) -> dict[str, Any]:
    plain = [
        name
        for name, value in words.items()
        if isinstance(value, str) and name not in {"slug", "description"}
    ]
    return {name: words[name] for name in plain} | {
        "search_description": words["description"],
        "doors": [("door", _door(door, words["doors"])) for door in words["doors"]],
        "offers": [("offer", _offer(code, offer)) for code, offer in words["offers"].items()],
        "steps": [("step", step) for step in words["steps"]],
        "family_points": [("point", point) for point in words["family_points"]],
        "funders": [
            ("funder", {"name": name, "language": language, "logo": None}) for name, language in FUNDERS
        ],
        "contact_phone": PHONE_OF_THE_PROGRAMME,
    }


def _door(door: Mapping[str, str], doors: list[Mapping[str, str]]) -> dict[str, str]:
    target = "directory" if door is doors[0] else "referral"
    return {"target": target, "for_whom": door["for"], "title": door["title"], "text": door["text"]}


def _offer(code: str, offer: Row) -> dict[str, Any]:
    # The months of mentoring and housing come from their programmes; counsellors are counted here.
    figure = COUNSELLORS if code == "complex_support" else None
    return {"service": code, "figure": figure, **offer}
