"""Whether anything has changed that could give a place to somebody who waits: told cheaply, for every sweep."""

from datetime import date, datetime

from django.db.models import Count, Max, Q, Sum

from providers.models import Pause, ServiceAtLocation
from services.models import Programme

from .models import RequestState, ServiceRequest

Glance = tuple[object, ...]


def glance(*, country: str, today: date) -> Glance:
    """Who waits, and marks of all that places hang on; equal as long as another look would find the same.

    The version of a service grows with each write of numbers and stays. What editors change besides is seen
    the next day at the latest.
    """
    waiting = ServiceRequest.objects.filter(state=RequestState.WAITING, referral__country=country)
    rows = waiting.order_by("pk").values_list(
        "public_id", "waiting_since", "asked_start", "latest_start", "lifted_at"
    )
    services = ServiceAtLocation.objects.filter(provider__country=country)
    marks = services.aggregate(
        Count("pk"),
        Sum("version"),
        Max("confirmed_at"),
        closed=Count("pk", filter=Q(closed_at__isnull=False) | Q(provider__archived_at__isnull=False)),
    )
    pauses = Pause.objects.aggregate(Count("pk"), Max("end"))
    programmes = Programme.objects.filter(country=country).aggregate(Count("offers"), Max("end"))
    found: list[dict[str, int | date | datetime | None]] = [marks, pauses, programmes]
    return (today, tuple(rows), *(tuple(each.items()) for each in found))
