"""Closing places for a time, and opening them again: repairs, or the leave of a mentor."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from home.users.models import User
from providers.capacity.ledger import most_open
from providers.capacity.spans import Span
from providers.house import house_of
from providers.models import EVERY_PLACE, ServiceAtLocation, Unit, UnitGroup, Void
from providers.operations.following import follow_freed_days
from providers.operations.outcomes import MoreThanOpen
from providers.operations.saying import Result, Saying
from providers.operations.writing import open_closures


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

    `EVERY_PLACE` closes the whole group, whatever number is declared meanwhile. Raises MoreThanOpen where not so
    many are open on any of the days, ValueError where the days have passed or are none, or a named place is not one,
    KeyReused, DoesNotExist, also for a place of another group.
    """
    if Span(start, end).end <= today or places < 1 or (unit_id is not None and places != 1):
        raise ValueError("a void has days to come, and at least one place")

    def work(service: ServiceAtLocation) -> None:
        group = UnitGroup.objects.get(public_id=group_id)
        _check_so_many_are_open(service, group, Span(start, end), places, today)
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
    return Saying(actor, key, Q(groups__public_id=group_id), now).once("places.closed", request, work)


def _check_so_many_are_open(
    service: ServiceAtLocation, group: UnitGroup, days: Span, places: int, today: date
) -> None:
    """Under the lock: whoever closes at the same moment has closed, or waits."""
    if places == EVERY_PLACE:
        return
    most = most_open(house_of(service=service, today=today), group.pk, days)
    if most is None or places > most:
        raise MoreThanOpen(most)


def end_void(*, actor: User, key: UUID | str, void_id: UUID, today: date, now: datetime) -> Result:
    """Open places again from `today`; a void that has not begun is taken back, one that is over stays as it was.

    Stays keep the places they have. Raises KeyReused, and Void.DoesNotExist also for one that was taken back.
    """

    def work(service: ServiceAtLocation) -> None:
        void = Void.objects.get(public_id=void_id)
        open_closures(service=service, today=today)
        if void.start >= today:
            # It never closed a day; that it was said stands among the events.
            void.delete()
        elif void.end > today:
            void.end = today
            void.save(update_fields=["end"])
        follow_freed_days(service=service, today=today)

    saying = Saying(actor, key, Q(groups__voids__public_id=void_id), now)
    try:
        return saying.once("places.opened", {"void": void_id, "on": today}, work)
    except ServiceAtLocation.DoesNotExist:
        raise Void.DoesNotExist from None
