"""The whole public site as a visitor without scripts reads it, in all languages at once: what each page says of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Page

from tests.browser.crawl import LANGUAGES, crawl

HOST = "http://testserver"
Alternates = list[tuple[str, str]]
"""Language code and path, in the order of the page."""


class Said(HTMLParser):
    """What a page says of itself, and every address on it."""

    def __init__(self, path: str, status: int, html: str) -> None:
        super().__init__()
        self.path, self.status, self.html = path, status, html
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.alternates: Alternates = []
        self.languages: dict[str, str] = {}
        """Of the elements html, h1, and "body" for the block of a fallback's text: the language on it."""
        self.canonical = ""
        self._in_fallback = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.links += [said[name] for name in ("href", "src", "action", "poster") if said.get(name)]
        self.links += [wish.split()[0] for wish in said.get("srcset", "").split(",") if wish.strip()]
        self.ids.update(said[name] for name in ("id", "name") if name == "id" or tag == "a" if name in said)
        if tag in {"html", "h1"}:
            self.languages.setdefault(tag, said.get("lang", ""))
        if self._in_fallback and "lang" in said:
            self.languages.setdefault("body", said["lang"])
        self._in_fallback |= said.get("class") == "fallback"
        if tag == "link":
            self._note_link(said)

    def _note_link(self, said: dict[str, str]) -> None:
        if said.get("rel") == "alternate" and "hreflang" in said:
            self.alternates.append((said["hreflang"], said["href"].removeprefix(HOST)))
        elif said.get("rel") == "canonical":
            self.canonical = said["href"].removeprefix(HOST)


@dataclass
class WholeSite:
    """Every page of HTML by its address, every other address with its status, what the sitemap announces."""

    pages: dict[str, Said] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    sitemap: dict[str, Alternates] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """Of each kind of address (the same view, the same names in its query) the first that was read."""

    @classmethod
    def read(cls) -> "WholeSite":
        site = cls(sitemap=dict(_announced(Client().get("/sitemap.xml").content.decode())))
        for language in LANGUAGES:
            for visit in crawl(language):
                site._keep(visit.path, Said(visit.path, visit.status, visit.html))
        client, waiting = Client(), [*site.sitemap]
        while waiting:
            for address in waiting:
                site._look(client, address)
            waiting = sorted({there for _on, there, _id in site.links() if not site.knows(there)})
        return site

    def knows(self, address: str) -> bool:
        return address in self.others or _kind(address) in self.kinds

    def at(self, address: str) -> Said | None:
        """The page at an address, or at one that differs in the words of its query only."""
        return self.pages.get(address) or self.pages.get(self.kinds.get(_kind(address), ""))

    def _keep(self, address: str, said: Said) -> None:
        self.pages[address] = said
        self.kinds.setdefault(_kind(address), address)

    def _look(self, client: Client, address: str) -> None:
        if self.knows(address):
            return
        if address.startswith(settings.STATIC_URL):
            # Another server's, once they are collected.
            name = unquote(urlsplit(address).path).removeprefix(settings.STATIC_URL)
            self.others[address] = 200 if finders.find(name) else 404
            return
        response = client.get(address, follow=True)
        end = response.redirect_chain[-1][0] if response.redirect_chain else address
        # Read to its end also where it comes bit by bit: closing it otherwise would close the database.
        content = response.getvalue()
        if response.headers.get("Content-Type", "").startswith("text/html"):
            said = self.pages.get(end) or Said(end, response.status_code, content.decode())
            self._keep(end, said)
            self.kinds.setdefault(_kind(address), end)
        else:
            self.others[address] = response.status_code

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Every link within the site: the page on which it stands, the address, the id of the element or ""."""
        for path, said in self.pages.items():
            for link in said.links:
                whole, part = urldefrag(urljoin(HOST + path, link))
                if whole.startswith(f"{HOST}/"):
                    yield path, whole.removeprefix(HOST), part

    def of_tree(self) -> Iterator[tuple[Page, Said]]:
        """Every page that was met and that editors know, with what it says."""
        for page in Page.objects.live().filter(depth__gt=1).select_related("locale", "alias_of__locale"):
            if said := self.pages.get(page.url):
                yield page, said


def _kind(address: str) -> str:
    parts = urlsplit(address)
    names = sorted({part.partition("=")[0] for part in parts.query.split("&") if part})
    return f"{parts.path}?{'&'.join(names)}"


def _announced(sitemap: str) -> Iterator[tuple[str, Alternates]]:
    for entry in re.findall(r"<url>(.*?)</url>", sitemap, re.DOTALL):
        alternates = re.findall(rf'hreflang="([\w-]+)" href="{HOST}([^"]+)"', entry)
        yield re.findall(rf"<loc>{HOST}([^<]+)</loc>", entry)[0], alternates
