"""Where news can be followed: `{% load news %}`."""

from django import template
from django.utils.translation import get_language

from home.feeds import address_of_feed

register = template.Library()


@register.simple_tag
def news_feed() -> str:
    """The address of the feed of the reader's language, "" where it has none."""
    return address_of_feed(get_language() or "")
