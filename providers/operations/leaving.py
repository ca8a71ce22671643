"""Somebody has left: the stay ends on that day, and an overstay with it. In the transaction of the holder."""

from datetime import date
from uuid import UUID

from providers.capacity.workdays import turnaround_end
from providers.models import Overstay, ServiceAtLocation
from providers.operations.changing import locked_stay, release_stay
from providers.operations.following import follow_freed_days


def leave(*, stay_id: UUID, left_on: date, today: date) -> None:
    """Free the place from the day on which the person left, today or before, whatever was planned or recorded.

    Who left after the last day, without an overstay recorded, took no day that the plan knew of. Raises
    ValueError for a day to come, and Stay.DoesNotExist also for a stay that was given back.
    """
    if left_on > today:
        raise ValueError("who leaves on a day to come is still there")
    service, stay = locked_stay(stay_id)
    for overstay in stay.overstays.filter(end__gt=left_on).order_by("pk"):
        shorten_overstay(overstay=overstay, service=service, left_on=left_on)
    release_stay(stay_id=stay_id, today=today, from_date=left_on)
    follow_freed_days(service=service, today=today)


def shorten_overstay(*, overstay: Overstay, service: ServiceAtLocation, left_on: date) -> date:
    """End an overstay on that day, not later than it would; returns the day on which it ends now.

    One that came to no day is deleted; that it was recorded stands among the events.
    """
    end = min(overstay.end, max(left_on, overstay.start))
    if end == overstay.start:
        overstay.delete()
        return end
    overstay.end = end
    # Where turnaround was made longer meanwhile, somebody may have been promised the place before.
    overstay.blocked_until = min(overstay.blocked_until, empty_until(service, end))
    overstay.save(update_fields=["end", "blocked_until"])
    return end


def empty_until(service: ServiceAtLocation, end: date) -> date:
    """The first day for the next person, when somebody leaves on `end`."""
    return turnaround_end(end, service.turnaround_days, service.provider.country)
