"""How much work waits in the outbox, and trying again what was given up."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from .models import Outbox

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backlog:
    """Rows of one kind: waiting (also those that failed and are tried again), given up, delivered."""

    kind: str
    waiting: int
    given_up: int
    sent: int


def backlog() -> list[Backlog]:
    """What the outbox holds, by kind in order of their names."""
    sent, given_up = Q(sent_at__isnull=False), Q(failed_at__isnull=False)
    counted = Outbox.objects.order_by("kind").values("kind")
    rows = counted.annotate(
        waiting=Count("pk", filter=~sent & ~given_up),
        given_up=Count("pk", filter=given_up),
        sent=Count("pk", filter=sent),
    )
    return [Backlog(**row) for row in rows]


def revive(*, now: datetime) -> int:
    """Let rows that were given up be tried again from now on, as if they were new. Returns how many."""
    revived = Outbox.objects.filter(failed_at__isnull=False).update(failed_at=None, attempts=0, due_at=now)
    _logger.info("%s outbox rows that were given up are tried again", revived)
    return revived
