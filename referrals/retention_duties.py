"""What is not kept for ever: drafts that nobody goes on with, answers to "what if", plans of nights long past.

How long referrals that were sent are kept is not decided here: see `docs/retention.md`.
"""

from datetime import datetime

from django.db.models import QuerySet

from home.record.retention import Forgetting, before

from .models import PlanningRun, Simulation, SimulationState
from .wizard.drafts import delete_abandoned

OVER = (SimulationState.DONE, SimulationState.FAILED)


def forget_drafts(now: datetime) -> int:
    """Delete drafts that nobody has saved for the term, each with its key. Returns how many."""
    return delete_abandoned(saved_before=before("drafts", now))


def old_simulations(before: datetime) -> QuerySet[Simulation]:
    return Simulation.objects.filter(asked_at__lt=before, state__in=OVER)


def old_plans(before: datetime) -> QuerySet[PlanningRun]:
    return PlanningRun.objects.filter(planned_at__lt=before)


forget_simulations = Forgetting("simulations", old_simulations)
forget_plans = Forgetting("planning", old_plans)
