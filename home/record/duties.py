"""What the record does not keep for ever: receipts, and outbox rows that were delivered."""

from datetime import datetime

from django.db.models import QuerySet

from .models import Outbox, Receipt
from .retention import Forgetting
from .sweeper import Pace, register


def old_receipts(before: datetime) -> QuerySet[Receipt]:
    return Receipt.objects.filter(created_at__lt=before)


def delivered(before: datetime) -> QuerySet[Outbox]:
    """What waits, or was given up, stays until somebody has looked after it."""
    return Outbox.objects.filter(sent_at__lt=before)


register("record.forget_receipts", Forgetting("receipts", old_receipts), pace=Pace.LONG)
register("record.forget_outbox", Forgetting("outbox", delivered), pace=Pace.LONG)
