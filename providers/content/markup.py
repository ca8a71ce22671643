"""From the plain lines that translators write to the blocks that a page is built from.

A line a block, lines of one kind in a row make one block:

    ## Heading
    A paragraph. {671 6198} is a number to dial, www.jmk.ee and jmk@jmk.ee become links.
    - a point of a list
    1. Title of a step | what happens
    > Title of a box | its text | 112 (a number to dial, where one belongs there)
    ?prison, ?free, ?family: what to do, for the three people who read about a service
    ~ what a participant said, retold
    ! one of a few easy sentences
    + Where | number to call | who answers
    ?? a question | its answer

In paragraphs and answers [words](code of a page) and [words](directory?service=housing) are links within the site.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from home.phones import dialled

Block = tuple[str, Any]
Within = Callable[[str], str]

NO_BREAK = "\N{NO-BREAK SPACE}"

_KINDS = {
    "heading": re.compile(r"## (.+)"),
    "list": re.compile(r"- (.+)"),
    "steps": re.compile(r"\d+\. (.+? \| .+)"),
    "callout": re.compile(r"> (.+? \| .+)"),
    "easy": re.compile(r"! (.+)"),
    "numbers": re.compile(r"\+ (.+? \| .+)"),
    "questions": re.compile(r"\?\? (.+? \| .+)"),
    "what_to_do": re.compile(r"\?((?:prison|free|family) .+)"),
    "quotes": re.compile(r"~ (.+)"),
}
_ALONE = {"heading", "callout"}
_READERS = {"prison": "from_prison", "free": "after_release", "family": "as_relative"}
_LINKS = re.compile(
    r"\{(?P<phone>[^}]+)\}|\[(?P<words>[^\]]+)\]\((?P<within>[^)]+)\)"
    r"|(?P<mail>[\w.]+@[\w.]+\w)|(?P<web>www\.[\w./-]+\w)"
)


def plain_link(target: str) -> str:
    """The start tag of a link to an address as it stands."""
    return f'<a href="{target}">'


def blocks_of(text: str, within: Within = plain_link) -> list[Block]:
    """Return the blocks of a text as (kind, value), as a StreamField takes them.

    `within` makes the start tag of a link within the site from what stands in round brackets.
    """
    lines = [_kind_of(line.strip()) for line in text.splitlines() if line.strip()]
    runs = groupby(lines, key=lambda line: line[0])
    return [block for kind, run in runs for block in _made(kind, run, within)]


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in _KINDS.items():
        if found := pattern.fullmatch(line):
            return kind, found[1]
    return "paragraph", line


def _made(kind: str, run: Iterable[tuple[str, str]], within: Within) -> Iterator[Block]:
    texts = [text for _kind, text in run]
    if kind == "paragraph":
        yield from ((kind, _paragraph(text, within)) for text in texts)
    elif kind in _ALONE:
        yield from ((kind, _VALUES[kind](text)) for text in texts)
    elif kind == "what_to_do":
        yield kind, dict(_advice(text) for text in texts)
    elif kind == "questions":
        yield kind, [_answered(text, within) for text in texts]
    else:
        yield kind, [_VALUES[kind](text) for text in texts]


def _advice(text: str) -> tuple[str, str]:
    reader, advice = text.split(" ", 1)
    return _READERS[reader], advice


def _answered(text: str, within: Within) -> dict[str, str]:
    question, _bar, answer = text.partition(" | ")
    return {"question": question.strip(), "answer": _paragraph(answer.strip(), within)}


def _titled(text: str) -> dict[str, str]:
    return _named(("title", "text", "phone"), text)


def _number(text: str) -> dict[str, str]:
    return _named(("place", "phone", "who"), text)


def _named(names: tuple[str, ...], text: str) -> dict[str, str]:
    return dict(zip(names, (part.strip() for part in text.split(" | ")), strict=False))


def _paragraph(text: str, within: Within) -> str:
    marked = _LINKS.sub(lambda found: _link(found, within), escape(text, quote=False))
    return f"<p>{marked}</p>"


def _link(found: re.Match[str], within: Within) -> str:
    if phone := found["phone"]:
        return f'<a href="tel:{dialled(phone)}">{phone.replace(" ", NO_BREAK)}</a>'
    if words := found["words"]:
        return f"{within(found['within'])}{words}</a>"
    if mail := found["mail"]:
        return f'<a href="mailto:{mail}">{mail}</a>'
    return f'<a href="https://{found["web"]}">{found["web"]}</a>'


_VALUES: dict[str, Callable[[str], Any]] = {
    "heading": str,
    "list": str,
    "steps": _titled,
    "callout": _titled,
    "quotes": str,
    "easy": str,
    "numbers": _number,
}
