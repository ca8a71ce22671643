"""What providers say about their places: how many from when, that it is right, when to pause."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from home.users.models import User
from providers.models import CapacityStep, Pause, ServiceAtLocation, UnitGroup
from providers.operations.following import follow_numbers
from providers.operations.outcomes import NoSuchStep, StepExists
from providers.operations.saying import Result, Saying
from providers.standings import pauses_on


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

    saying = Saying(actor, key, Q(groups__public_id=group_id), now)
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

    saying = Saying(actor, key, Q(groups__public_id=group_id), now)
    return saying.once("places.corrected", {"group": group_id, "start": start, "places": places}, work)


def confirm_numbers(
    *, actor: User, key: UUID | str, service_at_location_id: UUID, today: date, now: datetime
) -> Result:
    """Say that all numbers of a service are right as of `now`. Raises KeyReused, DoesNotExist."""

    def work(service: ServiceAtLocation) -> None:
        service.confirmed_at, service.confirmed_by = now, actor
        service.save(update_fields=["confirmed_at", "confirmed_by"])

    saying = Saying(actor, key, Q(public_id=service_at_location_id), now)
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
    saying = Saying(actor, key, Q(public_id=service_at_location_id), now)
    return saying.once("service.paused", request, work)


def resume(
    *, actor: User, key: UUID | str, service_at_location_id: UUID, today: date, now: datetime
) -> Result:
    """Take referrals again from today: every pause that holds today ends. Raises KeyReused, DoesNotExist."""

    def work(service: ServiceAtLocation) -> None:
        pauses_on(today).filter(service_at_location=service).update(end=today)

    saying = Saying(actor, key, Q(public_id=service_at_location_id), now)
    return saying.once("service.resumed", {"service": service_at_location_id, "on": today}, work)


def _check_number(start: date, places: int, today: date) -> None:
    if start < today:
        raise ValueError("numbers change from today on")
    if places < 0:
        raise ValueError("a number of places is not below 0")
