"""Which language a page is really in, where its translations stand, and what is announced of them."""

from collections.abc import Callable
from typing import TypedDict

from django.http import HttpRequest
from wagtail.models import Locale, Page

from home.names import NAME_LANGUAGES

X_DEFAULT = "x-default"
_HOME = 2
"""How deep the home pages lie."""


class Crumb(TypedDict):
    """`language` is that of the title where it is not the page's own, else ""."""

    title: str
    url: str | None
    language: str


class Alternate(TypedDict):
    code: str
    url: str


def language_of_text(page: Page) -> str:
    """Language code of the words on the page: for an alias that of the page it shows."""
    source = page.alias_of if page.alias_of_id else page
    return str(source.locale.language_code)


def foreign_language(page: Page) -> str:
    """Language code of an alias's words, "" for a page in its own: most titles need no query to be marked."""
    return str(page.alias_of.locale.language_code) if page.alias_of_id else ""


def real_translations(page: Page) -> list[Page]:
    """Live pages that say the same in their own words, this one included, in the order of the languages.

    An alias repeats another language's text: it is a fallback for readers, never a translation.
    """
    twins = page.get_translations(inclusive=True).live().filter(alias_of__isnull=True)
    by_code = {twin.locale.language_code: twin for twin in twins.select_related("locale")}
    return [by_code[code] for code in NAME_LANGUAGES if code in by_code]


def alternates(page: Page, request: HttpRequest | None = None) -> list[Alternate]:
    """What hreflang may announce: each real translation with its full address, then x-default."""
    found = [
        Alternate(code=twin.locale.language_code, url=url)
        for twin in real_translations(page)
        if (url := full_address(twin, request))
    ]
    return with_default(found)


def with_default(found: list[Alternate]) -> list[Alternate]:
    """Add x-default: the first language of the site that has the page. Nothing for nothing."""
    return [*found, Alternate(code=X_DEFAULT, url=found[0]["url"])] if found else []


def canonical(page: Page, request: HttpRequest | None = None) -> str:
    """Full address under which search engines should keep the page: an alias points to its source."""
    source = page.alias_of if page.alias_of_id else page
    return full_address(source, request)


def full_address(page: Page, request: HttpRequest | None = None) -> str:
    """Address with scheme and host as the visitor used them, "" where the page has none."""
    if request is None:
        return page.get_full_url() or ""
    url = page.get_url(request)
    return request.build_absolute_uri(url) if url else ""


def crumbs_of(
    page: Page,
    request: HttpRequest | None = None,
    *,
    title_language: Callable[[Page], str] = foreign_language,
) -> list[Crumb]:
    """The way from the home page down to this one, both included.

    `title_language` tells the language of a page's title where it is not the page's own, else "".
    """
    way = page.get_ancestors(inclusive=True).filter(depth__gt=1).select_related("alias_of__locale")
    return [Crumb(title=step.title, url=step.get_url(request), language=title_language(step)) for step in way]


def fill_gaps(page: Page) -> list[Page]:
    """Make an alias of a page, and of parents without one, in each language that lacks it. Returns the pages' own.

    Works from any source language: Wagtail's own tree sync knows only one. A language without a home page
    gets nothing.
    """
    taken = page.get_translations(inclusive=True).values_list("locale_id", flat=True)
    home = page.get_ancestors(inclusive=True).filter(depth=_HOME).first()
    open_to = home.get_translations(inclusive=True).values_list("locale_id", flat=True) if home else []
    gaps = Locale.objects.filter(pk__in=set(open_to) - set(taken)).order_by("pk")
    return [page.copy_for_translation(locale, alias=True, copy_parents=True) for locale in gaps]
