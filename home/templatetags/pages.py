"""What page templates need to know about their page: `{% load pages %}`."""

from typing import Any, TypedDict

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page

from home.languages import Alternate, alternates, canonical, language_of_text
from home.translations.shown import language_of_field

register = template.Library()


class Below(TypedDict):
    title: str
    url: str | None
    text: str
    language: str
    text_language: str


@register.inclusion_tag("home/parts/alternates.html", takes_context=True)
def page_alternates(context: Context) -> dict[str, Any]:
    """hreflang of the real translations, and where search engines should keep this text."""
    page, request = context["page"], context.get("request")
    found: list[Alternate] = [] if page.alias_of_id else alternates(page, request)
    return {"alternates": found, "canonical": canonical(page, request)}


@register.simple_tag(takes_context=True)
def pages_below(context: Context) -> list[Below]:
    """Live pages one step beneath this one, in their order: title, url, lead.

    `language` and `text_language` are those of title and lead where they are not the page's own, else "".
    """
    request = context.get("request")
    children = context["page"].get_children().live().select_related("locale", "alias_of__locale").specific()
    return [_below(child, request) for child in children]


@register.simple_tag(takes_context=True)
def in_words_of(context: Context, *place: str) -> SafeString:
    """The attribute ` lang="lt"` for an element that shows words of another language than the page's, else nothing.

    `place` is a field of the page, or the id of a block and a part of it. All words of a fallback are another's.
    """
    code = context["text_language"] if context["is_fallback"] else context["notes"].language_of(*place)
    return format_html(' lang="{}"', code) if code else SafeString()


@register.filter
def text_language(page: Page) -> str:
    """Language of the words of a page: for an alias that of the page it shows."""
    return language_of_text(page)


def _below(child: Page, request: HttpRequest | None) -> Below:
    return {
        "title": child.title,
        "url": child.get_url(request),
        "text": getattr(child, "lead", ""),
        "language": language_of_field(child, "title", request),
        "text_language": language_of_field(child, "lead", request),
    }
