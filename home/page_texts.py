"""What a page says and where it leads, taken from whatever fields and blocks it has."""

import re
from collections.abc import Iterator

from django.db.models import TextField
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\)\]]+")
_LEFT_OUT = frozenset({"search_description", "url_path", "draft_title"})


def texts_of(page: Page) -> Iterator[str]:
    """The running text of a page, part by part: lead and blocks, without its title."""
    for field in page._meta.get_fields():  # noqa: SLF001 - public, for all its name
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            yield from map(str, value.stream_block.get_searchable_content(value))
        elif _is_running_text(field):
            yield getattr(page, field.name) or ""


def _is_running_text(field: object) -> bool:
    if not isinstance(field, TextField) or isinstance(field, RichTextField):
        return False
    return field.name not in _LEFT_OUT


def addresses_of(page: Page) -> set[str]:
    """Addresses on other sites that a page names in any field."""
    found: set[str] = set()
    for field in page._meta.concrete_fields:  # noqa: SLF001
        for said in _said_in(getattr(page, field.attname)):
            found.update(address.replace("&amp;", "&").rstrip(".,;:") for address in _ADDRESS.findall(said))
    return found


def _said_in(value: object) -> Iterator[str]:
    """Every piece of text in the value of a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, StreamValue):
        yield from _said_in(value.get_prep_value())
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _said_in(part)


def pages_named_by(page: Page) -> set[int]:
    """Keys of the pages that a page links to, whether they are there or not."""
    found = ReferenceIndex._extract_references_from_object(page)  # noqa: SLF001 - the only way to ask one page
    kind = ReferenceIndex._get_base_content_type(Page).pk  # noqa: SLF001
    return {int(key) for content_type, key, *_path in found if content_type == kind and key.isdecimal()}
