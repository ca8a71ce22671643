"""What routing reads and what it answers: frozen plain values that go to JSON and back.

Ids and codes are text. A candidate is one service at a location, known by its public id; regions, prisons,
services and languages by their codes. Dates are local dates, a stay is ``[start, end)``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any, Self

from . import snapshot
from .codes import ENGINE_VERSION

Params = Mapping[str, Any]
ProgrammePeriod = tuple[date, date, int | None]


class Plain:
    """Adds the way to JSON and back to a frozen dataclass."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Only None, bool, numbers, str, list and dict; dates as ISO text, sets as sorted lists."""
        value: dict[str, Any] = snapshot.to_json(self)
        return value

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of ``to_json``. Raises TypeError or ValueError for anything else."""
        return snapshot.from_json(cls, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Plain):
    """One service request as routing sees it.

    ``region_path``: where the person wants to live, narrowest first, ending with the country; the country
    alone means "anywhere", empty means not known. ``region_rule``: MUST_SERVE or ANYWHERE_IN_COUNTRY.
    ``start_by``: the last day the help may begin; None: on ``start`` only. ``wish``: a candidate's id;
    ``former``: the id of a provider that knows the person. ``no_contact_regions``: where the person must not
    be; ``no_contact_around``: wider regions that hold a part of those, the country left out.
    ``lives_there``: the person sleeps at the place, so a place known only roughly is not taken on trust.
    ``asked_before``: ids of candidates that said no or did not answer; ``refused_by``: ids of providers whose
    no holds for all that they have.

    Raises ValueError when ``end`` is not after ``start``, or ``start_by`` is before it.
    """

    service_type: str
    country: str
    region_path: tuple[str, ...]
    region_rule: str
    start: date
    end: date
    in_prison: bool = False
    prison: str | None = None
    requirement_codes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    interpreter_agreed: bool = False
    sex: str = ""
    with_children: bool = False
    uses_substances: bool = False
    offence_types: frozenset[str] = frozenset()
    no_contact_regions: frozenset[str] = frozenset()
    no_contact_around: frozenset[str] = frozenset()
    lives_there: bool = True
    asked_before: frozenset[str] = frozenset()
    refused_by: frozenset[str] = frozenset()
    wish: str | None = None
    former: str | None = None
    start_by: date | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("A stay must end after it starts.")
        if self.start_by is not None and self.start_by < self.start:
            raise ValueError("The last day to begin is before the first.")

    @property
    def must_speak(self) -> frozenset[str]:
        """Languages, one of which whoever helps must speak; none: any will do, also since an interpreter comes."""
        return frozenset() if self.interpreter_agreed else self.languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Plain):
    """One service at a location on the day of the decision.

    ``serves``: region codes of any level, empty: none stated; ``serves_parts``: those of them that lie inside
    the region asked for. ``region_path`` of its own place, empty where not known. ``programmes``: periods
    ``[start, end)`` with the limit in months. ``numbers_age_days``: None when never confirmed.
    ``dates_free``: a place is free for the whole stay of the need; ``dates_free_from``: the earliest start,
    not before the need's, at which a stay of that length (``dates.moved``) has a place. Both look at rooms
    with the needed characteristics, or with the rest of them where ``missing_characteristics`` are nowhere.
    ``languages``: spoken at some of these places; ``spoken_everywhere``: at each of them one of the need's. Where
    one that must be spoken is spoken at some, only those are looked at; ``free_in_other_language``: of the others
    one is free.
    ``distance_km``: from the region asked for. ``load``: share of places taken. ``slack_days``: free days that
    would be left before and after the stay.

    Raises ValueError for a distance or load that is not a number.
    """

    id: str
    provider_id: str
    country: str
    service_type: str
    serves: frozenset[str] = frozenset()
    serves_parts: frozenset[str] = frozenset()
    serves_prisons: frozenset[str] = frozenset()
    region_path: tuple[str, ...] = ()
    programmes: tuple[ProgrammePeriod, ...] = ()
    languages: frozenset[str] = frozenset()
    house_rules: frozenset[str] = frozenset()
    paused: bool = False
    archived: bool = False
    capacity_known: bool = True
    numbers_age_days: int | None = None
    max_age_days: int = 30
    dates_free: bool = False
    dates_free_from: date | None = None
    fits_characteristics: bool = True
    missing_characteristics: frozenset[str] = frozenset()
    spoken_everywhere: bool = True
    free_in_other_language: bool = False
    distance_km: float | None = None
    load: float = 0.0
    slack_days: int = 0

    def __post_init__(self) -> None:
        # A NaN compares false both ways: the order of the ranking would then hang on the order of the input.
        if not isfinite(self.load) or not isfinite(self.distance_km or 0):
            raise ValueError("Load and distance must be numbers.")


@dataclass(frozen=True, slots=True)
class Outcome(Plain):
    """What one rule said about one candidate. ``code`` and ``params`` (plain JSON) make the sentence."""

    rule: str
    passed: bool
    code: str
    params: Params


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Plain):
    """Where a suitable candidate stands among the others. ``closeness``: smaller is nearer. ``later``: its place
    is not free on the day asked for.
    """

    wished: bool
    former: bool
    closeness: int
    spoken: bool
    start: date
    slack_days: int
    load: float
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested(Plain):
    """A candidate and what every rule said about it, in the order of the rules."""

    candidate_id: str
    provider_id: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked(Tested):
    """A candidate that passed every rule, with the stay it can give."""

    start: date
    end: date
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlock(Plain):
    """A single change that would open a place at this candidate; ``params`` say to what (plain JSON)."""

    kind: str
    candidate_id: str
    params: Params
    distance_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(Tested):
    """A candidate that failed at least one rule, and what would open it, if one change does.

    ``other_unlocks``: further changes, any one of which would do as well.
    """

    unlock: Unlock | None = None
    other_unlocks: tuple[Unlock, ...] = ()

    @property
    def unlocks(self) -> tuple[Unlock, ...]:
        return (*((self.unlock,) if self.unlock else ()), *self.other_unlocks)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.passed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Plain):
    """Who fits, best first; who does not, and why; what would open a place. Holds what it was decided on.

    ``unlocks``: at most one of each kind, the best. ``decide(need, candidates)`` gives the same decision again.
    """

    need: Need
    candidates: tuple[Candidate, ...]
    ranked: tuple[Ranked, ...]
    rejected: tuple[Rejected, ...]
    unlocks: tuple[Unlock, ...]
    engine_version: str = ENGINE_VERSION

    @property
    def best(self) -> Ranked | None:
        return self.ranked[0] if self.ranked else None
