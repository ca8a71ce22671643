"""Who helps, and where on the map: `{% load finding %}`."""

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from home.collation import collated
from home.geography.models import Country
from providers.directory import Hit, find, hits_of
from providers.listing import Entry, entries, provider_pages, providers_without_place
from providers.models import Location, Provider, ProviderPage
from providers.tiles import CountyMap, maps_of
from services.models import ServiceType

register = template.Library()


@dataclass(frozen=True)
class Partner:
    """A provider in the list of the home page."""

    provider: Provider
    page: ProviderPage | None
    locations: tuple[Location, ...]
    services: tuple[ServiceType, ...]
    has_ended: bool


@dataclass(frozen=True)
class Helping:
    """Who helps, as a list and on the maps of both countries."""

    partners: list[Partner]
    maps: list[CountyMap]


@register.simple_tag
def helping() -> Helping:
    """Every provider in the order of names, real ones before those invented for the demonstration; the maps."""
    listed = entries(today=timezone.localdate())
    language = get_language() or "et"
    pages = provider_pages(language)
    of_provider: dict[int, list[Entry]] = {}
    for entry in listed:
        of_provider.setdefault(entry.provider.pk, []).append(entry)
    rows = [_partner(group, pages) for group in of_provider.values()]
    rows += [Partner(bare, pages.get(bare.pk), (), (), False) for bare in providers_without_place()]
    ordered = collated(rows, language, name=lambda row: row.provider.display_name(language))
    return Helping(
        partners=sorted(ordered, key=lambda row: row.provider.is_demonstration),
        maps=maps_of(listed, Country),
    )


def _partner(group: list[Entry], pages: dict[int, ProviderPage]) -> Partner:
    provider = group[0].provider
    return Partner(
        provider=provider,
        page=pages.get(provider.pk),
        locations=tuple({_spot(entry.location): entry.location for entry in group}.values()),
        services=tuple(
            {entry.service.service_type.pk: entry.service.service_type for entry in group}.values()
        ),
        has_ended=all(entry.has_ended for entry in group),
    )


def _spot(location: Location) -> tuple[str, int | None, int | None]:
    """Two places of one name in one region are one to the reader of a list."""
    return (location.name, location.region_id, location.prison_id)


@register.simple_tag
def county_map(country: str, service: str = "") -> CountyMap:
    """The counties of a country ("EE") with the number of providers that help there, with a service or any."""
    listed = entries(today=timezone.localdate(), country=country, service=service)
    return maps_of(listed, [Country(country)])[0]


@register.simple_tag
def given_by(service: ServiceType) -> list[tuple[str, list[Hit]]]:
    """Who gives a service, country by country, those with room first; countries where nobody does are left out."""
    hits = find(service=service.code, today=timezone.localdate()).hits
    by_country = [
        (str(country.label), [hit for hit in hits if hit.entry.provider.country == country])
        for country in Country
    ]
    return [(name, there) for name, there in by_country if there]


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
