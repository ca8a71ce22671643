"""A coordinator asks "what if"; a process computes it; a sweep puts back what a process left behind."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User

from ..models import Simulation, SimulationState
from ..what_if import Question, answer

SILENT = timedelta(minutes=2)
"""A process that said nothing for so long is gone."""
GIVEN_UP = timedelta(hours=1)
BETWEEN_NEWS = timedelta(seconds=1)

Clock = Callable[[], datetime]


def ask_what_if(*, actor: User, key: str, question: Question, now: datetime) -> UUID:
    """Store the question; returns the simulation's id. Somebody has to start computing it."""

    def work() -> dict[str, str]:
        asked = Simulation.objects.create(
            country=question.country, asked_by=actor, asked_at=now, parameters=question.to_json()
        )
        record_event(
            kind="simulation.asked",
            subject_kind="simulation",
            subject_id=asked.public_id,
            at=now,
            actor_id=actor.public_id,
            to_state=SimulationState.ASKED,
        )
        return {"simulation": str(asked.public_id)}

    found = once(
        operation="simulation.ask",
        key=key,
        actor_id=actor.public_id,
        request=question.to_json(),
        work=work,
    )
    return UUID(found["simulation"])


def compute(*, simulation_id: UUID, today: date, clock: Clock) -> bool:
    """Compute an answer that nobody computes yet; false where somebody does, or it is there.

    Runs for up to a minute in no transaction, saying every second how far it is.
    """
    now = clock()
    waiting = Simulation.objects.filter(public_id=simulation_id, state=SimulationState.ASKED)
    if not waiting.update(state=SimulationState.RUNNING, seen_at=now, progress=0):
        return False
    asked = Simulation.objects.get(public_id=simulation_id)
    try:
        found = answer(
            Question.from_json(asked.parameters), today=today, progress=_News(asked.pk, clock, now).tell
        )
    except Exception:
        _finish(asked, SimulationState.FAILED, {}, clock())
        raise
    _finish(asked, SimulationState.DONE, found.to_json(), clock())
    return True


def put_back_simulations(*, now: datetime) -> list[UUID]:
    """Take back what a process began that is gone; returns what is to be computed, that never begun among it.

    What is returned counts as seen, so that it is not returned again at once. What could not be computed for an
    hour has failed.
    """
    with transaction.atomic():
        unfinished = Simulation.objects.exclude(state__in=(SimulationState.DONE, SimulationState.FAILED))
        unfinished.filter(asked_at__lt=now - GIVEN_UP).update(state=SimulationState.FAILED, finished_at=now)
        silent = unfinished.alias(heard_of=Coalesce("seen_at", "asked_at")).filter(heard_of__lt=now - SILENT)
        left = list(silent.order_by("asked_at", "pk").values_list("public_id", flat=True))
        Simulation.objects.filter(public_id__in=left).update(state=SimulationState.ASKED, seen_at=now)
        return left


class _News:
    """Says how far it is, and that it is still there, at most once a second."""

    def __init__(self, key: int, clock: Clock, began: datetime) -> None:
        self.key, self.clock, self.last = key, clock, began

    def tell(self, share: float) -> None:
        now = self.clock()
        if now - self.last < BETWEEN_NEWS:
            return
        self.last = now
        mine = Simulation.objects.filter(pk=self.key, state=SimulationState.RUNNING)
        mine.update(progress=min(int(share * 100), 99), seen_at=now)


def _finish(asked: Simulation, state: SimulationState, result: dict[str, object], now: datetime) -> None:
    still_mine = Simulation.objects.filter(pk=asked.pk, state=SimulationState.RUNNING)
    still_mine.update(state=state, result=result, progress=100, seen_at=now, finished_at=now)
