"""From the plain lines that translators write to the blocks that a page is built from.

A line a block, lines of one kind in a row make one block:

    ## Heading
    A paragraph. {671 6198} is a number to dial, www.jmk.ee and jmk@jmk.ee become links.
    - a point of a list
    1. Title of a step | what happens
    > Title of a box | its text
    ?prison, ?free, ?family: what to do, for the three people who read about a service
    ~ what a participant said, retold
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from home.phones import dialled

Block = tuple[str, Any]

NO_BREAK = "\N{NO-BREAK SPACE}"

_KINDS = {
    "heading": re.compile(r"## (.+)"),
    "list": re.compile(r"- (.+)"),
    "steps": re.compile(r"\d+\. (.+? \| .+)"),
    "callout": re.compile(r"> (.+? \| .+)"),
    "what_to_do": re.compile(r"\?((?:prison|free|family) .+)"),
    "quotes": re.compile(r"~ (.+)"),
}
_ALONE = {"heading", "callout", "paragraph"}
_READERS = {"prison": "from_prison", "free": "after_release", "family": "as_relative"}
_LINKS = re.compile(r"\{(?P<phone>[^}]+)\}|(?P<mail>[\w.]+@[\w.]+\w)|(?P<web>www\.[\w./-]+\w)")


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a text as (kind, value), as a StreamField takes them."""
    lines = [_kind_of(line.strip()) for line in text.splitlines() if line.strip()]
    return [block for kind, run in groupby(lines, key=lambda line: line[0]) for block in _made(kind, run)]


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in _KINDS.items():
        if found := pattern.fullmatch(line):
            return kind, found[1]
    return "paragraph", line


def _made(kind: str, run: Iterable[tuple[str, str]]) -> Iterator[Block]:
    texts = [text for _kind, text in run]
    if kind in _ALONE:
        yield from ((kind, _VALUES[kind](text)) for text in texts)
    elif kind == "what_to_do":
        yield kind, dict(_advice(text) for text in texts)
    else:
        yield kind, [_VALUES[kind](text) for text in texts]


def _advice(text: str) -> tuple[str, str]:
    reader, advice = text.split(" ", 1)
    return _READERS[reader], advice


def _titled(text: str) -> dict[str, str]:
    title, _bar, rest = text.partition(" | ")
    return {"title": title.strip(), "text": rest.strip()}


def _paragraph(text: str) -> str:
    return f"<p>{_LINKS.sub(_link, escape(text, quote=False))}</p>"


def _link(found: re.Match[str]) -> str:
    if phone := found["phone"]:
        return f'<a href="tel:{dialled(phone)}">{phone.replace(" ", NO_BREAK)}</a>'
    if mail := found["mail"]:
        return f'<a href="mailto:{mail}">{mail}</a>'
    return f'<a href="https://{found["web"]}">{found["web"]}</a>'


_VALUES: dict[str, Callable[[str], Any]] = {
    "heading": str,
    "paragraph": _paragraph,
    "list": str,
    "steps": _titled,
    "callout": _titled,
    "quotes": str,
}
