"""The whole copy, from the first page to the last file, as content by file. Writes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.geography.models import Region, RegionKind
from services.models import ServiceType

from .addresses import ROOT, address_of, file_of, language_of
from .files import Shelves, static_file
from .index import index_file, index_of
from .own_pages import A_TO_Z, LANGUAGES, REGIONS, SEARCH, Shelf
from .reading import Reader
from .rewriting import Copier, Words
from .walking import Fault, Walk, walk

SCRIPT = "search.js"
SHEETS = ("css/tokens.css", "css/base.css", "css/parts.css", "css/public.css", "css/finding.css")
"""What the page that chooses the language wears; all others name their own."""
SHEET = "css/kiosk.css"


@dataclass(frozen=True)
class Copy:
    """Content by file, the number of pages among them, and what is broken."""

    files: dict[str, bytes]
    pages: int
    faults: list[Fault]


def copy_of_site(issued: date, say: Callable[[int], None]) -> Copy:
    """Everything public in all languages as it stands on the day `issued`; `say` hears how many pages there are."""
    reader = Reader()
    shelf = Shelf(reader, issued)
    gathered = walk(shelf, seeds(reader), say)
    shelves = Shelves()
    copier = Copier(
        walk=gathered,
        hosts=reader.hosts,
        shelves=shelves,
        words={language: words_in(language, issued) for language in LANGUAGES},
        sheet=shelves.bring(static_file(SHEET), ROOT),
    )
    files = dict(_pages(copier, gathered))
    files |= {file_of(address): content for address, content in gathered.others.items()}
    files |= _search(gathered, reader)
    return Copy({**shelves.content, **files}, len(gathered.pages), gathered.faults + shelves.faults)


def seeds(reader: Reader) -> Iterator[str]:
    """Where the walk begins: the copy's own pages, the directory's lists, and every page that editors published."""
    yield ROOT
    counties = Region.objects.filter(kind=RegionKind.COUNTY).order_by("code").values_list("code", flat=True)
    services = ServiceType.objects.order_by("pk").values_list("code", flat=True)
    asked = ["", *[f"?county={code}" for code in counties], *[f"?service={code}" for code in services]]
    for language in LANGUAGES:
        yield from (f"/{language}/{name}" for name in ("", SEARCH, A_TO_Z, REGIONS))
        yield from (f"/{language}/directory/{query}" for query in asked)
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path"):
        address = address_of(page.get_url(reader.request(ROOT)) or "", reader.hosts)
        if address is not None:
            yield address


def words_in(language: str, issued: date) -> Words:
    """The copy's own words in a language, as HTML."""
    with translation.override(language):
        day = date_format(issued, "DATE_FORMAT")
        choices = {"services": ServiceType.objects.order_by("pk"), "LANGUAGE_CODE": language}
        return Words(
            issue=render_to_string("kiosk/issue.html", {"issued": issued}),
            as_of=escape(_("As of %(date)s") % {"date": day}),
            ask=escape(_("Ask your contact person in prison.")),
            choices=render_to_string("kiosk/choices.html", choices),
            search=f'<p><a href="/{language}/{SEARCH}">{escape(_("Search"))}</a></p>',
        )


def _pages(copier: Copier, gathered: Walk) -> Iterator[tuple[str, bytes]]:
    for address, html in gathered.pages.items():
        language = language_of(address)
        scripts = [index_file(language), SCRIPT] if address == f"/{language}/{SEARCH}" else []
        dressed = _dressed(html) if address == ROOT else html
        yield file_of(address), copier.file(address, dressed, language, scripts).encode()


def _dressed(html: str) -> str:
    sheets = "".join(f'<link rel="stylesheet" href="{static_file(name)}">' for name in SHEETS)
    return html.replace("</head>", f"{sheets}</head>", 1)


def _search(gathered: Walk, reader: Reader) -> dict[str, bytes]:
    script = (Path(__file__).parent / "files" / SCRIPT).read_bytes()
    indexes = {index_file(code): index_of(code, gathered, reader.hosts).encode() for code in LANGUAGES}
    return {SCRIPT: script, **indexes}
