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

register = template.Library()

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
    current: bool


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


def _link(code: str, url: str, *, found: bool) -> LanguageLink:
    return {
        "code": code,
        "name": NATIVE_NAMES.get(code, code),
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
def main_menu(context: Context) -> list[MenuLink]:
    """The directory, then the pages under the home page that an editor put into the menu."""
    request = context.get("request")
    if request is None:
        return []
    find = MenuLink(
        title=_("Find support"), url=reverse("directory"), current=_is_at(request, reverse("directory"))
    )
    return [find, *_children(request, in_menu=True)]


@register.simple_tag(takes_context=True)
def footer_links(context: Context) -> list[MenuLink]:
    """Plain pages under the home page that are not in the menu; then, outside the workspace, the way into it."""
    request = context.get("request")
    if request is None:
        return []
    pages = _children(request, in_menu=False)
    if context.get("slim"):
        return pages
    return [*pages, MenuLink(title=_("Staff sign in"), url=reverse("account_login"), current=False)]


def _children(request: HttpRequest, *, in_menu: bool) -> list[MenuLink]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = site.root_page.localized.get_children().live().filter(show_in_menus=in_menu)
    if not in_menu:
        # Services and providers have their own ways in.
        pages = pages.filter(content_type__app_label="home")
    return [_entry(page, request) for page in pages]


def _entry(page: Page, request: HttpRequest) -> MenuLink:
    url = page.get_url(request) or ""
    return {"title": page.title, "url": url, "current": _is_at(request, url)}


def _is_at(request: HttpRequest, url: str) -> bool:
    return request.path.startswith(url)
