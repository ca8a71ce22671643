"""Who helps where: the hits of the public directory, and the nearest where none fits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from home.geography.queries import RegionTree, region_tree
from providers.capacity.standing import State
from providers.listing import Entry, distance_km, entries, helps_in, providers_without_place
from providers.models import Provider
from providers.queries import Availability, availability

NEAREST = 3
ROOM = (State.FREE_NOW, State.FREE_FROM)
ORDER = (*ROOM, State.FULL, State.NOT_STATED, State.STALE, State.PAUSED, State.ENDED)
"""Where there is room comes first; what has ended comes last."""


@dataclass(frozen=True)
class Hit:
    """One service at a place, what is free there, and how far it is from the county asked for.

    No distance within the county, where no county was asked for, or where no place is stated.
    """

    entry: Entry
    opening: Availability
    km: int | None = None


@dataclass(frozen=True)
class Found:
    """`nearest` is filled only where no hit in the county has room: places elsewhere in the country."""

    hits: list[Hit] = field(default_factory=list)
    nearest: list[Hit] = field(default_factory=list)
    without_place: list[Provider] = field(default_factory=list)


def find(*, country: str = "", county: str = "", service: str = "", today: date) -> Found:
    """Services that fit, in order of room; codes are known ones ("EE", "EE-37", "housing") or empty.

    A county alone settles the country. Providers of which no place is stated fit only where neither
    county nor service is asked for.
    """
    land = county[:2] or country
    listed = entries(today=today, country=land, service=service)
    if not county:
        bare = [] if service else providers_without_place(country=land)
        return Found(hits=_hits(listed, _openings(listed, today)), without_place=bare)
    return _found_in(county, listed, today)


def hits_of(provider: Provider, *, today: date) -> list[Hit]:
    """The services of one provider, place by place in the order they were entered."""
    listed = sorted(entries(today=today, provider=provider), key=lambda entry: entry.service.pk)
    there = _openings(listed, today)
    return [Hit(entry, there[entry.service.pk]) for entry in listed]


def _found_in(county: str, listed: list[Entry], today: date) -> Found:
    tree = region_tree()
    there = _openings(listed, today)
    fitting = [entry for entry in listed if helps_in(entry, county, tree)]
    hits = _hits(fitting, there, county=county, tree=tree)
    if any(hit.opening.state in ROOM for hit in hits):
        return Found(hits=hits)
    elsewhere = [entry for entry in listed if entry not in fitting]
    return Found(hits=hits, nearest=_nearest(_hits(elsewhere, there, county=county, tree=tree)))


def _openings(listed: Iterable[Entry], today: date) -> dict[int, Availability]:
    return availability(service_at_location_ids=[entry.service.pk for entry in listed], today=today)


def _hits(
    listed: Iterable[Entry],
    there: Mapping[int, Availability],
    *,
    county: str = "",
    tree: RegionTree | None = None,
) -> list[Hit]:
    hits = [
        Hit(entry, there[entry.service.pk], _km(entry, county, tree) if tree else None) for entry in listed
    ]
    return sorted(hits, key=lambda hit: (ORDER.index(hit.opening.state), hit.km or 0))


def _km(entry: Entry, county: str, tree: RegionTree) -> int | None:
    if entry.at and county in tree.path(entry.at):
        return None
    km = distance_km(entry, county, tree)
    return None if km is None else round(km)


def _nearest(elsewhere: list[Hit]) -> list[Hit]:
    """Places with room by distance; where there are none, others that still run; then what has ended."""
    placed = [hit for hit in elsewhere if hit.km is not None]
    for kind in (_has_room, _still_runs, _any):
        if chosen := [hit for hit in placed if kind(hit)]:
            return sorted(chosen, key=lambda hit: hit.km or 0)[:NEAREST]
    return []


def _has_room(hit: Hit) -> bool:
    return hit.opening.state in ROOM


def _still_runs(hit: Hit) -> bool:
    return hit.opening.state != State.ENDED


def _any(hit: Hit) -> bool:
    return True


def providers_by_county(counties: Iterable[str], listed: Iterable[Entry], tree: RegionTree) -> dict[str, int]:
    """How many different providers help in each county, by its code; what the map shows and the list holds."""
    listed = list(listed)
    return {
        county: len({entry.provider.pk for entry in listed if helps_in(entry, county, tree)})
        for county in counties
    }


def services_given_in(county: str, *, today: date) -> dict[str, int]:
    """How many providers give each service in a county, by code of the service; what has ended is left out."""
    tree = region_tree()
    given: dict[str, set[int]] = {}
    for entry in entries(today=today, country=county[:2]):
        if not entry.has_ended and helps_in(entry, county, tree):
            given.setdefault(entry.service.service_type.code, set()).add(entry.provider.pk)
    return {code: len(providers) for code, providers in given.items()}
