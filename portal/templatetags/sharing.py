"""What of a page travels: neutral words and its address, a code to scan, facts for machines. `{% load sharing %}`."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import segno
from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.models import HomePage
from portal import schema
from portal.templatetags.frame import site_words

register = template.Library()

LONGEST_IN_CODE = 300
"""Characters of an address that a code of a thumb's width still holds."""


@dataclass(frozen=True)
class Share:
    """Links that open a message, the address itself, and a drawing of its code ("" where it is too long)."""

    sms: str
    mail: str
    address: str
    code: SafeString


@register.simple_tag(takes_context=True)
def share(context: Context) -> Share:
    """How to pass this page on. Whoever sees the message learns nothing of its subject, but for the address."""
    address = _address(context)
    subject = _("A page that may be of use")
    body = quote(f"{subject}: {address}")
    # "?&" is what both Android and iOS understand.
    return Share(
        sms=f"sms:?&body={body}",
        mail=f"mailto:?subject={quote(subject)}&body={body}",
        address=address,
        code=_code(address) if len(address) <= LONGEST_IN_CODE else SafeString(),
    )


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> str:
    """The page's facts as schema.org names them; nothing for a page that repeats another language's text."""
    page = context.get("page")
    if not isinstance(page, Page) or page.alias_of_id:
        return ""
    data = _data(context, page)
    return schema.script(data) if data else ""


def _data(context: Context, page: Page) -> schema.Data:
    url, language, today = _address(context), get_language() or "et", timezone.localdate()
    if isinstance(page, HomePage):
        return schema.of_home(page, name=site_words(context)["name"], url=url, language=language)
    if service := context.get("service_type"):
        return schema.of_service(page, service, url=url, language=language, today=today)
    if provider := context.get("provider"):
        return schema.of_provider(provider, url=url, language=language, today=today)
    return {}


def _address(context: Context) -> str:
    """The full address of what is shown: of the directory with what was chosen, of a page without its query."""
    request = context["request"]
    shown = request.path if isinstance(context.get("page"), Page) else request.get_full_path()
    return str(request.build_absolute_uri(shown))


@lru_cache(maxsize=512)
def _code(address: str) -> SafeString:
    drawing = segno.make(address, micro=False, error="m").svg_inline(
        omitsize=True, border=4, svgclass=None, lineclass=None
    )
    hidden = drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return mark_safe(hidden)  # noqa: S308 - a drawing made of numbers
