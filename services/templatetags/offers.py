"""The services on the home page: `{% load offers %}`."""

from collections.abc import Mapping
from typing import Any, TypedDict

from django import template
from django.http import HttpRequest
from django.template import Context

from services.models import ServicePage
from services.queries import longest_months, service_pages

register = template.Library()


class Offer(TypedDict):
    block: str
    words: Mapping[str, Any]
    figure: int | None
    url: str


@register.simple_tag(takes_context=True)
def offered_services(context: Context) -> list[Offer]:
    """Each service an editor put on the home page, with its large figure and the way to its page.

    `block` is the id of its words among the page's blocks.
    The figure is the editor's, else the longest months a programme grants; None where nothing is stated.
    """
    page, request = context["page"], context.get("request")
    months, pages = longest_months(), service_pages(page.locale)
    return [_offer(block, months, pages, request) for block in page.offers]


def _offer(
    block: Any,
    months: Mapping[str, int],
    pages: Mapping[str, ServicePage],
    request: HttpRequest | None,
) -> Offer:
    words: Mapping[str, Any] = block.value
    page = pages.get(words["service"])
    return {
        "block": str(block.id),
        "words": words,
        "figure": words["figure"] or months.get(words["service"]),
        "url": (page.get_url(request) or "") if page else "",
    }
