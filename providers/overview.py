"""What a provider sees of its own numbers: today, the dated steps, who comes and goes, shortfalls."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import ngettext

from home.keyed_form import KeyedForm

from .capacity import ledger
from .capacity.house import Group, House
from .capacity.limits import add_months
from .capacity.spans import Span
from .closing_form import WORDS, place_label
from .forms import PlacesForm
from .house import house_of
from .models import CapacityStep, Pause, ServiceAtLocation, UnitGroup, Void, VoidReason

MONTHS_AHEAD = 6
MONTHS_SHORT = 60
"""As far ahead as places can be closed."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class StepRow:
    """So many places from ``start`` on; ``current`` is the step that holds today."""

    start: date
    places: int
    current: bool


@dataclass(frozen=True)
class VoidRow:
    """Places that are closed, or will be, until ``last``. ``what``: which; ``runs``: closed today."""

    public_id: UUID
    start: date
    last: date
    what: str
    reason: str
    runs: bool
    form: KeyedForm


@dataclass(frozen=True)
class Shortfall:
    """So many places too few on each day from ``start`` to ``last``."""

    start: date
    last: date
    places: int


@dataclass(frozen=True)
class GroupRow:
    """One house, mentor or course, with what is closed and the days that have too few places."""

    public_id: UUID
    name: str
    steps: tuple[StepRow, ...]
    voids: tuple[VoidRow, ...]
    shortfalls: tuple[Shortfall, ...]
    form: PlacesForm


@dataclass(frozen=True)
class Change:
    """So many places are taken and so many become free on ``day``. Nobody is named."""

    day: date
    taken: int
    freed: int


@dataclass(frozen=True)
class Overview:
    """The numbers of one service at a location. ``known``: a number of places holds today."""

    known: bool
    declared: int
    taken: int
    free: int
    groups: tuple[GroupRow, ...]
    changes: tuple[Change, ...]
    pause: Pause | None

    @property
    def pause_last_day(self) -> date | None:
        return self.pause.end - timedelta(days=1) if self.pause and self.pause.end else None


def capacity_overview(*, service: ServiceAtLocation, today: date, form: PlacesForm | None = None) -> Overview:
    """Everything on the capacity page of a service, in a fixed number of queries.

    ``form``: the one that was sent with errors; it takes the place of its group's fresh one.
    """
    house = house_of(service=service, today=today)
    rows = tuple(_row(group, service, house, today, form) for group in _groups(service, today))
    return Overview(
        known=any(step.current for row in rows for step in row.steps),
        declared=sum(ledger.capacity(house, group).at(today) for group in house.groups),
        taken=sum(ledger.taken(house, group).at(today) for group in house.groups),
        free=ledger.room_in_house(house).at(today),
        groups=rows,
        changes=_changes(house, today),
        pause=_pause(service, today),
    )


def _groups(service: ServiceAtLocation, today: date) -> QuerySet[UnitGroup]:
    closed = Void.objects.filter(end__gt=today).select_related("unit").order_by("start", "pk")
    groups = UnitGroup.objects.filter(service_at_location=service).order_by("pk")
    return groups.prefetch_related("steps", Prefetch("voids", closed, to_attr="closed"))


def _row(
    group: UnitGroup, service: ServiceAtLocation, house: House, today: date, form: PlacesForm | None
) -> GroupRow:
    planned = next((one for one in house.groups if one.id == group.pk), None)
    closed: list[Void] = getattr(group, "closed", [])
    return GroupRow(
        public_id=group.public_id,
        name=group.name,
        steps=_steps(sorted(group.steps.all(), key=lambda step: step.start), today),
        voids=tuple(_void(void, service.unit_kind, today) for void in closed),
        shortfalls=tuple(_shortfalls(house, planned, today)) if planned else (),
        form=_form(group, today, form),
    )


def _void(void: Void, unit_kind: str, today: date) -> VoidRow:
    return VoidRow(
        public_id=void.public_id,
        start=void.start,
        last=void.end - _DAY,
        what=_what(void, unit_kind),
        reason=str(capfirst(VoidReason(void.reason).label)),
        runs=void.start <= today,
        form=KeyedForm(auto_id=False),
    )


def _what(void: Void, unit_kind: str) -> str:
    if void.unit is not None:
        return place_label(void.unit)
    if void.is_whole:
        return str(WORDS[unit_kind].every)
    number = ngettext("%(number)d place", "%(number)d places", void.places)
    return number % {"number": void.places}


def _form(group: UnitGroup, today: date, sent: PlacesForm | None) -> PlacesForm:
    if sent is not None and sent.data.get("group") == str(group.public_id):
        return sent
    return PlacesForm(
        today=today, initial={"group": group.public_id, "start": today}, auto_id=f"{group.pk}_%s"
    )


def _steps(steps: list[CapacityStep], today: date) -> tuple[StepRow, ...]:
    """Today's step and those to come; what was before is history."""
    begun = [step.start for step in steps if step.start <= today]
    current = begun[-1] if begun else None
    shown = [step for step in steps if current is None or step.start >= current]
    return tuple(StepRow(step.start, step.places, step.start == current) for step in shown)


def _shortfalls(house: House, group: Group, today: date) -> Iterator[Shortfall]:
    """The days ahead that have too few places, in as few stretches as there can be."""
    ahead = Span(today, add_months(today, MONTHS_SHORT))
    short = ledger.shortfall(house, group).within(ahead)
    # Days that have too few for another reason than those before them are one stretch with them.
    for lack, stretch in groupby(short, key=itemgetter(1)):
        spans = [span for span, _ in stretch]
        if lack:
            yield Shortfall(spans[0].start, spans[-1].end - _DAY, lack)


def _changes(house: House, today: date) -> tuple[Change, ...]:
    """What changes on each day to come, within the months ahead."""
    until = add_months(today, MONTHS_AHEAD)
    taken = Counter(stay.start for stay in house.stays if today < stay.start < until)
    freed = Counter(stay.end for stay in house.stays if today < stay.end < until)
    return tuple(Change(day, taken[day], freed[day]) for day in sorted({*taken, *freed}))


def _pause(service: ServiceAtLocation, today: date) -> Pause | None:
    pauses = Pause.objects.filter(service_at_location=service, start__lte=today).order_by("-start", "-pk")
    return next((pause for pause in pauses if pause.end is None or pause.end > today), None)
