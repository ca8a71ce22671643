"""Needs and candidates for property tests: a pair that fits, twisted in up to three ways each.

Values drawn one by one would hardly ever fit, and a test on what is suitable would test nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from providers.capacity.limits import add_months
from referrals.routing.house_rules import BREAKS
from referrals.routing.model import Candidate, Need

PATHS = [
    ("EE-784", "EE-37", "EE-X-NORTH", "EE"),
    ("EE-141", "EE-37", "EE-X-NORTH", "EE"),
    ("EE-37", "EE-X-NORTH", "EE"),
    ("EE-184", "EE-56", "EE-X-WEST", "EE"),
    ("EE-56", "EE-X-WEST", "EE"),
    ("EE-X-WEST", "EE"),
    ("EE",),
    (),
]
CODES = sorted({code for path in PATHS for code in path})
CHARACTERISTICS = ["STEP_FREE", "PET"]
START = date(2027, 1, 31)
DAYS = st.integers(1, 400).map(lambda days: START + timedelta(days=days))


def some(values: list[str], **sizes: int) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), **sizes)


NEED = Need(
    service_type="housing",
    country="EE",
    region_path=PATHS[0],
    region_rule="ANYWHERE_IN_COUNTRY",
    start=START,
    end=add_months(START, 6),
    prison="EE-VIRU",
    languages=frozenset({"ru"}),
    sex="F",
)
NEED_TWISTS: Mapping[str, st.SearchStrategy[Any]] = {
    "region_path": st.sampled_from(PATHS),
    "region_rule": st.just("MUST_SERVE"),
    "end": st.integers(1, 600).map(lambda days: START + timedelta(days=days)),
    "in_prison": st.just(True),
    "requirement_codes": some(CHARACTERISTICS, min_size=1),
    "languages": some(["et", "ru", "lt"]),
    "interpreter_agreed": st.just(True),
    "sex": st.sampled_from(["M", ""]),
    "with_children": st.just(True),
    "uses_substances": st.just(True),
    "offence_types": some(["VIOLENCE", "SEXUAL", "ARSON"], min_size=1),
    "no_contact_regions": some(CODES, min_size=1, max_size=2),
    "no_contact_around": some(["EE-X-WEST", "EE-56"], min_size=1),
    "lives_there": st.just(False),
    "asked_before": some(["0", "1"], min_size=1),
    "refused_by": some(["a", "b"], min_size=1),
    "wish": st.sampled_from(["0", "3"]),
    "former": st.just("a"),
    "start_by": DAYS,
}

FITTING = Candidate(
    id="",
    provider_id="b",
    country="EE",
    service_type="housing",
    serves_prisons=frozenset({"EE-VIRU"}),
    region_path=PATHS[3],
    programmes=((date(2026, 1, 1), date(2031, 1, 1), 6),),
    languages=frozenset({"et", "ru"}),
    numbers_age_days=5,
    dates_free=True,
    distance_km=80.0,
)
CANDIDATE_TWISTS: Mapping[str, st.SearchStrategy[Any]] = {
    "provider_id": st.just("a"),
    "country": st.just("LT"),
    "service_type": st.just("mentoring"),
    "serves": some(CODES, min_size=1, max_size=2),
    "serves_parts": some(["EE-784", "EE-141"], min_size=1),
    "serves_prisons": some(["EE-TARTU"]),
    "region_path": st.sampled_from(PATHS),
    "programmes": st.lists(
        st.tuples(
            st.sampled_from([date(2026, 1, 1), date(2027, 2, 14)]),
            st.sampled_from([date(2027, 3, 1), date(2027, 7, 31), date(2027, 9, 1), date(2031, 1, 1)]),
            st.sampled_from([None, 3, 6, 18]),
        ),
        max_size=2,
    ).map(tuple),
    "languages": some(["et", "ru", "lt"]),
    "house_rules": some(sorted(BREAKS), min_size=1, max_size=3),
    "paused": st.just(True),
    "archived": st.just(True),
    "capacity_known": st.just(False),
    "numbers_age_days": st.sampled_from([0, 30, 31, None]),
    "dates_free": st.just(False),
    "dates_free_from": DAYS,
    "fits_characteristics": st.just(False),
    "missing_characteristics": some(CHARACTERISTICS),
    "spoken_everywhere": st.just(False),
    "free_in_other_language": st.booleans(),
    "distance_km": st.one_of(st.none(), st.floats(0, 400)),
    "load": st.sampled_from([0.5, 1.0]),
    "slack_days": st.integers(1, 3),
}
# What shows only together: no free place on the day asked for, but on another.
TOGETHER: Mapping[str, tuple[str, ...]] = {
    "dates_free": ("dates_free_from", "free_in_other_language"),
    "fits_characteristics": ("missing_characteristics",),
}


@st.composite
def _twists(draw: st.DrawFn, ways: Mapping[str, st.SearchStrategy[Any]], most: int = 3) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(sorted(ways)), max_size=most, unique=True))
    names += [name for first in names for name in TOGETHER.get(first, ()) if name in ways]
    return {name: draw(ways[name]) for name in dict.fromkeys(names)}


def needs() -> st.SearchStrategy[Need]:
    return _twists(NEED_TWISTS).map(lambda changes: replace(NEED, **changes))


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    changes = draw(st.lists(_twists(CANDIDATE_TWISTS), max_size=5))
    return [replace(FITTING, id=str(number), **change) for number, change in enumerate(changes)]


CASES = st.tuples(needs(), candidates())

# What a single change may put right.
REPAIRABLE = (
    "dates_free",
    "dates_free_from",
    "fits_characteristics",
    "free_in_other_language",
    "languages",
    "numbers_age_days",
    "programmes",
    "serves",
    "serves_parts",
)
NEARLY_TWISTS = {name: CANDIDATE_TWISTS[name] for name in REPAIRABLE}
PLAIN_NEED_TWISTS = {
    name: NEED_TWISTS[name]
    for name in ("region_path", "requirement_codes", "no_contact_regions", "start_by", "end")
}


@st.composite
def nearly(draw: st.DrawFn) -> tuple[Need, list[Candidate]]:
    """A need and candidates that mostly lack one thing, so that there is something to unlock."""
    asked = replace(NEED, **draw(_twists(PLAIN_NEED_TWISTS, 2)))
    changes = draw(st.lists(_twists(NEARLY_TWISTS, 1), min_size=1, max_size=5))
    return asked, [replace(FITTING, id=str(number), **change) for number, change in enumerate(changes)]
