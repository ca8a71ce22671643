"""Who helps, and where on the map: `{% load finding %}`."""

import re
from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from home.collation import collated
from home.geography.models import Country, Region, RegionKind
from home.geography.queries import region_tree
from providers.directory import Hit, find, hits_of, providers_by_county
from providers.listing import Entry, entries, provider_pages, providers_without_place
from providers.models import Location, Provider, ProviderPage
from services.models import ServiceType

register = template.Library()

TILE_CLASSES = {
    "EE-37": "harju",
    "EE-39": "hiiu",
    "EE-45": "ida-viru",
    "EE-50": "jogeva",
    "EE-52": "jarva",
    "EE-56": "laane",
    "EE-60": "laane-viru",
    "EE-64": "polva",
    "EE-68": "parnu",
    "EE-71": "rapla",
    "EE-74": "saare",
    "EE-79": "tartu",
    "EE-81": "valga",
    "EE-84": "viljandi",
    "EE-87": "voru",
    "LT-AL": "alytus",
    "LT-KL": "klaipeda",
    "LT-KU": "kaunas",
    "LT-MR": "marijampole",
    "LT-PN": "panevezys",
    "LT-SA": "siauliai",
    "LT-TA": "taurage",
    "LT-TE": "telsiai",
    "LT-UT": "utena",
    "LT-VL": "vilnius",
}
"""Where the style sheet puts each county."""

_UNIT_WORDS = re.compile(r" (maakond|county|apskritis|уезд)$", re.IGNORECASE)
_SOFT_BREAKS = re.compile(r"(?<=\w\w\w)(маа|ский|польский|pol[eė])", re.IGNORECASE)
MANY = 3


@dataclass(frozen=True)
class Partner:
    """A provider in the list of the home page."""

    provider: Provider
    page: ProviderPage | None
    locations: tuple[Location, ...]
    services: tuple[ServiceType, ...]
    has_ended: bool


@dataclass(frozen=True)
class Tile:
    """A county on the map; `shade` is the number of providers, three standing for more."""

    code: str
    place: str
    name: str
    number: int

    @property
    def shade(self) -> int:
        return min(self.number, MANY)


@register.simple_tag
def partners() -> list[Partner]:
    """Every provider, in the order of names: real ones first, then those invented for the demonstration."""
    listed = entries(today=timezone.localdate())
    language = get_language() or "et"
    pages = provider_pages(language)
    of_provider: dict[int, list[Entry]] = {}
    for entry in listed:
        of_provider.setdefault(entry.provider.pk, []).append(entry)
    rows = [_partner(group, pages) for group in of_provider.values()]
    rows += [Partner(bare, pages.get(bare.pk), (), (), False) for bare in providers_without_place()]
    ordered = collated(rows, language, name=lambda row: row.provider.display_name(language))
    return sorted(ordered, key=lambda row: row.provider.is_demonstration)


def _partner(group: list[Entry], pages: dict[int, ProviderPage]) -> Partner:
    provider = group[0].provider
    return Partner(
        provider=provider,
        page=pages.get(provider.pk),
        locations=tuple({entry.location.pk: entry.location for entry in group}.values()),
        services=tuple(
            {entry.service.service_type.pk: entry.service.service_type for entry in group}.values()
        ),
        has_ended=all(entry.has_ended for entry in group),
    )


@register.simple_tag
def county_tiles(country: str) -> list[Tile]:
    """The counties of a country ("EE") with the number of providers that help there."""
    counties = list(Region.objects.filter(kind=RegionKind.COUNTY, parent__code=country))
    numbers = providers_by_county(
        [county.code for county in counties],
        entries(today=timezone.localdate(), country=country),
        region_tree(),
    )
    return [_tile(county, numbers[county.code]) for county in counties if county.code in TILE_CLASSES]


def _tile(county: Region, number: int) -> Tile:
    short = _UNIT_WORDS.sub("", county.name)
    return Tile(county.code, TILE_CLASSES[county.code], _SOFT_BREAKS.sub("\u00ad\\1", short), number)


@register.simple_tag
def given_by(service: ServiceType) -> list[Hit]:
    """Who gives a service, in both countries, those with room first."""
    return find(service=service.code, today=timezone.localdate()).hits


@register.simple_tag
def places_of(provider: Provider) -> list[Hit]:
    """The services of one provider, place by place, with what is free there."""
    return hits_of(provider, today=timezone.localdate())


@register.simple_tag
def pages_of_providers() -> dict[int, ProviderPage]:
    """The page of each provider in the reader's language, by the provider's key: for `page_of`."""
    return provider_pages(get_language() or "et")


@register.filter
def page_of(pages: dict[int, ProviderPage], provider: Provider) -> ProviderPage | None:
    """The page of a provider among `pages_of_providers`."""
    return pages.get(provider.pk)


@register.simple_tag
def countries() -> list[tuple[str, str]]:
    """Code and name of each country."""
    return [(country.value, str(country.label)) for country in Country]
