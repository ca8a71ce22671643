"""Drawings and small form helpers for the templates: `{% load look %}`."""

from functools import lru_cache

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

DOORS = {
    "FREE_NOW": "door-open",
    "FREE_FROM": "door-ajar",
    "FULL": "door-shut",
    "PAUSED": "door-shut",
    "ENDED": "door-shut",
    "NOT_STATED": "door-unsure",
    "STALE": "door-unsure",
}
LIT = frozenset({"FREE_NOW", "FREE_FROM"})


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Drawing `icons/<name>.svg` inside the page, hidden from screen readers: say it in words too.

    `extra` is a further class; "go" makes it as small as a letter.
    """
    return _drawing(name, f"icon {extra}".strip(), 16 if extra == "go" else 24)


@register.simple_tag
def glyph(name: str) -> SafeString:
    """Large drawing of 72 px: the four doors, the steps."""
    return _drawing(name, "glyph", 72)


@register.simple_tag
def mark() -> SafeString:
    """The sign of the portal, 44 px."""
    return _drawing("mark", "mark", 44)


@register.filter
def door(state: str) -> str:
    """Name of the door glyph for an availability state such as FREE_NOW."""
    return DOORS.get(state, "door-unsure")


@register.filter
def door_icon(state: str) -> str:
    """Name of the small door for a tag."""
    return DOORS.get(state, "door-unsure").replace("door-", "")


@register.filter
def is_lit(state: str) -> bool:
    """Whether there is room, so that light falls on the card."""
    return state in LIT


@register.filter
def first_id(field: BoundField) -> str:
    """Id of the first control of a field: where a link in the error summary leads."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def leading(label: str) -> str:
    """A label in front of what is said of it: with a colon, unless it ends in a mark of its own ("From when?")."""
    text = str(label).rstrip()
    return text if text.endswith(("?", "!", ".", ":", "…")) else f"{text}:"


@register.filter
def unbroken(text: str) -> str:
    """The text on one line: phone numbers as stated."""
    return text.strip().replace(" ", "\u00a0")


@lru_cache(maxsize=256)
def _drawing(name: str, classes: str, size: int) -> SafeString:
    # Old browsers draw an svg without width and height over the whole page.
    svg = render_to_string(f"icons/{name}.svg").strip()
    head = f'<svg class="{classes}" width="{size}" height="{size}" '
    return mark_safe(svg.replace("<svg ", head, 1))  # noqa: S308 - the drawings are files of ours
