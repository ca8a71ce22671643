"""The public directory: a plain form, the hits, the nearest, and the map of counties."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.geography.models import Country, Region, RegionKind
from providers.directory import find, services_given_in
from providers.directory_form import DirectoryForm
from services.models import ServiceType

HITS_A_PAGE = 12


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Services at places by country, county and service; every choice may stay open, none can break it."""
    counties = list(Region.objects.filter(kind=RegionKind.COUNTY))
    services = list(ServiceType.objects.all())
    form = DirectoryForm(request.GET, counties=counties, services=services)
    asked = form.asked()
    found = find(**asked, today=timezone.localdate())
    page = Paginator(found.hits, HITS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "hits": page,
        "extra": _extra(asked),
        "other_services": _others(asked, services) if not found.hits else [],
        **_named(asked, counties, services),
    }
    return render(request, "providers/directory.html", context)


def _named(
    asked: dict[str, str], counties: Iterable[Region], services: Iterable[ServiceType]
) -> dict[str, Any]:
    """What was asked for, in words; the country of the map is Estonia unless another one was chosen."""
    land = asked["county"][:2] or asked["country"]
    return {
        "county": next((county for county in counties if county.code == asked["county"]), None),
        "country": Country(land) if land else None,
        "service": next((service for service in services if service.code == asked["service"]), None),
        "map_country": land or Country.EE.value,
    }


def _others(asked: dict[str, str], services: Iterable[ServiceType]) -> list[tuple[ServiceType, int]]:
    """Where nothing fits: the kinds of help that are given in the county instead, and by how many."""
    if not (asked["county"] and asked["service"]):
        return []
    given = services_given_in(asked["county"], today=timezone.localdate())
    return [(service, given[service.code]) for service in services if service.code in given]


def _extra(asked: dict[str, str]) -> str:
    """The choices again, for the links to further pages of hits."""
    return "".join(f"&{name}={value}" for name, value in asked.items() if value)
