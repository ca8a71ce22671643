"""What is free at the services the public sees. One rule with booking: see the capacity queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from providers.listing import Entry


@dataclass(frozen=True)
class Opening:
    """State as in `portal`'s four doors: FREE_NOW, FREE_FROM, FULL, NOT_STATED, STALE, PAUSED, ENDED."""

    state: str
    from_date: date | None = None
    confirmed_on: date | None = None


def openings(listed: Iterable[Entry], *, today: date) -> dict[int, Opening]:
    """What is free, by key of the service at a location."""
    return {entry.service.pk: Opening("ENDED" if entry.has_ended else "NOT_STATED") for entry in listed}
