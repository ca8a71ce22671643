"""All work that dates bring with them, found again from the database each time, safe to repeat.

Duties are quick (mails, deadlines) or long (planning a night may compute for minutes). One loop may do all of them;
two loops, one for each pace, keep the long ones from delaying the quick ones.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .outbox import deliver_due

Duty = Callable[[datetime], int]


class Pace(StrEnum):
    """How long a duty may take: no longer than mails and deadlines can wait, or minutes."""

    QUICK = "quick"
    LONG = "long"


@dataclass(frozen=True)
class _Kept:
    duty: Duty
    pace: Pace


_logger = logging.getLogger(__name__)


def _deliver_outbox(now: datetime) -> int:
    return deliver_due(now=now, limit=1000)


_duties: dict[str, _Kept] = {"outbox": _Kept(_deliver_outbox, Pace.QUICK)}


def register(name: str, duty: Duty, *, pace: Pace = Pace.QUICK) -> None:
    """Add a duty: called with the time, in no transaction, it returns how many things it did.

    It opens its own transactions, must be safe to repeat, to kill, and to run in several processes at once. Raises
    ValueError where the name is taken.
    """
    kept = _Kept(duty, pace)
    if _duties.setdefault(name, kept) != kept:
        raise ValueError(f"there is a duty {name} already")


def duties(pace: Pace | None = None) -> tuple[str, ...]:
    """Return the names of the duties of a pace (None: of all), in the order in which they run."""
    return tuple(name for name, kept in _duties.items() if pace in (None, kept.pace))


def sweep(*, now: datetime, pace: Pace | None = None) -> dict[str, int]:
    """Do every duty of a pace (None: of all) once; return how much each one did.

    A duty that fails is logged by its name and the error's class, is missing from the answer, and stops no other.
    """
    done: dict[str, int] = {}
    for name in duties(pace):
        try:
            done[name] = _duties[name].duty(now)
        except Exception as error:
            _logger.error("duty %s failed with %s", name, type(error).__name__)
    return done
