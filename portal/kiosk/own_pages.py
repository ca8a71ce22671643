"""Pages that only the copy has: the choice of language, a search without a server, plain lists of who helps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from home.collation import collated
from home.geography.models import Country, Region, RegionKind
from home.geography.queries import RegionTree, region_tree
from portal.templatetags.frame import NATIVE_NAMES
from providers.listing import Entry, entries, helps_in, provider_pages
from providers.models import Provider, ProviderPage
from providers.templatetags.finding import Partner, helping
from search.analysis import LONGEST_QUERY

from .addresses import ROOT, language_of
from .reading import Answer, Reader

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
SEARCH, A_TO_Z, REGIONS = "search/", "directory/a-z/", "directory/regions/"


@dataclass(frozen=True)
class CountyList:
    """A county by its name, and who helps there."""

    county: Region
    helpers: list[tuple[Provider, ProviderPage | None]]


@dataclass(frozen=True)
class Letter:
    """A beginning of names, and those who begin with it."""

    letter: str
    partners: list[Partner]


class Shelf:
    """Answers for the copy's own pages, and asks the portal for every other address."""

    def __init__(self, reader: Reader, issued: date) -> None:
        self.hosts = reader.hosts
        self._reader, self._issued = reader, issued
        self._made: dict[str, Callable[[str], dict[str, Any]]] = {
            SEARCH: lambda _language: {"longest": LONGEST_QUERY},
            A_TO_Z: lambda language: {"letters": list(letters(language))},
            REGIONS: lambda language: {"lands": list(counties_by_country(language, issued))},
        }

    def read(self, address: str) -> Answer:
        """A page of the copy's own, else the portal's answer."""
        if address == ROOT:
            return _page(address, self._languages())
        language = language_of(address)
        name = address.removeprefix(f"/{language}/")
        if language in LANGUAGES and name in self._made:
            return _page(address, self._own(address, language, name))
        return self._reader.read(address)

    def _own(self, address: str, language: str, name: str) -> str:
        template = {SEARCH: "search", A_TO_Z: "a_to_z", REGIONS: "regions"}[name]
        with translation.override(language):
            context = self._made[name](language)
            return render_to_string(f"kiosk/{template}.html", context, self._reader.request(address))

    def _languages(self) -> str:
        named = [(code, NATIVE_NAMES[code]) for code in LANGUAGES]
        return render_to_string("kiosk/languages.html", {"languages": named, "issued": self._issued})


def _page(address: str, html: str) -> Answer:
    return Answer(address, 200, "text/html", html.encode())


def letters(language: str) -> Iterator[Letter]:
    """Everybody in the list of providers, by the first letter of the name as the reader's alphabet has it."""
    named = collated(helping().partners, language, name=lambda row: row.provider.display_name(language))
    for letter, partners in groupby(named, key=lambda row: row.provider.display_name(language)[:1].upper()):
        yield Letter(letter, list(partners))


def counties_by_country(language: str, today: date) -> Iterator[tuple[str, list[CountyList]]]:
    """Both countries with their counties in order, each with those who help there: all there is, also without room."""
    listed, pages = entries(today=today), provider_pages(language)
    counties = collated(
        Region.objects.filter(kind=RegionKind.COUNTY).order_by("code"),
        language,
        name=lambda county: county.name_in(language),
    )
    tree = region_tree()
    for country in Country:
        of_country = [county for county in counties if county.country_code == country]
        yield str(country.label), [_county(county, listed, pages, tree) for county in of_country]


def _county(
    county: Region, listed: list[Entry], pages: dict[int, ProviderPage], tree: RegionTree
) -> CountyList:
    there = {entry.provider.pk: entry.provider for entry in listed if helps_in(entry, county.code, tree)}
    return CountyList(county, [(provider, pages.get(pk)) for pk, provider in there.items()])
