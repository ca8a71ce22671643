"""What a provider sees of its own numbers: today, the dated steps, who comes and goes, shortfalls."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from .capacity import ledger
from .capacity.house import Group, House
from .capacity.limits import add_months
from .capacity.spans import Span
from .forms import PlacesForm
from .house import house_of
from .models import CapacityStep, Pause, ServiceAtLocation, UnitGroup

MONTHS_AHEAD = 6


@dataclass(frozen=True)
class StepRow:
    """So many places from ``start`` on; ``current`` is the step that holds today."""

    start: date
    places: int
    current: bool


@dataclass(frozen=True)
class GroupRow:
    """One house, mentor or course. ``shortfall``: the most people beyond its places, from ``shortfall_from``."""

    public_id: UUID
    name: str
    steps: tuple[StepRow, ...]
    shortfall: int
    shortfall_from: date | None
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
    groups = UnitGroup.objects.filter(service_at_location=service).prefetch_related("steps").order_by("pk")
    rows = tuple(_row(group, house, today, form) for group in groups)
    return Overview(
        known=any(step.current for row in rows for step in row.steps),
        declared=sum(ledger.capacity(house, group).at(today) for group in house.groups),
        taken=sum(ledger.taken(house, group).at(today) for group in house.groups),
        free=ledger.room_in_house(house).at(today),
        groups=rows,
        changes=_changes(house, today),
        pause=_pause(service, today),
    )


def _row(group: UnitGroup, house: House, today: date, form: PlacesForm | None) -> GroupRow:
    planned = next((one for one in house.groups if one.id == group.pk), None)
    worst = _worst(house, planned, today) if planned else None
    return GroupRow(
        public_id=group.public_id,
        name=group.name,
        steps=_steps(sorted(group.steps.all(), key=lambda step: step.start), today),
        shortfall=worst[1] if worst else 0,
        shortfall_from=worst[0] if worst else None,
        form=_form(group, today, form),
    )


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


def _worst(house: House, group: Group, today: date) -> tuple[date, int] | None:
    """The first day of the largest shortfall ahead, and how large it is."""
    ahead = Span(today, add_months(today, MONTHS_AHEAD))
    short = [(span.start, lack) for span, lack in ledger.shortfall(house, group).within(ahead) if lack]
    return max(short, key=lambda item: item[1], default=None)


def _changes(house: House, today: date) -> tuple[Change, ...]:
    """What changes on each day to come, within the months ahead."""
    until = add_months(today, MONTHS_AHEAD)
    taken = Counter(stay.start for stay in house.stays if today < stay.start < until)
    freed = Counter(stay.end for stay in house.stays if today < stay.end < until)
    return tuple(Change(day, taken[day], freed[day]) for day in sorted({*taken, *freed}))


def _pause(service: ServiceAtLocation, today: date) -> Pause | None:
    pauses = Pause.objects.filter(service_at_location=service, start__lte=today).order_by("-start", "-pk")
    return next((pause for pause in pauses if pause.end is None or pause.end > today), None)
