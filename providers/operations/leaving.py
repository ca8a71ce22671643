"""Somebody has left: the stay ends on that day, and an overstay with it. In the transaction of the holder."""

from datetime import date, datetime
from uuid import UUID

from home.record.events import record_event
from home.users.models import User
from providers.capacity.workdays import turnaround_end
from providers.models import Occupation, Overstay, ServiceAtLocation, Stay
from providers.operations.changing import locked_stay, release_stay
from providers.operations.following import follow_freed_days
from providers.operations.seating import seat_the_next_elsewhere

NOT_RECORDED = "NOT_RECORDED"
"""The reason of an overstay that was known only when it was over."""


def leave(*, actor: User, stay_id: UUID, left_on: date, today: date, now: datetime) -> None:
    """Free the place from the day on which the person left, today or before, whatever was planned or recorded.

    Who left after the last day that was known of was there until then: that is recorded as an overstay, so that
    the place is empty for turnaround after the real day. Whoever has the place by now keeps it, or gets another
    where one is free. Raises ValueError for a day to come, and Stay.DoesNotExist also for a stay that was given back.
    """
    if left_on > today:
        raise ValueError("who leaves on a day to come is still there")
    service, stay = locked_stay(stay_id)
    for overstay in stay.overstays.filter(end__gt=left_on).order_by("pk"):
        shorten_overstay(overstay=overstay, service=service, left_on=left_on)
    release_stay(stay_id=stay_id, today=today, from_date=left_on)
    known_until = max([stay.end, *stay.overstays.values_list("end", flat=True)])
    if known_until < left_on:
        overstay = _record(stay, service, known_until, left_on, actor, now)
        seat_the_next_elsewhere(service, overstay, today)
    follow_freed_days(service=service, today=today)


def _record(
    stay: Stay, service: ServiceAtLocation, start: date, end: date, actor: User, now: datetime
) -> Overstay:
    """What nobody had recorded while it lasted."""
    record_event(
        kind="stay.overstayed",
        subject_kind="stay",
        subject_id=stay.public_id,
        at=now,
        actor_id=actor.public_id,
        from_state=start.isoformat(),
        to_state=end.isoformat(),
        reason_code=NOT_RECORDED,
    )
    return Overstay.objects.create(
        stay=stay,
        unit_id=Occupation.objects.get(stay=stay, released_at__isnull=True).unit_id,
        start=start,
        end=end,
        blocked_until=empty_until(service, end),
        reason=NOT_RECORDED,
        created_by=actor,
    )


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
