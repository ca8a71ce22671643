"""Rows of the providers' room as routing wants them: plain candidates, with distances and what lies inside what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from home.geography.queries import RegionTree
from providers.models import ServiceAtLocation
from providers.queries import Asked, CandidateRow, Candidates, candidates_for

from .routing.dates import moved
from .routing.model import Candidate, Need, ProgrammePeriod

# Read even where SQL could leave them out, when people are to be told what stands in the way.
WORTH_EXPLAINING = ("REGION", "OPEN", "FRESH")


@dataclass(frozen=True)
class FoundService:
    """A service at a location as a candidate, with its row."""

    candidate: Candidate
    row: CandidateRow

    @property
    def service(self) -> ServiceAtLocation:
        return self.row.service

    def programme_for(self, start: date, end: date) -> UUID | None:
        """Public id of the programme that pays for ``[start, end)``."""
        return self.row.programme_for(start, end)


@dataclass(frozen=True)
class FoundServices:
    """A batch of them; how many services SQL left out, by rule; whether there are more."""

    services: tuple[FoundService, ...]
    left_out: Mapping[str, int]
    more: bool


def found_services(
    *, need: Need, tree: RegionTree, today: date, keep: Collection[str] = (), offset: int = 0
) -> FoundServices:
    """The batch of services from ``offset`` on that may fit the need. ``keep``: rules that SQL must not apply."""
    found: Candidates = candidates_for(_asked(need), today=today, keep=keep, offset=offset)
    services = tuple(FoundService(_candidate(row, need, tree), row) for row in found.rows)
    return FoundServices(services, found.left_out, found.more)


def _asked(need: Need) -> Asked:
    return Asked(
        service_type=need.service_type,
        country=need.country,
        region_path=need.region_path,
        region_rule=need.region_rule,
        start=need.start,
        end=need.end,
        end_from=lambda start: moved(need, start).end,
        in_prison=need.in_prison,
        prison=need.prison,
        requirement_codes=need.requirement_codes,
    )


def _candidate(row: CandidateRow, need: Need, tree: RegionTree) -> Candidate:
    return Candidate(
        id=str(row.id),
        provider_id=str(row.provider_id),
        country=row.country,
        service_type=need.service_type,
        serves=row.serves,
        serves_parts=_parts(row.serves, need, tree),
        serves_prisons=row.serves_prisons,
        region_path=tree.path(row.region) if row.region else (),
        programmes=_programmes(row),
        languages=row.languages,
        house_rules=row.house_rules,
        paused=row.paused,
        archived=row.archived,
        capacity_known=row.capacity_known,
        numbers_age_days=row.numbers_age_days,
        max_age_days=row.max_age_days,
        dates_free=row.dates_free,
        dates_free_from=row.dates_free_from,
        fits_characteristics=row.fits_characteristics,
        missing_characteristics=row.missing_characteristics,
        distance_km=_distance(row, need, tree),
        load=row.load,
        slack_days=row.slack_days,
    )


def _programmes(row: CandidateRow) -> tuple[ProgrammePeriod, ...]:
    return tuple((term.start, term.end, term.months) for term in row.terms)


def _parts(serves: frozenset[str], need: Need, tree: RegionTree) -> frozenset[str]:
    """Regions served that lie inside the region asked for."""
    if not need.region_path:
        return frozenset()
    return frozenset(code for code in serves if need.region_path[0] in tree.path(code)[1:])


def _distance(row: CandidateRow, need: Need, tree: RegionTree) -> float | None:
    """Kilometres from the region asked for; None where either is unknown, or anywhere in the country will do."""
    if row.region is None or len(need.region_path) < 2:
        return None
    return round(tree.distance_km(need.region_path[0], row.region), 1)
