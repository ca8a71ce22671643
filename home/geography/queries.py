"""Where a region lies: what it belongs to, how far it is from another; who coordinates a country."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from home.users.models import User

from .distance import haversine_km
from .models import AreaMember, CountryMembership, Region


@dataclass(frozen=True)
class RegionTree:
    """All regions as plain values, by code. Raises KeyError for a code that is not loaded."""

    parents: Mapping[str, str | None]
    points: Mapping[str, tuple[float, float]] = field(repr=False)
    areas: Mapping[str, tuple[str, ...]] = field(repr=False)

    def path(self, code: str) -> tuple[str, ...]:
        """Return what a region belongs to, nearest first: itself, its county, that county's areas, the country."""
        path: list[str] = []
        step: str | None = code
        while step is not None:
            path += [step, *self.areas.get(step, ())]
            step = self.parents[step]
        return tuple(path)

    def distance_km(self, a: str, b: str) -> float:
        """Return the kilometres between two regions' points, as the crow flies."""
        return haversine_km(*self.points[a], *self.points[b])


def region_tree() -> RegionTree:
    """Load all regions, in two queries."""
    rows = Region.objects.values_list("code", "parent__code", "lat", "lon")
    parents: dict[str, str | None] = {}
    points: dict[str, tuple[float, float]] = {}
    for code, parent, lat, lon in rows:
        parents[code] = parent
        points[code] = (float(lat), float(lon))
    return RegionTree(parents=parents, points=points, areas=_areas())


def region_path(region: Region) -> tuple[str, ...]:
    """Return the codes a region belongs to, nearest first: itself, county, areas, country. For many: region_tree."""
    return region_tree().path(region.code)


def _areas() -> dict[str, tuple[str, ...]]:
    areas: dict[str, list[str]] = defaultdict(list)
    for county, area in AreaMember.objects.order_by("area__code").values_list("county__code", "area__code"):
        areas[county].append(area)
    return {county: tuple(codes) for county, codes in areas.items()}


def coordinators_of(country: str, today: date) -> list[User]:
    """Return who coordinates a country ("EE") on `today`, by name. One query."""
    members = CountryMembership.objects.on(today).filter(country=country, user__is_active=True)
    return list(User.objects.filter(pk__in=members.values("user")).order_by("name", "pk"))
