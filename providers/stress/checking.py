"""Whether every promise was kept, read from what the database holds, day by day and place by place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from home.record.models import Event
from providers.models import CapacityStep, Occupation, Stay, Void
from providers.stress.journal import Told
from providers.stress.world import World


@dataclass(frozen=True, slots=True)
class Findings:
    """How much was looked at, and what must never be: the last five are 0.

    `held_twice`: days on which two hold one place. `lost`: stays that were kept, that nobody gave back, and that
    do not have exactly one place for all their days. `moved`: people who are on another place than they arrived
    on. `overbooked`: days with more people than places in a group of a house that never said less. `unsuited`: stays
    on a place that lacks what they need, or where none of their languages is spoken.
    """

    stays: int
    unit_days: int
    held_twice: int
    lost: int
    moved: int
    overbooked: int
    unsuited: int

    @property
    def is_sound(self) -> bool:
        return not (self.held_twice or self.lost or self.moved or self.overbooked or self.unsuited)


@dataclass(frozen=True, slots=True)
class _Row:
    """What takes a place: a stay until its end, with turnaround until `blocked_until`; a closure has no stay."""

    unit: int
    group: int
    stay: UUID | None
    start: date
    blocked_until: date
    end: date | None


def check(world: World, told: Told) -> Findings:
    """Look at every day of every unit, and at every stay there is or should be."""
    rows = _rows(world)
    held = Counter((row.unit, day) for row in rows for day in _days(row.start, row.blocked_until))
    places: dict[UUID, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.stay is not None:
            places[row.stay].append(row)
    return Findings(
        stays=len(told.kept),
        unit_days=len(held),
        held_twice=sum(count > 1 for count in held.values()),
        lost=len(set(_lost(world, told, places))),
        moved=sum(any(row.unit != bed for row in places.get(stay, [])) for stay, bed in told.beds.items()),
        overbooked=_overbooked(world, rows),
        unsuited=sum(not _suits(row) for row in _held(world)),
    )


def _held(world: World) -> Iterator[Occupation]:
    live = Occupation.objects.filter(
        unit__group__service_at_location__in=world.services, released_at__isnull=True, stay__isnull=False
    )
    yield from live.select_related("stay", "unit__group").order_by("pk").iterator()


def _suits(row: Occupation) -> bool:
    """By what stands in the rows, without the rule by which it was booked."""
    stay, spoken = row.stay, row.unit.group.languages
    assert stay is not None
    has_all = all(code in row.unit.characteristics for code in stay.requirement_codes)
    return has_all and (not stay.languages or any(code in spoken for code in stay.languages))


def _rows(world: World) -> list[_Row]:
    live = Occupation.objects.filter(
        unit__group__service_at_location__in=world.services, released_at__isnull=True
    )
    columns = ("unit", "unit__group", "stay__public_id", "start", "blocked_until", "stay__end")
    return [_Row(*values) for values in live.order_by("pk").values_list(*columns)]


def _lost(world: World, told: Told, places: Mapping[UUID, list[_Row]]) -> Iterator[UUID]:
    stays = Stay.objects.filter(service_at_location__in=world.services)
    expired = Event.objects.filter(kind="stay.expired", subject_id__in=stays.values("public_id"))
    may_be_gone = told.given_back | set(expired.values_list("subject_id", flat=True))
    there = set()
    for stay, start, end, released in stays.values_list("public_id", "start", "end", "released_at"):
        there.add(stay)
        rows = places.get(stay, [])
        covered = len(rows) == 1 and rows[0].start == start and rows[0].blocked_until >= end
        if not covered if released is None else (rows or stay not in may_be_gone):
            yield stay
    yield from told.kept - there


def _overbooked(world: World, rows: Iterable[_Row]) -> int:
    """In steady houses what may be there is said once: the beds, less those that are closed."""
    steady = [house.pk for house in world.houses if house.steady]
    said = CapacityStep.objects.filter(group__service_at_location__in=steady)
    places = Counter(dict(said.values_list("group", "places")))
    closed = Void.objects.filter(group__service_at_location__in=steady)
    places.subtract(dict(closed.values_list("group", "places")))
    people = Counter(
        (row.group, day)
        for row in rows
        if row.end is not None and row.group in places
        for day in _days(row.start, row.end)
    )
    return sum(count > places[group] for (group, _), count in people.items())


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days))
