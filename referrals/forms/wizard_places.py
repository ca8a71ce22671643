"""Suitable places as the wizard shows them: plain values, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from services.models import ServiceType


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a place fits: the rule's name and what it found."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PlaceName:
    """What tells a place from all others of the list; what is not known is "".

    The provider's name and the town, or else the county, each with the language it is in; then, where there is
    more than one kind of it, what it is ("course").
    """

    provider: str
    language: str
    spot: str
    spot_language: str
    kind: str

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.provider, self.spot, self.kind)))


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A stretch of days, in the units of `FreeMonths.width`."""

    x: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass(frozen=True, kw_only=True)
class FreeMonths:
    """The calendar months around a stay, each as wide as the others, and which of their days have room.

    `names`: of the months, and whether each stands on the narrowest screens, too. `told` says the same in words.
    Days that have passed are neither free nor taken.
    """

    names: tuple[tuple[str, bool], ...]
    width: int
    free: tuple[Bar, ...]
    taken: tuple[Bar, ...]
    stay: Bar
    told: str


@dataclass(frozen=True, kw_only=True)
class SuitablePlace:
    """`id` is the public id of a service at a location; `answer_days` are working days."""

    id: str
    named: PlaceName
    answer_days: int
    reasons: tuple[Reason, ...]
    months: FreeMonths


@dataclass(frozen=True, kw_only=True)
class ClosedPlace:
    """A place that does not fit now, what is in the way, and what would open it ("" if nothing would)."""

    named: PlaceName
    problems: tuple[str, ...]
    opens: str


@dataclass(frozen=True, kw_only=True)
class MatchedService:
    """One service asked for from `start` up to, not including, `end`; `places` stand best first."""

    service_type: ServiceType
    start: date
    end: date
    places: tuple[SuitablePlace, ...]
    closed: tuple[ClosedPlace, ...]

    @property
    def code(self) -> str:
        return self.service_type.code
