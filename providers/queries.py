"""What is free, for pages, search, wizard and routing alike: the rule that a booking goes by."""

from collections.abc import Collection
from datetime import date

from providers.candidates import CandidateRow, Candidates, candidates_for
from providers.capacity import standing
from providers.capacity.standing import Availability
from providers.house import houses_of
from providers.models import ServiceAtLocation
from providers.narrowing import Asked
from providers.standings import standings_of

__all__ = ["Asked", "Availability", "CandidateRow", "Candidates", "availability", "candidates_for"]


def availability(
    *,
    service_at_location_ids: Collection[int],
    today: date,
    requirement_codes: Collection[str] = (),
    months: int | None = None,
) -> dict[int, Availability]:
    """What is free from when, by key of the service, for all of them in eight queries.

    For a stay of the programme's full length (three months where it states none), or of `months` where that is
    shorter, and within the programme. Keys that are not there are left out.
    """
    services = list(
        ServiceAtLocation.objects.filter(pk__in=service_at_location_ids)
        .select_related("provider")
        .order_by("pk")
    )
    standings = standings_of(services=services, today=today)
    houses = houses_of(services=services, today=today)
    needs = frozenset(requirement_codes)
    return {
        service.pk: standing.availability(standings[service.pk], houses[service.pk], today, needs, months)
        for service in services
    }
