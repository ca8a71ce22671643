"""All work that dates bring with them, found again from the database each time, safe to repeat."""

import logging
from collections.abc import Callable
from datetime import datetime

from .outbox import deliver_due

Duty = Callable[[datetime], int]

_logger = logging.getLogger(__name__)


def _deliver_outbox(now: datetime) -> int:
    return deliver_due(now=now, limit=1000)


_duties: dict[str, Duty] = {"outbox": _deliver_outbox}


def register(name: str, duty: Duty) -> None:
    """Add a duty: called with the time, in no transaction, it returns how many things it did.

    It opens its own transactions, must be safe to repeat and to kill. Raises ValueError where the name is taken.
    """
    if _duties.setdefault(name, duty) is not duty:
        raise ValueError(f"there is a duty {name} already")


def duties() -> tuple[str, ...]:
    """Return the names of the duties, in the order in which they run."""
    return tuple(_duties)


def sweep(*, now: datetime) -> dict[str, int]:
    """Do every duty once; return how much each one did.

    A duty that fails is logged by its name and the error's class, is missing from the answer, and stops no other.
    """
    done: dict[str, int] = {}
    for name, duty in _duties.items():
        try:
            done[name] = duty(now)
        except Exception as error:
            _logger.error("duty %s failed with %s", name, type(error).__name__)
    return done
