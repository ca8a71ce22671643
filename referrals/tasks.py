"""What the task worker does at once; whatever it drops the sweeper puts back."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from .operations.simulating import compute


@task()
def compute_simulation(simulation_id: str) -> bool:
    """Answer a question of "what if"; false where another process does, or did."""
    return compute(simulation_id=UUID(simulation_id), today=timezone.localdate(), clock=timezone.now)
