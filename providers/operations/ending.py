"""A service at a place ends, or a whole organisation leaves; and comes back. It evicts nobody.

Nobody new is sent there from then on, and it leaves the directory. Whoever has a place, or was promised one, keeps it.
"""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User
from providers.models import Provider, ServiceAtLocation
from providers.operations.locking import lock_services
from providers.operations.saying import Result, Saying


def end_service(
    *, actor: User, key: UUID | str, service_id: UUID, on: date | None, today: date, now: datetime
) -> Result:
    """Say that a service ended on a day, today or before; None: that it is given again.

    Raises ValueError for a day to come, KeyReused, DoesNotExist.
    """
    closed_at = _beginning(on, today)

    def work(service: ServiceAtLocation) -> None:
        service.closed_at = closed_at
        service.save(update_fields=["closed_at"])

    kind = "service.reopened" if on is None else "service.ended"
    return Saying(actor, key, Q(public_id=service_id), now).once(
        kind, {"service": service_id, "on": on}, work
    )


def archive_provider(
    *, actor: User, key: UUID | str, provider_id: UUID, on: date | None, today: date, now: datetime
) -> Result:
    """Say that an organisation left on a day, today or before; None: that it takes part again.

    All its services are locked: a booking at the same moment is done before, or refused. Raises ValueError for a day
    to come, KeyReused, DoesNotExist.
    """
    archived_at = _beginning(on, today)
    kind = "provider.restored" if on is None else "provider.archived"

    def work() -> Result:
        provider = Provider.objects.get(public_id=provider_id)
        lock_services(provider.services.values_list("public_id", flat=True))
        provider.archived_at = archived_at
        provider.save(update_fields=["archived_at"])
        _record(kind, actor, provider_id, now)
        return {"provider": provider_id, "on": on}

    request = {"provider": provider_id, "on": on}
    return once(operation=kind, key=key, actor_id=actor.public_id, request=request, work=work)


def _beginning(on: date | None, today: date) -> datetime | None:
    """The first moment of the day, by the clock of both countries."""
    if on is not None and on > today:
        raise ValueError("nothing ends today on a day to come")
    return None if on is None else timezone.make_aware(datetime.combine(on, time.min))


def _record(kind: str, actor: User, subject: UUID, now: datetime) -> None:
    record_event(kind=kind, subject_kind="provider", subject_id=subject, at=now, actor_id=actor.public_id)
