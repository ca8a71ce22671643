"""What providers say about their places: how many from when, that it is right, what is closed, when to pause."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User
from providers.capacity.spans import Span
from providers.models import CapacityStep, Pause, ServiceAtLocation, Unit, UnitGroup, Void
from providers.operations.following import follow_freed_days, follow_numbers
from providers.operations.locking import lock_service
from providers.operations.outcomes import NoSuchStep, StepExists
from providers.standings import pauses_on

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Saying:
    """Who says something about which service, when, with which key."""

    actor: User
    key: UUID | str
    service: Q
    now: datetime

    def once(self, kind: str, request: Result, work: Callable[[ServiceAtLocation], None]) -> Result:
        """Do `work` on the locked service with its receipt and event; the result is the request."""

        def locked() -> Result:
            service = lock_service(self.service)
            work(service)
            record_event(
                kind=kind,
                subject_kind="service",
                subject_id=service.public_id,
                at=self.now,
                actor_id=self.actor.public_id,
            )
            return request

        return once(operation=kind, key=self.key, actor_id=self.actor.public_id, request=request, work=locked)


def declare_places(
    *, actor: User, key: UUID | str, group_id: UUID, start: date, places: int, today: date, now: datetime
) -> Result:
    """Declare so many places of a group from `start` on. Nobody loses a place by a lower number.

    Raises StepExists where a number from that day is there, ValueError for a day that has passed or a number
    below 0, KeyReused, DoesNotExist.
    """
    _check_number(start, places, today)

    def work(service: ServiceAtLocation) -> None:
        group = UnitGroup.objects.get(public_id=group_id)
        if CapacityStep.objects.filter(group=group, start=start).exists():
            raise StepExists
        CapacityStep.objects.create(group=group, start=start, places=places)
        follow_numbers(service=service, today=today)

    saying = _Saying(actor, key, Q(groups__public_id=group_id), now)
    return saying.once("places.declared", {"group": group_id, "start": start, "places": places}, work)


def correct_places(
    *, actor: User, key: UUID | str, group_id: UUID, start: date, places: int, today: date, now: datetime
) -> Result:
    """Put another number where one was declared from `start` on, today or later.

    Raises NoSuchStep, and otherwise as `declare_places`.
    """
    _check_number(start, places, today)

    def work(service: ServiceAtLocation) -> None:
        if not CapacityStep.objects.filter(group__public_id=group_id, start=start).update(places=places):
            raise NoSuchStep
        follow_numbers(service=service, today=today)

    saying = _Saying(actor, key, Q(groups__public_id=group_id), now)
    return saying.once("places.corrected", {"group": group_id, "start": start, "places": places}, work)


def confirm_numbers(
    *, actor: User, key: UUID | str, service_at_location_id: UUID, today: date, now: datetime
) -> Result:
    """Say that all numbers of a service are right as of `now`. Raises KeyReused, DoesNotExist."""

    def work(service: ServiceAtLocation) -> None:
        service.confirmed_at, service.confirmed_by = now, actor
        service.save(update_fields=["confirmed_at", "confirmed_by"])

    saying = _Saying(actor, key, Q(public_id=service_at_location_id), now)
    return saying.once("numbers.confirmed", {"service": service_at_location_id}, work)


def pause(
    *,
    actor: User,
    key: UUID | str,
    service_at_location_id: UUID,
    start: date,
    end: date | None,
    reason: str,
    today: date,
    now: datetime,
) -> Result:
    """Take no new referrals on `[start, end)`, without an end until further notice. What was promised stays.

    Raises ValueError for days that have passed or an end that is not after the start, KeyReused, DoesNotExist.
    """
    if start < today or (end is not None and end <= start):
        raise ValueError("a pause begins today or later, and ends after it begins")

    def work(service: ServiceAtLocation) -> None:
        Pause.objects.create(
            service_at_location=service, start=start, end=end, reason=reason, created_by=actor
        )

    request = {"service": service_at_location_id, "start": start, "end": end, "reason": reason}
    saying = _Saying(actor, key, Q(public_id=service_at_location_id), now)
    return saying.once("service.paused", request, work)


def resume(
    *, actor: User, key: UUID | str, service_at_location_id: UUID, today: date, now: datetime
) -> Result:
    """Take referrals again from today: every pause that holds today ends. Raises KeyReused, DoesNotExist."""

    def work(service: ServiceAtLocation) -> None:
        pauses_on(today).filter(service_at_location=service).update(end=today)

    saying = _Saying(actor, key, Q(public_id=service_at_location_id), now)
    return saying.once("service.resumed", {"service": service_at_location_id, "on": today}, work)


def add_void(
    *,
    actor: User,
    key: UUID | str,
    group_id: UUID,
    start: date,
    end: date,
    reason: str,
    today: date,
    now: datetime,
    places: int = 1,
    unit_id: UUID | None = None,
) -> Result:
    """Close so many places of a group, or one named place, on `[start, end)`. It evicts nobody.

    Raises ValueError where the days have passed or are none, or a named place is not one, KeyReused,
    DoesNotExist, also for a place of another group.
    """
    if Span(start, end).end <= today or places < 1 or (unit_id is not None and places != 1):
        raise ValueError("a void has days to come, and at least one place")

    def work(service: ServiceAtLocation) -> None:
        group = UnitGroup.objects.get(public_id=group_id)
        unit = None if unit_id is None else Unit.objects.get(public_id=unit_id, group=group)
        Void.objects.create(
            group=group, unit=unit, start=start, end=end, places=places, reason=reason, created_by=actor
        )
        follow_freed_days(service=service, today=today)

    request = {
        "group": group_id,
        "unit": unit_id,
        "start": start,
        "end": end,
        "places": places,
        "reason": reason,
    }
    return _Saying(actor, key, Q(groups__public_id=group_id), now).once("places.closed", request, work)


def _check_number(start: date, places: int, today: date) -> None:
    if start < today:
        raise ValueError("numbers change from today on")
    if places < 0:
        raise ValueError("a number of places is not below 0")
