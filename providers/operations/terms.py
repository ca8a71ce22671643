"""What a provider states about how it works: how long a place stays empty, how long an answer may take."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from home.users.models import User
from providers.models import ServiceAtLocation
from providers.operations.saying import Result, Saying

MOST_TURNAROUND_DAYS = 20
"""Four weeks. Longer is a void, with days of its own."""
MOST_ANSWER_DAYS = 20


def set_terms(
    *,
    actor: User,
    key: UUID | str,
    service_at_location_id: UUID,
    turnaround_days: int,
    answer_days: int,
    today: date,
    now: datetime,
) -> Result:
    """State both, in working days, for what is promised and asked from now on. What was promised stays as it is.

    Raises ValueError outside 0 to `MOST_TURNAROUND_DAYS` and 1 to `MOST_ANSWER_DAYS`, KeyReused, DoesNotExist.
    """
    if not (0 <= turnaround_days <= MOST_TURNAROUND_DAYS and 1 <= answer_days <= MOST_ANSWER_DAYS):
        raise ValueError("so many working days are not allowed")

    def work(service: ServiceAtLocation) -> None:
        service.turnaround_days, service.answer_days = turnaround_days, answer_days
        service.save(update_fields=["turnaround_days", "answer_days"])

    request = {
        "service": service_at_location_id,
        "turnaround_days": turnaround_days,
        "answer_days": answer_days,
    }
    return Saying(actor, key, Q(public_id=service_at_location_id), now).once("service.terms", request, work)
