"""Decisions, counted: queries, processor time of this process, services looked at."""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.geography.queries import RegionTree
from providers.capacity.limits import add_months

from ..matching import Match, best_match
from ..routing.model import Need


@dataclass(frozen=True, slots=True)
class Cost:
    """Of decisions of one sort: medians, and the most of any; `placed`: how many found a place."""

    decisions: int
    placed: int
    tested: int
    most_tested: int
    queries: int
    most_queries: int
    milliseconds: float
    most_milliseconds: float

    def line(self) -> str:
        return (
            f"{self.milliseconds:6.0f} ms, at most {self.most_milliseconds:6.0f}; "
            f"{self.queries:2} queries, at most {self.most_queries:2}; "
            f"{self.tested:4} tested, at most {self.most_tested:4}; {self.placed} of {self.decisions} placed"
        )


def cost_of(needs: Sequence[Need], *, tree: RegionTree, today: date) -> Cost:
    """Decide each once to count its queries, and three times to see how quick it can be."""
    matches, queries, times = [], [], []
    for need in needs:
        with CaptureQueriesContext(connection) as captured:
            matches.append(best_match(need=need, tree=tree, today=today))
        queries.append(len(captured))
        times.append(min(_milliseconds(need, tree, today) for _ in range(3)))
    tested = [len(match.decision.candidates) for match in matches]
    return Cost(
        len(needs),
        sum(_is_placed(match) for match in matches),
        round(statistics.median(tested)),
        max(tested),
        round(statistics.median(queries)),
        max(queries),
        statistics.median(times),
        max(times),
    )


def _milliseconds(need: Need, tree: RegionTree, today: date) -> float:
    start = time.process_time()
    best_match(need=need, tree=tree, today=today)
    return (time.process_time() - start) * 1000


def _is_placed(match: Match) -> bool:
    return match.decision.best is not None


def needs(tree: RegionTree, today: date) -> Mapping[str, list[Need]]:
    """What is asked for, by what is measured with it; thirty of each, spread over the towns of Estonia."""
    towns = sorted(code for code in tree.parents if code.startswith("EE-") and len(tree.path(code)) > 3)
    starts = [today + timedelta(days=30 + number) for number in range(len(towns))]
    house = [_need(tree, town, start) for town, start in zip(towns, starts, strict=True)]
    county = [replace(need, region_path=need.region_path[1:]) for need in house]
    mentor = [
        replace(need, service_type="mentoring", region_rule="MUST_SERVE", end=add_months(need.start, 18))
        for need in house
    ]
    return {
        "a house, from a town": house[:30],
        "a house with a step-free room": [
            replace(need, requirement_codes=frozenset({"STEP_FREE"})) for need in house[:30]
        ],
        "a house, from a county": county[:30],
        "a mentor, for a town": mentor[:30],
        "a house anywhere in the country": [replace(need, region_path=("EE",)) for need in house[:5]],
        "a house, nobody speaks the language": [
            replace(need, languages=frozenset({"fr"})) for need in house[:3]
        ],
    }


def _need(tree: RegionTree, town: str, start: date) -> Need:
    return Need(
        service_type="housing",
        country="EE",
        region_path=tree.path(town),
        region_rule="ANYWHERE_IN_COUNTRY",
        start=start,
        end=add_months(start, 6),
        languages=frozenset({"et"}),
        sex="M",
    )
