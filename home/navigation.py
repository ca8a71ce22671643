"""The menu and the footer of the reader's language, as its editors built them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.http import HttpRequest
from django.utils.translation import get_language

from home.models import Navigation
from home.translations.shown import language_of_field

_found: "WeakKeyDictionary[HttpRequest, tuple[str, Navigation | None]]" = WeakKeyDictionary()


@dataclass(frozen=True)
class Link:
    """`language` is that of the title where it is not the menu's own, else ""."""

    title: str
    url: str
    language: str = ""


def navigation_of(request: HttpRequest) -> Navigation | None:
    """The row of the active language, asked for once a request; None where nobody entered one."""
    language = get_language() or ""
    kept = _found.get(request)
    if kept is None or kept[0] != language:
        kept = (language, Navigation.objects.filter(language__language_code=language).first())
        _found[request] = kept
    return kept[1]


def links_of(entries: Any, request: HttpRequest, room: Callable[[str], Link]) -> list[Link]:
    """The links of a menu in the editor's order, without pages that are not public.

    `entries` is the menu's stream, `room` tells title and address of a part of the portal by its code.
    """
    return list(_links(entries, request, room))


def _links(entries: Any, request: HttpRequest, room: Callable[[str], Link]) -> Iterator[Link]:
    for entry in entries:
        words = entry.value["words"]
        if entry.block_type == "room":
            found = room(entry.value["room"])
            yield Link(words or found.title, found.url)
        elif (page := entry.value["page"]) is not None and page.live:
            url = page.get_url(request) or ""
            yield (
                Link(words, url)
                if words
                else Link(page.title, url, language_of_field(page, "title", request))
            )
