"""What the public sees of all providers: each service at a place, with where it helps and how it stands.

Loaded in a fixed number of queries, whatever the number of rows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from wagtail.models import Locale

from home.geography.models import Prison, Region
from home.geography.queries import RegionTree
from providers.models import Contact, Location, Provider, ProviderPage, ProviderPageLink, ServiceAtLocation

OWN_LANGUAGE = {"EE": "et", "LT": "lt"}
"""The language in which organisations and towns of a country are named by themselves."""


@dataclass(frozen=True)
class Entry:
    """One service of one provider at one place.

    `at` is the code of the smallest region known of the place ("" where none is stated); `serves` the
    codes of regions it states to serve.
    """

    service: ServiceAtLocation
    at: str
    serves: frozenset[str]
    has_ended: bool

    @property
    def provider(self) -> Provider:
        return self.service.provider

    @property
    def location(self) -> Location:
        return self.service.location

    @property
    def contacts(self) -> list[Contact]:
        """Contacts of the place, else those of the provider as a whole."""
        own = list(self.location.contacts.all())
        return own or [contact for contact in self.provider.contacts.all() if contact.location_id is None]


def entries(
    *, today: date, country: str = "", service: str = "", provider: Provider | None = None
) -> list[Entry]:
    """Open services of providers that are not archived, narrowed by country ("EE"), service and provider."""
    rows = _open_services()
    if country:
        rows = rows.filter(provider__country=country)
    if service:
        rows = rows.filter(service_type__code=service)
    if provider is not None:
        rows = rows.filter(provider=provider)
    return [_entry(row, today) for row in rows]


def _open_services() -> "QuerySet[ServiceAtLocation]":
    rows = ServiceAtLocation.objects.filter(closed_at__isnull=True, provider__archived_at__isnull=True)
    return (
        rows.select_related(
            "provider",
            "service_type",
            "location__provider",
            "location__details",
            "location__region__parent",
            "location__prison__region__parent",
        )
        .prefetch_related(
            Prefetch("regions", Region.objects.order_by("code")),
            Prefetch("prisons", Prison.objects.order_by("code")),
            "programmes",
            "location__contacts__provider",
            "provider__contacts__provider",
        )
        .order_by("provider__name", "id")
    )


def _entry(row: ServiceAtLocation, today: date) -> Entry:
    programmes = list(row.programmes.all())
    return Entry(
        service=row,
        at=_code_of_place(row.location),
        serves=frozenset(region.code for region in row.regions.all()),
        has_ended=bool(programmes) and all(programme.has_ended(today) for programme in programmes),
    )


def _code_of_place(location: Location) -> str:
    if location.region:
        return str(location.region.code)
    return str(location.prison.region.code) if location.prison else ""


def helps_in(entry: Entry, county: str, tree: RegionTree) -> bool:
    """Whether a service is given in a county ("EE-37") or states to serve it, a part of it or what it is part of."""
    if entry.at and county in tree.path(entry.at):
        return True
    wider = set(tree.path(county))
    return any(code in wider or county in tree.path(code) for code in entry.serves)


def distance_km(entry: Entry, county: str, tree: RegionTree) -> float | None:
    """Kilometres from the county's town to the place, as the crow flies; None where no place is stated."""
    points = [entry.at] if entry.at else sorted(entry.serves)
    # The middle of a country is no place to travel to.
    smaller = [point for point in points if tree.parents[point] is not None]
    return min((tree.distance_km(county, point) for point in smaller), default=None)


def providers_without_place(*, country: str = "") -> list[Provider]:
    """Providers of which no service and no place is stated; they stand in no county."""
    rows = Provider.objects.filter(archived_at__isnull=True, services__isnull=True)
    rows = rows.filter(country=country) if country else rows
    return list(rows.prefetch_related("contacts").order_by("name", "id"))


def provider_pages(language: str, providers: Collection[int] | None = None) -> dict[int, ProviderPage]:
    """Live pages by provider's key in a language; a fallback stands where none is written in it."""
    locale = Locale.objects.filter(language_code=language)
    pages = {
        page.alias_of_id or page.pk: page for page in ProviderPage.objects.live().filter(locale__in=locale)
    }
    links = ProviderPageLink.objects.filter(page_id__in=pages)
    if providers is not None:
        links = links.filter(provider_id__in=providers)
    return {provider: pages[page] for provider, page in links.values_list("provider_id", "page_id")}
