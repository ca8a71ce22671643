"""What is not kept for ever: drafts that nobody goes on with, answers to "what if", plans of nights long past.

How long referrals that were sent are kept is not decided here: see `docs/retention.md`.
"""

from datetime import datetime

from django.db.models import QuerySet

from home.record.outbox import enqueue, unknown
from home.record.retention import Forgetting, before

from .draft_mails import EXPIRING, expiring
from .models import PlanningRun, Simulation, SimulationState
from .wizard.drafts import delete_abandoned

OVER = (SimulationState.DONE, SimulationState.FAILED)


def warn_of_drafts(now: datetime) -> int:
    """Tell the owner of each draft that is deleted within the week, once. Returns how many were told of.

    Whoever goes on with a draft begins its term anew; left alone again, it is told of again.
    """
    keys = {f"{EXPIRING}:{draft.public_id}:{draft.updated_at:%Y-%m-%d}": draft for draft in expiring(now)}
    fresh = unknown(keys)
    for key in fresh:
        enqueue(kind=EXPIRING, payload={"draft": str(keys[key].public_id)}, dedupe_key=key, due_at=now)
    return len(fresh)


def forget_drafts(now: datetime) -> int:
    """Delete drafts that nobody has saved for the term, each with its key. Returns how many."""
    return delete_abandoned(saved_before=before("drafts", now))


def old_simulations(before: datetime) -> QuerySet[Simulation]:
    return Simulation.objects.filter(asked_at__lt=before, state__in=OVER)


def old_plans(before: datetime) -> QuerySet[PlanningRun]:
    return PlanningRun.objects.filter(planned_at__lt=before)


forget_simulations = Forgetting("simulations", old_simulations)
forget_plans = Forgetting("planning", old_plans)
