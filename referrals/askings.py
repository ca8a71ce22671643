"""From requests to what the planner plans with: who wants which places, best first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from providers.capacity.house import House
from providers.capacity.ledger import days_of_change
from providers.capacity.workdays import turnaround_end
from providers.house import houses_of
from providers.models import ServiceAtLocation
from services.models import RegionRule

from .candidates import FoundService
from .matching import Match
from .models import Placement, ServiceRequest
from .planning.model import Asking, Option
from .promises import promised_region
from .routing.dates import moved
from .routing.model import Ranked
from .routing.ranking import merit, order

# Beyond these, a house is too far down the list to be worth the search.
MOST_OPTIONS = 60


@dataclass(frozen=True)
class Seeker:
    """A request to plan for: who fits it, and the provisional place it keeps (None: it waits)."""

    request: ServiceRequest
    match: Match
    placement: Placement | None = None

    @property
    def id(self) -> str:
        return str(self.request.public_id)

    @property
    def house(self) -> ServiceAtLocation | None:
        return self.placement.stay.service_at_location if self.placement else None


@dataclass(frozen=True)
class Places:
    """Every house that a seeker might get, or is in, by public id; read once."""

    services: Mapping[str, ServiceAtLocation]
    houses: Mapping[str, House]


def places_for(seekers: Iterable[Seeker], *, today: date) -> Places:
    wanted: set[str] = set()
    for seeker in seekers:
        wanted.update(seeker.match.ranked)
        wanted.update({str(seeker.house.public_id)} if seeker.house else ())
    services = {
        str(service.public_id): service
        for service in ServiceAtLocation.objects.filter(public_id__in=wanted).select_related("provider")
    }
    houses = houses_of(services=list(services.values()), today=today)
    return Places(services, {key: houses[service.pk] for key, service in services.items()})


def askings_of(seekers: Sequence[Seeker], places: Places, *, later_days: bool = False) -> list[Asking]:
    """The askings of seekers that stand in the order of their turn.

    ``later_days``: besides the first day that routing found for each house, also days after it, as far as was
    agreed; and for a place that is kept from a later day, days before that.
    """
    return [_asking(seeker, turn, places, later_days) for turn, seeker in enumerate(seekers)]


def _asking(seeker: Seeker, turn: int, places: Places, later_days: bool) -> Asking:
    request, house = seeker.request, seeker.house
    found = list(_beginnings(seeker, places) if later_days else seeker.match.ranked.values())
    waits_with_others = house is None and request.referral.together
    return Asking(
        id=seeker.id,
        options=_options(seeker, found, places) if house is None else _of_kept(seeker, house, found, places),
        kept=None if house is None else str(house.public_id),
        stay=seeker.placement.stay_id if seeker.placement else None,
        turn=turn,
        lifted=request.lifted_at is not None,
        group=str(request.referral.public_id) if waits_with_others else None,
    )


def _beginnings(seeker: Seeker, places: Places) -> Iterator[Ranked]:
    """Each house that fits from the day that routing found, and from others: who waits, until the last that was
    agreed; who is kept a later day, before that.

    A house has a new place only on the first day asked for, and on days on which something there changes.
    """
    need = seeker.match.decision.need
    first, last = need.start, need.start_by or need.start
    if seeker.placement:
        last = min(last, seeker.placement.stay.start)
    for ranked in seeker.match.ranked.values():
        yield ranked
        house = places.houses.get(ranked.candidate_id)
        days = {first, *(day for day in days_of_change(house) if first < day <= last)} if house else set()
        for day in sorted(days - {ranked.start}):
            standing = replace(ranked.standing, later=day > first, start=day)
            yield replace(ranked, start=day, end=moved(need, day).end, standing=standing)


def _options(seeker: Seeker, found: Iterable[Ranked], places: Places) -> tuple[Option, ...]:
    """Of who waits: whatever fits, in the order of routing."""
    options = (_option(seeker, ranked, places) for ranked in sorted(found, key=order))
    return tuple(option for option in options if option is not None)[:MOST_OPTIONS]


def _of_kept(
    seeker: Seeker, house: ServiceAtLocation, found: Iterable[Ranked], places: Places
) -> tuple[Option, ...]:
    """What was promised, and what is better: where people were told of a region, nothing outside it.

    Among equals the present house comes first: nobody is moved for nothing. One that would not be chosen any
    more, since it is paused or its numbers are old, comes last, and is kept all the same. Who is promised a later
    day may be given a bed on the day asked for wherever one fits: days without a bed weigh more than the region.
    """
    kept, within, match = str(house.public_id), _regions_promised(seeker, house), seeker.match
    stay = seeker.placement.stay if seeker.placement else None
    assert stay is not None
    here = _stay_at(house, seeker, stay.start, stay.end)
    options: list[Option] = []
    for ranked in sorted(found, key=lambda one: (merit(one), one.candidate_id != kept, one.candidate_id)):
        if ranked.candidate_id == kept and ranked.start == stay.start:
            options.append(here)
        elif _on_the_day(ranked, stay.start) or _lies_in(match.services[ranked.candidate_id], within):
            option = _option(seeker, ranked, places)
            options += [option] if option else []
    options = options[:MOST_OPTIONS]
    return tuple(options if here in options else [*options, here])


def _on_the_day(ranked: Ranked, kept_from: date) -> bool:
    return ranked.start < kept_from and not ranked.standing.later


def _regions_promised(seeker: Seeker, house: ServiceAtLocation) -> frozenset[str]:
    """Codes of the regions that a kept place may be in; none: anywhere that fits."""
    request = seeker.request
    promised = promised_region(request=request, service=house)
    if promised is None or request.service_type.region_rule == RegionRule.MUST_SERVE:
        return frozenset()
    return frozenset(region.code for region in (promised, request.region) if region)


def _lies_in(found: FoundService, regions: frozenset[str]) -> bool:
    return not regions or not regions.isdisjoint(found.candidate.region_path)


def _option(seeker: Seeker, ranked: Ranked, places: Places) -> Option | None:
    """None where no programme pays for the whole stay, or the house is gone."""
    service = places.services.get(ranked.candidate_id)
    pays = seeker.match.services[ranked.candidate_id].programme_for(ranked.start, ranked.end)
    if service is None or pays is None:
        return None
    return _stay_at(service, seeker, ranked.start, ranked.end)


def _stay_at(service: ServiceAtLocation, seeker: Seeker, start: date, end: date) -> Option:
    return Option(
        house=str(service.public_id),
        start=start,
        end=end,
        blocked_until=turnaround_end(end, service.turnaround_days, service.provider.country),
        needs=frozenset(seeker.request.requirement_codes),
        languages=seeker.match.decision.need.must_speak,
    )
