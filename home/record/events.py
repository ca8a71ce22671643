"""What happened, in order. Events are added and never changed."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from .models import Event


def record_event(
    *,
    kind: str,
    subject_kind: str,
    subject_id: UUID,
    at: datetime,
    actor_id: UUID | None = None,
    from_state: str = "",
    to_state: str = "",
    reason_code: str = "",
    note_sealed: bytes | None = None,
) -> Event:
    """Add an event ("referral.submitted" of the referral `subject_id`) in the caller's transaction.

    `actor_id` is a user's public id, None where the portal acted by itself. A note is sealed by the caller.
    """
    return Event.objects.create(
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=at,
        actor_id=actor_id,
        from_state=from_state,
        to_state=to_state,
        reason_code=reason_code,
        note_sealed=note_sealed,
    )


def events_of(subject_id: UUID) -> QuerySet[Event]:
    """Return what happened to a subject, oldest first."""
    return Event.objects.filter(subject_id=subject_id).order_by("at", "id")
