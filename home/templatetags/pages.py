"""What page templates need to know about their page: `{% load pages %}`."""

from typing import Any, TypedDict

from django import template
from django.http import HttpRequest
from django.template import Context
from wagtail.models import Page

from home.languages import Alternate, alternates, canonical, language_of_text

register = template.Library()


class Below(TypedDict):
    title: str
    url: str | None
    text: str
    language: str


@register.inclusion_tag("home/parts/alternates.html", takes_context=True)
def page_alternates(context: Context) -> dict[str, Any]:
    """hreflang of the real translations, and where search engines should keep this text."""
    page, request = context["page"], context.get("request")
    found: list[Alternate] = [] if page.alias_of_id else alternates(page, request)
    return {"alternates": found, "canonical": canonical(page, request)}


@register.simple_tag(takes_context=True)
def pages_below(context: Context) -> list[Below]:
    """Live pages one step beneath this one, in their order: title, url, lead and language of the text."""
    request = context.get("request")
    children = context["page"].get_children().live().select_related("locale", "alias_of__locale").specific()
    return [_below(child, request) for child in children]


@register.filter
def text_language(page: Page) -> str:
    """Language of the words of a page: for an alias that of the page it shows."""
    return language_of_text(page)


def _below(child: Page, request: HttpRequest | None) -> Below:
    return {
        "title": child.title,
        "url": child.get_url(request),
        "text": getattr(child, "lead", ""),
        "language": language_of_text(child),
    }
