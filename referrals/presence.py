"""How it stands with somebody who came: days left, last day passed, still there though it has."""

from dataclasses import dataclass
from datetime import date

from providers.models import Overstay, Stay

from .models import Placement, RequestState


@dataclass(frozen=True)
class Presence:
    """``overstay``: the recorded one that runs today, if any. ``gives_bed``: somebody moved in, and will leave."""

    stay: Stay
    today: date
    overstay: Overstay | None
    gives_bed: bool

    @property
    def is_over(self) -> bool:
        """True once the last day has passed: the place is planned with as free."""
        return self.stay.end <= self.today

    @property
    def may_last_longer(self) -> bool:
        """True while days that have passed would not have to be promised."""
        return self.stay.end >= self.today and self.overstay is None

    @property
    def may_overstay(self) -> bool:
        return self.is_over and self.overstay is None

    @property
    def is_at_limit(self) -> bool:
        """True where the programme's limit allows no day more."""
        return self.stay.limit_end is not None and self.stay.end >= self.stay.limit_end


def presence_of(placement: Placement, today: date) -> Presence | None:
    """None for who has not come, or has left."""
    if placement.request.state != RequestState.ACTIVE or placement.ended_at is not None:
        return None
    running = placement.stay.overstays.filter(end__gt=today).order_by("end").last()
    return Presence(placement.stay, today, running, placement.request.service_type.gives_bed)
