"""In which order services are tested: by what of the ranking is known before anything is read of their houses."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from home.geography.queries import RegionTree
from providers.queries import Listed

from .routing.model import Candidate, Need
from .routing.ranking import closeness


@dataclass(frozen=True, slots=True)
class Nearness:
    """A service in the order of testing. ``at_best``: where it would come by `ranking.order` at the very best."""

    at_best: tuple[object, ...]
    listed: Listed


def nearest_first(
    need: Need, services: Iterable[Listed], tree: RegionTree, *, doubtful_last: bool = False
) -> list[Nearness]:
    """The services in the order of the ranking as far as it is known, the doubtful ones after all others if said."""

    @cache
    def near(region: str | None, served: int | None) -> int:
        return closeness(need, _somebody(need, region, served, tree))

    found = [Nearness(_at_best(need, each, near(each.region, each.served)), each) for each in services]
    return sorted(found, key=lambda one: (doubtful_last and one.listed.doubtful, one.at_best, one.listed.pk))


def distance_km(need: Need, region: str | None, tree: RegionTree) -> float | None:
    """Kilometres from the region asked for; None where either is unknown, or anywhere in the country will do."""
    if region is None or len(need.region_path) < 2:
        return None
    return round(tree.distance_km(need.region_path[0], region), 1)


def _at_best(need: Need, listed: Listed, closeness: int) -> tuple[object, ...]:
    return (False, not listed.wished, need.start, not listed.former, closeness, False, 0, 0.0, "")


def _somebody(need: Need, region: str | None, served: int | None, tree: RegionTree) -> Candidate:
    """Anybody who lies and serves there: more does not count for being near."""
    return Candidate(
        id="",
        provider_id="",
        country=need.country,
        service_type=need.service_type,
        serves=frozenset() if served is None else frozenset({need.region_path[served]}),
        region_path=tree.path(region) if region else (),
        distance_km=distance_km(need, region, tree),
    )
