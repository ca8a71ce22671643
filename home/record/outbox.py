"""Work that must follow a change, kept as rows in the same transaction as the change."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from .delivery import TO, Handler, Whom, deliver_due, kinds, register, register_for_each
from .models import Outbox
from .tasks import deliver_outbox

__all__ = [
    "TO",
    "Handler",
    "Whom",
    "deliver_due",
    "enqueue",
    "kinds",
    "register",
    "register_for_each",
    "unknown",
]


def enqueue(*, kind: str, payload: Mapping[str, Any], dedupe_key: str, due_at: datetime) -> None:
    """Add work for the handler of `kind`, in the caller's transaction. The payload holds public ids only.

    The same `dedupe_key` ("offer.sent:<offer id>") is work once, whatever was asked meanwhile.
    """
    row = Outbox(kind=kind, payload=dict(payload), dedupe_key=dedupe_key, due_at=due_at)
    Outbox.objects.bulk_create([row], ignore_conflicts=True)
    # Only to be quick: should this fail, the sweeper finds the row.
    transaction.on_commit(partial(_hurry, due_at), robust=True)


def unknown(dedupe_keys: Iterable[str]) -> list[str]:
    """Of these keys, in their order, those under which nothing was ever added."""
    keys = list(dedupe_keys)
    known = set(Outbox.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    return [key for key in keys if key not in known]


def _hurry(due_at: datetime) -> None:
    if due_at <= timezone.now():
        deliver_outbox.enqueue()
