"""When a house is named: until then a place is kept in the regions that were agreed, and nobody is asked."""

from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q

from providers.standings import local_day
from services.models import ServiceType

from .models import Placement, ReleaseKind, RequestState, ServiceRequest


def naming_day(request: ServiceRequest) -> date | None:
    """The day on which the house of a request is named and asked; None: as soon as a place is found."""
    days = request.service_type.decision_days
    return None if days is None else request.start - timedelta(days=days)


def is_named_now(*, request: ServiceRequest, placement: Placement, today: date) -> bool:
    """Whether the house where the place is kept is to be asked on this day.

    So it is from the naming day on; for a wish that names this very house; and for a release that a hearing
    decides, since the court wants to hear of a house that has agreed.
    """
    day = naming_day(request)
    wished = request.wish_id is not None and request.wish_id == placement.stay.service_at_location_id
    decided_by_hearing = request.referral.release_kind == ReleaseKind.CONDITIONAL
    return day is None or day <= today or wished or decided_by_hearing


def due_to_be_named(now: datetime) -> list[ServiceRequest]:
    """Requests that are kept and whose house is to be named by now, the earliest start first."""
    here = Placement.objects.filter(ended_at__isnull=True).select_related("stay")
    kept = ServiceRequest.objects.filter(_may_be_due(now.date()), state=RequestState.KEPT)
    found = (
        kept.select_related("service_type", "referral")
        .prefetch_related(Prefetch("placements", queryset=here, to_attr="current_placements"))
        .order_by("start", "pk")
    )
    return [request for request in found if _is_due(request, now)]


def _may_be_due(today: date) -> Q:
    """What SQL can say of it: nothing is left out that is due, with a day to spare for the clocks of the country."""
    conditional = Q(referral__release_kind=ReleaseKind.CONDITIONAL)
    may_be = conditional | Q(wish__isnull=False) | Q(service_type__decision_days__isnull=True)
    for kind in ServiceType.objects.filter(decision_days__isnull=False).order_by("pk"):
        last = today + timedelta(days=(kind.decision_days or 0) + 1)
        may_be |= Q(service_type=kind, start__lte=last)
    return may_be


def _is_due(request: ServiceRequest, now: datetime) -> bool:
    today = local_day(now, request.referral.country)
    placements: list[Placement] = getattr(request, "current_placements", [])
    return any(is_named_now(request=request, placement=one, today=today) for one in placements)
