"""Gathers everything that can be found, for a reader of one language, in a fixed number of queries."""

from collections.abc import Iterator

from django.urls import reverse
from wagtail.models import Page

from home.geography.models import Prison, Region, RegionKind
from home.names import NAME_LANGUAGES
from providers.listing import OWN_LANGUAGE, provider_pages
from providers.models import Location, Provider
from search.documents import Document, Kind
from services.models import ServiceType


def all_documents(language: str) -> list[Document]:
    """Providers, regions, services, pages and prisons, with all names in all languages."""
    return [
        *_providers(language),
        *_regions(language),
        *_services(language),
        *_pages(language),
        *_prisons(language),
    ]


def _names(row: Region | Prison | ServiceType) -> tuple[str, ...]:
    return tuple(row.name_in(code) for code in NAME_LANGUAGES)


def _providers(language: str) -> Iterator[Document]:
    pages = provider_pages(language)
    towns, regions = _towns(), _regions_of_providers(language)
    for provider in Provider.objects.filter(archived_at__isnull=True):
        page = pages.get(provider.pk)
        named = getattr(provider, f"name_{language}", "")
        yield Document(
            kind=Kind.PROVIDER,
            title=provider.display_name(language),
            url=(page.url if page else "") or f"{reverse('directory')}?country={provider.country}",
            names=(*_provider_names(provider), *towns.get(provider.pk, ())),
            detail=", ".join(regions.get(provider.pk, ())),
            text_language="" if named else _foreign(OWN_LANGUAGE[provider.country], language),
        )


def _provider_names(provider: Provider) -> tuple[str, ...]:
    names = [provider.name, provider.also_called, provider.together_with, provider.web]
    names += [getattr(provider, f"name_{code}") for code in NAME_LANGUAGES]
    return tuple(filter(None, names))


def _towns() -> dict[int, list[str]]:
    towns: dict[int, list[str]] = {}
    for provider, name in Location.objects.exclude(name="").values_list("provider_id", "name"):
        towns.setdefault(provider, []).append(name)
    return towns


def _regions_of_providers(language: str) -> dict[int, list[str]]:
    """Where each provider works, in the reader's words, each region once."""
    regions: dict[int, list[str]] = {}
    for location in Location.objects.filter(region__isnull=False).select_related("region").order_by("pk"):
        names = regions.setdefault(location.provider_id, [])
        name = location.region.name_in(language) if location.region else ""
        if name not in names:
            names.append(name)
    return regions


def _foreign(own: str, language: str) -> str:
    return "" if own == language else own


def _regions(language: str) -> Iterator[Document]:
    for region in Region.objects.select_related("parent__parent"):
        yield Document(
            kind=Kind.REGION,
            title=region.name_in(language),
            url=f"{reverse('directory')}?{_choice(region)}",
            names=(*_names(region), *region.alias_list()),
            detail=region.parent.name_in(language) if region.parent else "",
        )


def _choice(region: Region) -> str:
    """What to choose in the directory for a region: a county, else the country."""
    county = region.parent if region.kind == RegionKind.MUNICIPALITY else region
    if county and county.kind == RegionKind.COUNTY:
        return f"county={county.code}"
    return f"country={region.country_code}"


def _services(language: str) -> Iterator[Document]:
    for service in ServiceType.objects.all():
        yield Document(
            kind=Kind.SERVICE,
            title=service.name_in(language),
            url=f"{reverse('directory')}?service={service.code}",
            names=_names(service),
        )


def _pages(language: str) -> Iterator[Document]:
    """Pages of text and services in this language; providers' pages are found as providers."""
    found = Page.objects.live().public().filter(locale__language_code=language, depth__gt=2)
    for page in found.exclude(content_type__model="providerpage").select_related("content_type"):
        yield Document(kind=Kind.PAGE, title=page.title, url=page.url or "", names=(page.title,))


def _prisons(language: str) -> Iterator[Document]:
    for prison in Prison.objects.filter(closed_on__isnull=True).select_related("region__parent"):
        yield Document(
            kind=Kind.PRISON,
            title=prison.name_in(language),
            url=f"{reverse('directory')}?{_choice(prison.region)}",
            names=_names(prison),
            detail=prison.region.name_in(language),
        )
