"""What the task worker does at once; whatever it drops the sweeper does later."""

from django.utils import timezone
from django_tasks import task

from .delivery import deliver_due


@task()
def deliver_outbox() -> int:
    """Deliver what is due now; return how many rows were delivered."""
    return deliver_due(now=timezone.now())
