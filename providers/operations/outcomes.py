"""What asking for a place comes to."""

from dataclasses import dataclass
from uuid import UUID

from providers.capacity.refusal import Refusal


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """A place is kept: public id and key of the stay."""

    stay_id: UUID
    stay_pk: int


class NoPlace(Exception):
    """No place was kept and nothing was written. `refusal` says on which days and for which needs."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason.value)
        self.refusal = refusal


class StepExists(Exception):
    """There is a declared number from this day already; it can be corrected."""


class NoSuchStep(Exception):
    """There is no declared number from this day that could be corrected."""


class MoreThanOpen(Exception):
    """More places were to be closed than are open on any of the days: `most`; None where no number is stated."""

    def __init__(self, most: int | None) -> None:
        super().__init__(f"open: {most}")
        self.most = most


class NothingToExtend(Exception):
    """The stay lasts until this day already."""


class StayNotOver(Exception):
    """The stay has days left, or an overstay of it has; there is nothing to record yet."""
