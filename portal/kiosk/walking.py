"""Follows links from page to page until everything public is gathered, and notes what is not there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import urljoin

from .addresses import address_of, canonical, is_closed
from .reading import Answer

HTML = "text/html"
MOST_PAGES = 20_000
LEFT_OUT = "data-online"
"""Marks, in any template, what makes sense with a connection only: it is not in the copy."""


class Source(Protocol):
    """Where answers come from; `hosts` are the names of the site."""

    hosts: set[str]

    def read(self, address: str) -> Answer: ...


@dataclass(frozen=True)
class Fault:
    """An address that does not answer as it should, and the page that leads to it ("" for a beginning)."""

    address: str
    met_on: str
    status: int

    def __str__(self) -> str:
        return f"{self.address} answers {self.status}" + (
            f", linked from {self.met_on}" if self.met_on else ""
        )


@dataclass
class Walk:
    """What was gathered: pages and other files by address, where redirects lead, and what is broken."""

    pages: dict[str, str] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    led_to: dict[str, str | None] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place_of(self, address: str) -> str | None:
        """The address under which the copy has what stands at an address; None where it has nothing of it."""
        there = self.led_to.get(address, address)
        return there if there in self.pages or there in self.others else None


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"a", "area"} and values.get("href") and LEFT_OUT not in values:
            self.found.append(values["href"] or "")


def links_on(html: str) -> list[str]:
    """What the links of a page say, in their order."""
    parser = _Links()
    parser.feed(html)
    return parser.found


def walk(source: Source, seeds: Iterable[str], say: Callable[[int], None]) -> Walk:
    """Everything that can be reached from the seeds; `say` is told the number of pages after each."""
    done = Walk()
    waiting = [(seed, "") for seed in dict.fromkeys(map(canonical, seeds))]
    met = {seed for seed, _from in waiting}
    while waiting and len(done.pages) < MOST_PAGES:
        address, met_on = waiting.pop(0)
        here = _take(source, address, met_on, done)
        if here is None:
            continue
        say(len(done.pages))
        fresh = [link for link in _onward(here, done.pages[here], source.hosts) if link not in met]
        waiting += [(link, here) for link in dict.fromkeys(fresh)]
        met.update(fresh)
    return done


def _take(source: Source, address: str, met_on: str, done: Walk) -> str | None:
    """Read one address into what was gathered. The address of the page, where there is a new one to go on from."""
    answer = source.read(address)
    if answer.address != address:
        done.led_to[address] = answer.address
    if answer.address is None or is_closed(answer.address) or answer.address in done.pages:
        return None
    if answer.status != 200:
        done.faults.append(Fault(address, met_on, answer.status))
    elif answer.kind == HTML:
        done.pages[answer.address] = answer.content.decode()
        return answer.address
    else:
        done.others[answer.address] = answer.content
    return None


def _onward(here: str, html: str, hosts: Iterable[str]) -> Iterator[str]:
    for link in links_on(html):
        there = address_of(urljoin(here, link), hosts)
        if there is not None and not is_closed(there):
            yield there
