"""From the directory's numbers, or invented ones, to the houses that a simulation is played with."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from home.geography.queries import RegionTree
from providers.capacity.house import Group, House
from providers.capacity.ledger import declared
from providers.house import houses_of
from providers.models import ServiceAtLocation
from services.models import RegionRule

from .simulation.imagined import beds, counties_of, sites_of
from .simulation.setting import NOTHING, County, Needs, Setting, Site


class TooFew(Exception):
    """More places were to be taken away than there are."""

    def __init__(self, there: int) -> None:
        super().__init__(there)
        self.there = there


def invented_setting(*, country: str, service: str, tree: RegionTree) -> Setting:
    """An invented country, spread by where people live."""
    return _setting(country, sites_of(country, service), tree)


def setting_today(*, country: str, service: str, tree: RegionTree, today: date) -> Setting:
    """Places declared for today by services that are open, in five queries and those of the services."""
    services = ServiceAtLocation.objects.filter(
        service_type__code=service,
        provider__country=country,
        closed_at__isnull=True,
        provider__archived_at__isnull=True,
    )
    rows = list(
        services.select_related("location__region", "service_type").prefetch_related("regions").order_by("pk")
    )
    houses = houses_of(services=rows, today=today)
    counties = [county.code for county in _loaded(country, tree)]
    sites = (_site(row, houses[row.pk], counties, tree, today) for row in rows)
    return _setting(country, tuple(site for site in sites if site.places), tree)


def with_places(setting: Setting, *, region: str, change: int, tree: RegionTree) -> Setting:
    """The same country with so many places more, or fewer, in a county or municipality. Raises TooFew."""
    sites = (
        _with_fewer(setting, region, -change, tree)
        if change < 0
        else _with_more(setting, region, change, tree)
    )
    return _setting(setting.country, tuple(site for site in sites if site.places), tree)


def places_in(setting: Setting, region: str, tree: RegionTree) -> int:
    """Places of the houses that are known to stand in a region."""
    return sum(len(site.places) for site in setting.sites if _lies_in(site, region, tree))


def _setting(country: str, sites: tuple[Site, ...], tree: RegionTree) -> Setting:
    counties = _loaded(country, tree)
    km = tuple(
        tuple(tree.distance_km(county.code, site.region or site.county) for site in sites)
        for county in counties
    )
    return Setting(country, counties, sites, km)


def _loaded(country: str, tree: RegionTree) -> tuple[County, ...]:
    """Counties that the directory knows."""
    return tuple(county for county in counties_of(country) if county.code in tree.parents)


def _site(
    row: ServiceAtLocation, house: House, counties: Collection[str], tree: RegionTree, today: date
) -> Site:
    served = {code for region in row.regions.all() for code in _counties_of(region.code, counties, tree)}
    region = row.location.region.code if row.location.region else ""
    own = [code for code in tree.path(region) if code in counties] if region else []
    county = own[0] if own else min(served, default=min(counties))
    anyone = row.service_type.region_rule == RegionRule.ANYWHERE_IN_COUNTRY
    return Site(
        id=str(row.public_id),
        county=county,
        places=tuple(place for group in house.groups for place in _places(house, group, today)),
        serves=frozenset(served) if served or anyone else frozenset({county}),
        region=region if own else "",
    )


def _counties_of(code: str, counties: Collection[str], tree: RegionTree) -> Iterator[str]:
    """The counties that a region of any level is, holds or lies in."""
    return (county for county in counties if code in tree.path(county) or county in tree.path(code))


def _places(house: House, group: Group, today: date) -> list[Needs]:
    """As many as are declared today; those with something special first."""
    number = max(declared(group).at(today), 0)
    there = [
        place.characteristics
        for place in house.places_in[group.id]
        if place.opens <= today and (place.closes is None or place.closes > today)
    ]
    there.sort(key=lambda has: (-len(has), sorted(has)))
    return [*there, *[NOTHING] * number][:number]


def _lies_in(site: Site, region: str, tree: RegionTree) -> bool:
    return region in tree.path(site.region or site.county)


def _with_more(setting: Setting, region: str, more: int, tree: RegionTree) -> tuple[Site, ...]:
    """A new house there; mentors serve the county, as the others do."""
    known = {county.code for county in setting.counties}
    county = next(code for code in tree.path(region) if code in known)
    of_counties = bool(setting.sites) and all(site.serves for site in setting.sites)
    new = Site(
        id=f"{region}/new",
        county=county,
        places=(NOTHING,) * more if of_counties else beds(more),
        serves=frozenset({county}) if of_counties else frozenset(),
        region=region,
    )
    return (*setting.sites, new)


def _with_fewer(setting: Setting, region: str, fewer: int, tree: RegionTree) -> Iterator[Site]:
    """Taken from the largest house there, then from the next."""
    there = places_in(setting, region, tree)
    if there < fewer:
        raise TooFew(there)
    left = {site.id: len(site.places) for site in setting.sites if _lies_in(site, region, tree)}
    for _ in range(fewer):
        largest = max(left, key=lambda name: (left[name], name))
        left[largest] -= 1
    for site in setting.sites:
        yield replace(site, places=site.places[: left[site.id]]) if site.id in left else site
