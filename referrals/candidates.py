"""Rows of the providers' room as routing wants them: plain candidates, the best in ranked batches first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from home.geography.queries import RegionTree
from providers.queries import Asked, CandidateRow, Facts, Shortlist, candidate_rows, shortlist

from .nearness import Nearness, distance_km, nearest_first
from .routing.dates import moved
from .routing.model import Candidate, Need, ProgrammePeriod, Ranked
from .routing.ranking import order

# Read even where SQL could leave them out, when people are to be told what stands in the way.
WORTH_EXPLAINING = ("REGION", "OPEN", "FRESH", "DATES")
BATCH = 300
FEW = 16
"""So many are tested at first, and all who are as near as the last of them: one of them mostly fits."""


@dataclass(frozen=True)
class FoundService:
    """A service at a location as a candidate, with its row."""

    candidate: Candidate
    row: CandidateRow

    @property
    def service(self) -> Facts:
        return self.row.service

    def programme_for(self, start: date, end: date) -> UUID | None:
        """Public id of the programme that pays for ``[start, end)``."""
        return self.row.programme_for(start, end)


@dataclass(frozen=True)
class FoundServices:
    """A batch of them; how many services SQL left out, by rule.

    ``later``: before what in the ranking (`ranking.order`) nobody of the later batches comes; None: there are none.
    """

    services: tuple[FoundService, ...]
    left_out: Mapping[str, int]
    later: tuple[object, ...] | None

    def settles(self, best: Ranked | None) -> bool:
        """True when this one stays the first, whatever is found in later batches, or when there are none."""
        return self.later is None or (best is not None and order(best) <= self.later)


def batches(
    *, need: Need, tree: RegionTree, today: date, keep: Collection[str] = (), first: int = BATCH
) -> Iterator[FoundServices]:
    """Services that may fit the need, batch after batch in the order of the ranking, at least one batch.

    ``keep``: rules that SQL must not apply. ``first``: about so many are in the first batch, four times as many in
    each that follows, `BATCH` at most. A batch takes four queries, the first of them two more.
    """
    found = shortlist(_asked(need), today=today, keep=keep)
    nearest = nearest_first(need, found.services, tree)
    start, stop = 0, _first_stop(nearest, first)
    yield _batch(need, tree, today, found, nearest, start, stop)
    while stop < len(nearest):
        start, stop = stop, stop + min(4 * (stop - start), BATCH)
        yield _batch(need, tree, today, found, nearest, start, stop)


def worth_explaining(*, need: Need, tree: RegionTree, today: date) -> FoundServices:
    """The first batch with those that SQL would leave out after the others: what stands in whose way."""
    found = shortlist(_asked(need), today=today, keep=WORTH_EXPLAINING)
    nearest = nearest_first(need, found.services, tree, doubtful_last=True)
    return _batch(need, tree, today, found, nearest, 0, BATCH)


def _batch(
    need: Need,
    tree: RegionTree,
    today: date,
    found: Shortlist,
    nearest: Sequence[Nearness],
    start: int,
    stop: int,
) -> FoundServices:
    keys = [one.listed.pk for one in nearest[start:stop]]
    services = tuple(
        FoundService(_candidate(row, need, tree), row)
        for row in candidate_rows(_asked(need), keys, today=today)
    )
    later = min((one.at_best for one in nearest[stop:]), default=None)
    return FoundServices(services, found.left_out, later)


def _first_stop(nearest: Sequence[Nearness], first: int) -> int:
    """How many make the first batch: those who tie with the last of them belong to it, as far as it goes."""
    stop = min(first, BATCH)
    while stop < min(len(nearest), BATCH) and nearest[stop].at_best == nearest[stop - 1].at_best:
        stop += 1
    return stop


def _asked(need: Need) -> Asked:
    return Asked(
        service_type=need.service_type,
        country=need.country,
        region_path=need.region_path,
        region_rule=need.region_rule,
        start=need.start,
        end=need.end,
        end_from=lambda start: moved(need, start).end,
        start_by=need.start_by,
        wish=UUID(need.wish) if need.wish else None,
        former=UUID(need.former) if need.former else None,
        in_prison=need.in_prison,
        prison=need.prison,
        requirement_codes=need.requirement_codes,
        languages=need.must_speak,
    )


def _candidate(row: CandidateRow, need: Need, tree: RegionTree) -> Candidate:
    service = row.service
    return Candidate(
        id=str(service.public_id),
        provider_id=str(service.provider_id),
        country=service.country,
        service_type=need.service_type,
        serves=row.serves,
        serves_parts=_parts(row.serves, need, tree),
        serves_prisons=row.serves_prisons,
        region_path=tree.path(service.region) if service.region else (),
        programmes=_programmes(row),
        languages=row.languages,
        house_rules=service.house_rules,
        paused=service.paused,
        archived=service.closed,
        capacity_known=row.capacity_known,
        numbers_age_days=row.numbers_age_days,
        max_age_days=service.max_age_days,
        dates_free=row.dates_free,
        dates_free_from=row.dates_free_from,
        fits_characteristics=row.fits_characteristics,
        missing_characteristics=row.missing_characteristics,
        spoken_everywhere=not any(need.languages.isdisjoint(each) for each in row.spoken),
        free_in_other_language=row.free_in_other_language,
        distance_km=distance_km(need, service.region, tree),
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
