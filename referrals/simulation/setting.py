"""What is played: counties, houses and the habits of people. Days are whole numbers, counted from day 0."""

from dataclasses import dataclass
from functools import cached_property

Needs = frozenset[str]
NOTHING: Needs = frozenset()
SETS_APART = frozenset({"WOMEN_ONLY"})
"""A place with such a characteristic is given to nobody who does not need it."""


@dataclass(frozen=True, slots=True)
class County:
    """``weight``: how many of the people want to live there, against the other counties."""

    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class Site:
    """One service at a location: a house, or the mentors of one place. ``places``: what each one has.

    ``serves``: county codes; empty means that it takes people from everywhere in the country. ``region``: where
    it stands as narrowly as is known, its county where nothing is said.
    """

    id: str
    county: str
    places: tuple[Needs, ...]
    serves: frozenset[str] = frozenset()
    region: str = ""

    def suiting(self, needs: Needs) -> int:
        """How many places may be given to somebody with these needs."""
        return sum(suits(has, needs) for has in self.places)


def suits(has: Needs, needs: Needs) -> bool:
    return (has & SETS_APART) <= needs <= has


@dataclass(frozen=True)
class Setting:
    """A country with one kind of service. ``km``: from each county (row) to each site (column)."""

    country: str
    counties: tuple[County, ...]
    sites: tuple[Site, ...]
    km: tuple[tuple[float, ...], ...]

    @cached_property
    def places(self) -> int:
        return sum(len(site.places) for site in self.sites)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How people come, stay and leave. Shares are between 0 and 1, times in days.

    ``booked``: what is kept for everybody: the limit of the programme. ``leave_early``: share of people who go
    before, on any day after the first 30. ``lead``: least and most days from asking to release. ``patience``:
    so many days after release somebody still takes a place. ``near``: shares of people who go to their own
    county only, also to the counties nearest to it (``neighbours`` of them), and anywhere. ``declines``: share
    of (person, house) that the house says no to. ``no_shows``: share of people who never come; their place is
    given back ``missed`` days after they should have. ``decided``: so many days before release a house is
    asked, None: at once. ``needs``: share of people for each need.
    """

    booked: int = 182
    leave_early: float = 0.2
    lead: tuple[int, int] = (14, 120)
    patience: int = 28
    near: tuple[float, float, float] = (0.25, 0.4, 0.35)
    neighbours: int = 3
    declines: float = 0.06
    no_shows: float = 0.03
    missed: int = 3
    decided: int | None = 30
    needs: tuple[tuple[str, float], ...] = (("STEP_FREE", 0.07), ("WOMEN_ONLY", 0.08))

    @property
    def mean_use(self) -> float:
        """Days that a person really uses a place for, on average."""
        early = (30 + self.booked) / 2
        return (1 - self.no_shows) * (self.leave_early * early + (1 - self.leave_early) * self.booked)


HOUSING = Habits()
MENTORING = Habits(
    booked=548, leave_early=0.3, decided=None, needs=(), near=(1.0, 0.0, 0.0), no_shows=0.03, declines=0.06
)
HABITS = {"housing": HOUSING, "mentoring": MENTORING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One game: where, who, how long (``years``), and ``people`` who are released in that time."""

    setting: Setting
    habits: Habits
    years: int = 5
    people: int

    @property
    def opening(self) -> int:
        """The day of the first releases; people ask before it."""
        return self.habits.lead[1]

    @property
    def closing(self) -> int:
        """The day after the last releases."""
        return self.opening + 365 * self.years

    @property
    def days(self) -> int:
        """So many days anybody may still be somewhere."""
        return self.closing + self.habits.patience + self.habits.booked + 8


def people_for(setting: Setting, habits: Habits, years: int, demand: float) -> int:
    """How many people make a demand of so many times the places (1.05: a twentieth more than there is)."""
    return round(demand * setting.places * 365 * years / habits.mean_use)
