"""Holds that expire: they count as taken until they are swept."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from home.record.events import record_event
from providers.models import Occupation, ServiceAtLocation, Stay
from providers.operations.following import follow_freed_days
from providers.operations.locking import lock_service
from providers.standings import local_day


def expire_holds(now: datetime) -> int:
    """Give back all expired holds, a transaction for each house; returns how many. Safe to repeat."""
    houses = _expired(now).order_by("service_at_location").values_list("service_at_location", flat=True)
    return sum(_expire_in(service, now) for service in houses.distinct())


def expire_holds_of(*, service: ServiceAtLocation, today: date, now: datetime) -> int:
    """Give back the expired holds of a house that the caller has locked."""
    # Not asked for by house: SQLite would go through all stays the house ever had.
    expired = [stay for stay in _expired(now).order_by("pk") if stay.service_at_location_id == service.pk]
    if not expired:
        return 0
    Occupation.objects.filter(stay__in=expired, released_at__isnull=True).update(released_at=today)
    Stay.objects.filter(pk__in=[stay.pk for stay in expired]).update(released_at=today)
    for stay in expired:
        record_event(
            kind="stay.expired",
            subject_kind="stay",
            subject_id=stay.public_id,
            at=now,
            from_state=stay.firmness,
            to_state="RELEASED",
        )
    follow_freed_days(service=service, today=today)
    return len(expired)


def sweep_holds(*, service_pk: int, today: date, now: datetime) -> None:
    """As `expire_holds_of`, of a house that the caller has locked by its key."""
    service = ServiceAtLocation.objects.select_related("provider").get(pk=service_pk)
    expire_holds_of(service=service, today=today, now=now)


def _expire_in(service_pk: int, now: datetime) -> int:
    with transaction.atomic():
        service = lock_service(Q(pk=service_pk))
        today = local_day(now, service.provider.country)
        return expire_holds_of(service=service, today=today, now=now)


def _expired(now: datetime) -> QuerySet[Stay]:
    return Stay.objects.filter(released_at__isnull=True, hold_expires_at__lte=now)
