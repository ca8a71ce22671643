"""Turns a page of the site into a file of the copy: links lead to files, and nothing pretends to be connected."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from .addresses import address_of, file_of, is_closed, link_between
from .files import Shelves
from .walking import LEFT_OUT, Walk

# Written as the templates write it: a link that is not closed twice, an attribute without a value.
_AS_HTML = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix="",
    empty_attributes_are_booleans=True,
)
# What tells machines about the connected site, what runs there, and the door out of it.
_MACHINES = {"script", "base"}
_MACHINES_LINKS = {"alternate", "canonical", "manifest", "preload"}
_MACHINES_NOTES = ("property", "http-equiv")
_SPOKEN_OF = {"mailto", "tel", "sms", "http", "https"}


@dataclass(frozen=True)
class Words:
    """What the copy says in a language: HTML of the date of issue and of what stands in place of the form."""

    issue: str
    as_of: str
    ask: str
    choices: str
    search: str


@dataclass(frozen=True)
class Copier:
    """Everything a page needs to become a file: what was gathered, where files lie, the words by language."""

    walk: Walk
    hosts: Iterable[str]
    shelves: Shelves
    words: dict[str, Words]
    sheet: str

    def file(self, address: str, html: str, language: str, scripts: Iterable[str] = ()) -> str:
        """The page at `address` as a file; `scripts` are files of the copy that it shall run."""
        soup = BeautifulSoup(html, "html.parser")
        page = _Page(self, address, file_of(address), self.words.get(language))
        page.go_through(soup)
        page.dress(soup, scripts)
        return str(soup.decode(formatter=_AS_HTML))


@dataclass(frozen=True)
class _Page:
    copier: Copier
    address: str
    file: str
    words: Words | None

    def go_through(self, soup: BeautifulSoup) -> None:
        """Every element once: a page has thousands, and a copy hundreds of pages."""
        for tag in soup.find_all(True):
            if tag.decomposed:
                continue
            if _is_for_machines(tag):
                tag.decompose()
                continue
            self._bring_files(tag)
            if tag.name == "noscript":
                tag.unwrap()
            elif tag.name in {"a", "area"} and "href" in tag.attrs:
                self._lead_on(tag)
            elif self.words is not None:
                self._speak(tag, self.words)

    def _speak(self, tag: Tag, words: Words) -> None:
        """The date of issue; plain words where a form would pretend to work."""
        if tag.name == "header":
            tag.append(_fragment(words.issue))
        elif tag.name == "form" and "action" in tag.attrs:
            path = urlsplit(urljoin(self.address, str(tag["action"]))).path
            instead = _fragment(_in_place_of_form(path, words))
            self.go_through(instead)
            tag.replace_with(instead)
            tag.decompose()
        elif "state" in tag.get_attribute_list("class"):
            tag.append(_fragment(f"<small>{words.as_of}</small>"))

    def _lead_on(self, link: Tag) -> None:
        """Links to pages of the copy become relative; all others become text, with the address shown."""
        whole, fragment = urldefrag(str(link["href"]))
        asked = address_of(urljoin(self.address, whole) if whole else self.address, self.copier.hosts)
        known = self.copier.walk.led_to.get(asked, asked) if asked is not None else None
        if known is not None and is_closed(known) and self.words is not None:
            _close(link, self.words.ask)
        elif asked is None or (place := self.copier.walk.place_of(asked)) is None:
            _as_text(link)
        else:
            stays = _has_id(self.copier.walk.pages.get(place, ""), fragment)
            link["href"] = link_between(self.file, file_of(place), fragment if stays else "")

    def _bring_files(self, tag: Tag) -> None:
        """Styles, drawings and pictures stand beside the pages."""
        for name in ("src", "poster", "href") if tag.name == "link" else ("src", "poster"):
            if name in tag.attrs:
                tag[name] = self._bring(str(tag[name]))
        if "srcset" in tag.attrs:
            wishes = [wish.split() for wish in str(tag["srcset"]).split(",")]
            tag["srcset"] = ", ".join(" ".join([self._bring(url), *size]) for url, *size in wishes)

    def _bring(self, url: str) -> str:
        if url.startswith("data:"):
            return url
        name = self.copier.shelves.bring(urlsplit(urljoin(self.address, url)).path, self.address)
        return link_between(self.file, name)

    def dress(self, soup: BeautifulSoup, scripts: Iterable[str]) -> None:
        """The sheet of the copy, and what it runs: files, since the site knows no inline script."""
        if soup.head is None:
            return
        sheet = link_between(self.file, self.copier.sheet)
        soup.head.append(soup.new_tag("link", attrs={"rel": "stylesheet", "href": sheet}))
        for script in scripts:
            soup.head.append(
                soup.new_tag("script", attrs={"src": link_between(self.file, script), "defer": ""})
            )


def _is_for_machines(tag: Tag) -> bool:
    if tag.name in _MACHINES or LEFT_OUT in tag.attrs or "leave" in tag.get_attribute_list("class"):
        return True
    if tag.name == "link":
        return not _MACHINES_LINKS.isdisjoint(map(str, tag.get_attribute_list("rel")))
    return tag.name == "meta" and any(name in tag.attrs for name in _MACHINES_NOTES)


def _in_place_of_form(path: str, words: Words) -> str:
    if path.endswith("/directory/"):
        return words.choices
    return words.search if path.endswith("/search/") else f"<p>{words.ask}</p>"


def _fragment(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def _close(link: Tag, sentence: str) -> None:
    """Where the link led to a form or a sign-in, a sentence says whom to ask; in a menu nothing is left."""
    in_menu = link.find_parent(["nav", "footer"])
    item = link.find_parent("li")
    if in_menu is not None:
        (item or link).decompose()
        return
    classes = link.get_attribute_list("class")
    if "button" in classes:
        link.replace_with(_fragment(f"<span>{sentence}</span>"))
        return
    del link["href"]
    if "door" in classes:
        link.name, link["class"] = "div", "door"
        for said in link.select(".for, p"):
            said.decompose()
        link.append(_fragment(f"<p>{sentence}</p>"))
    else:
        link.name = "span"
        link.append(_fragment(f" ({sentence})"))


def _as_text(link: Tag) -> None:
    """A link that would ask another machine or start another program: its words, and the address if they lack it."""
    parts = urlsplit(str(link["href"]))
    words = link.get_text()
    shown = str(link["href"]) if parts.scheme in _SPOKEN_OF and parts.netloc else parts.path
    for name in ("href", "target", "rel", "download", "hreflang"):
        link.attrs.pop(name, None)
    link.name = "span"
    if (
        parts.scheme in _SPOKEN_OF
        and _letters(shown) not in _letters(words)
        and not _is_spoken(parts.scheme, words)
    ):
        link.append(_fragment(f' <span class="soft">({EntitySubstitution.substitute_xml(shown)})</span>'))


def _is_spoken(scheme: str, words: str) -> bool:
    """A number stands in the words as its owner writes it, without the country."""
    return scheme in {"tel", "sms"} and any(letter.isdigit() for letter in words)


def _letters(text: str) -> str:
    bare = text.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return "".join(bare.split()).lower()


def _has_id(html: str, name: str) -> bool:
    return bool(name) and f'id="{name}"' in html
