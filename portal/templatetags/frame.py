"""What stands around every page: languages, menus. `{% load frame %}`."""

from typing import TypedDict

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from home.models.navigation import ROOMS
from home.navigation import Link, links_of, navigation_of
from home.translations.shown import language_of_field

register = template.Library()

SIGN_IN = "account_login"

# Each in its own language: a reader finds theirs without reading the page.
NATIVE_NAMES = {"et": "Eesti", "en": "English", "ru": "Русский", "lt": "Lietuvių"}


class LanguageLink(TypedDict):
    code: str
    name: str
    url: str
    current: bool
    translated: bool


class MenuLink(TypedDict):
    title: str
    url: str
    language: str
    current: bool


class SiteWords(TypedDict):
    name: str
    line: str
    description: str
    footer: str


@register.filter
def native_name(code: str) -> str:
    """A language in its own word, the code itself where the site does not have it."""
    return NATIVE_NAMES.get(code, code)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in each language of the site, with its query; the home page where it has no such page.

    `translated` is False where the link leads to a fallback, which must not be announced as hreflang.
    """
    request = context.get("request")
    page = context.get("page")
    if request is None:
        return [_link(code, f"/{code}/", found=False) for code, _name in settings.LANGUAGES]
    if isinstance(page, Page):
        return _page_links(page, request)
    return [_view_link(code, request) for code, _name in settings.LANGUAGES]


@register.simple_tag
def default_address(links: list[LanguageLink]) -> str:
    """Where to send readers of other languages: the first that has the page, "" where none has."""
    return next((link["url"] for link in links if link["translated"]), "")


def _link(code: str, url: str, *, found: bool) -> LanguageLink:
    return {
        "code": code,
        "name": native_name(code),
        "url": url,
        "current": code == get_language(),
        "translated": found,
    }


def _view_link(code: str, request: HttpRequest) -> LanguageLink:
    here = request.get_full_path()
    if code == get_language():
        return _link(code, here, found=True)
    there = translate_url(here, code)
    # An address that no view answers comes back unchanged.
    return _link(code, there, found=True) if there != here else _link(code, f"/{code}/", found=False)


def _page_links(page: Page, request: HttpRequest) -> list[LanguageLink]:
    twins = {twin.locale.language_code: twin for twin in _twins(page)}
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    links = []
    for code, _name in settings.LANGUAGES:
        twin = twins.get(code)
        url = twin.get_url(request) if twin else None
        real = twin is not None and twin.alias_of_id is None
        links.append(
            _link(code, f"{url}{query}", found=real) if url else _link(code, f"/{code}/", found=False)
        )
    return links


def _twins(page: Page) -> list[Page]:
    return list(page.get_translations(inclusive=True).live().select_related("locale"))


@register.simple_tag(takes_context=True)
def site_words(context: Context) -> SiteWords:
    """Name, line and description of the site, the sentence of the footer: as editors wrote them, else ours."""
    request = context.get("request")
    entered = navigation_of(request) if request is not None else None
    return {
        "name": (entered and entered.site_name) or _("Re-entry support"),
        "line": (entered and entered.site_line) or _("Estonia and Lithuania"),
        "description": (entered and entered.description)
        or _(
            "A mentor, temporary housing and counselling for people leaving prison in Estonia and Lithuania."
        ),
        "footer": (entered and entered.footer_text) or _("In an emergency call 112."),
    }


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[MenuLink]:
    """The menu as its editors built it; before that, the directory and the pages marked for menus."""
    request = context.get("request")
    if request is None:
        return []
    entered = navigation_of(request)
    if entered and entered.menu:
        return [_entry(link, request) for link in links_of(entered.menu, request, _room)]
    return [_entry(link, request) for link in [_room("directory"), *_children(request, in_menu=True)]]


@register.simple_tag(takes_context=True)
def footer_links(context: Context) -> list[MenuLink]:
    """The footer as its editors built it, else the pages that are in no menu; then the way into the workspace.

    Whoever is in the workspace already needs no way into it.
    """
    request = context.get("request")
    if request is None:
        return []
    entered = navigation_of(request)
    found = (
        links_of(entered.footer, request, _room)
        if entered and entered.footer
        else [*_children(request, in_menu=False), _room(SIGN_IN)]
    )
    inside = context.get("slim")
    return [_entry(link, request) for link in found if not (inside and link.url == reverse(SIGN_IN))]


def _room(code: str) -> Link:
    """A part of the portal that is no page of the tree, by the name of its view."""
    return Link(str(dict(ROOMS)[code]), reverse(code))


def _children(request: HttpRequest, *, in_menu: bool) -> list[Link]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = site.root_page.localized.get_children().live().filter(show_in_menus=in_menu)
    if not in_menu:
        # Services and providers have their own ways in.
        pages = pages.filter(content_type__app_label="home")
    pages = pages.select_related("alias_of__locale")
    return [
        Link(page.title, page.get_url(request) or "", language_of_field(page, "title", request))
        for page in pages
    ]


def _entry(link: Link, request: HttpRequest) -> MenuLink:
    return {
        "title": link.title,
        "url": link.url,
        "language": link.language,
        "current": request.path.startswith(link.url),
    }
