"""A coordinator's question of "what if", and its answer: today's places and the imagined ones, the same people."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from home.geography.queries import RegionTree, region_tree

from .places_today import places_in, setting_today, with_places
from .simulation.comparing import NEAREST, ROUTING, compare
from .simulation.measures import Measures
from .simulation.setting import HABITS, Scenario, Setting, people_for

Progress = Callable[[float], None]
SERVICES = ("housing", "mentoring")
MOST_PEOPLE = 150
"""Above so many people a year, one year and one seed have to do: the answer is to come within a minute."""


@dataclass(frozen=True, slots=True)
class Question:
    """``places``: so many more, or fewer, in ``region``; ``demand``: in percent of today's places."""

    country: str
    service: str
    region: str
    places: int
    demand: int = 105

    @property
    def size(self) -> int:
        """How many places it is about, more or fewer."""
        return abs(self.places)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Answer:
    """The routing with today's places and with the imagined ones, and nearest first with today's.

    ``there``: places in the region today; ``places``: in the country today; ``county``: where the region lies.
    """

    county: str
    there: int
    places: int
    years: int
    seeds: int
    today: Measures
    imagined: Measures
    nearest: Measures

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        measured = {name: Measures.from_json(data[name]) for name in ("today", "imagined", "nearest")}
        return cls(**{**data, **measured})


def places_now(question: Question, *, today: date) -> tuple[int, int]:
    """Places today: in the country, and in the region asked about."""
    tree = region_tree()
    setting = _setting(question, tree, today)
    return setting.places, places_in(setting, question.region, tree)


def answer(question: Question, *, today: date, progress: Progress) -> Answer:
    """Play it. Raises TooFew where more places are to go than there are today."""
    tree = region_tree()
    now = _setting(question, tree, today)
    then = with_places(now, region=question.region, change=question.places, tree=tree)
    habits = HABITS[question.service]
    a_year = people_for(now, habits, 1, question.demand / 100)
    years = seeds = 2 if a_year <= MOST_PEOPLE else 1
    people = people_for(now, habits, years, question.demand / 100)

    def played(setting: Setting, way: str, first: float) -> Measures:
        scenario = Scenario(setting=setting, habits=habits, years=years, people=people)
        found = compare(
            scenario,
            seeds=range(1, seeds + 1),
            names=(way,),
            bounds=False,
            progress=lambda share: progress(first + share / 3),
        )
        return found.ways[way]

    counties = {county.code for county in now.counties}
    return Answer(
        county=next(code for code in tree.path(question.region) if code in counties),
        there=places_in(now, question.region, tree),
        places=now.places,
        years=years,
        seeds=seeds,
        today=played(now, ROUTING, 0),
        imagined=played(then, ROUTING, 1 / 3),
        nearest=played(now, NEAREST, 2 / 3),
    )


def _setting(question: Question, tree: RegionTree, today: date) -> Setting:
    return setting_today(country=question.country, service=question.service, tree=tree, today=today)
