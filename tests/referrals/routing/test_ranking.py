"""The order among suitable places: each criterion decides before all that come after it."""

from dataclasses import replace
from datetime import date

import pytest

from referrals.routing.decide import decide
from referrals.routing.model import Candidate, Need
from tests.referrals.routing.cases import house, mentor, mentoring, need


def ranking(asked: Need, *candidates: Candidate) -> list[str]:
    return [ranked.candidate_id for ranked in decide(asked, candidates).ranked]


ASKED = need(
    wish="wish",
    former="former",
    interpreter_agreed=True,
    start_by=date(2027, 2, 1),
    region_path=("EE-37", "EE-X-NORTH", "EE"),
)
BEST = house(distance_km=10.0, slack_days=5, load=0.5)
LATER = {"dates_free": False, "dates_free_from": date(2027, 1, 20)}

# From the strongest criterion to the weakest: what makes a house worse by this one alone.
WORSE: list[tuple[str, dict[str, object]]] = [
    ("start", LATER),
    ("closeness", {"distance_km": 20.0}),
    ("language", {"languages": frozenset({"et"})}),
    ("fit", {"slack_days": 6}),
    ("load", {"load": 0.6}),
]


@pytest.mark.parametrize("position", range(len(WORSE)), ids=[name for name, _ in WORSE])
def test_each_criterion_decides_before_those_after_it(position: int) -> None:
    """One house is worse by this criterion only, the other by every weaker one, and by its id."""
    worse = replace(BEST, id="a", **WORSE[position][1])  # type: ignore[arg-type]
    rest = {key: value for _, changes in WORSE[position + 1 :] for key, value in changes.items()}
    other = replace(BEST, id="b", **rest)  # type: ignore[arg-type]
    assert ranking(ASKED, worse, other) == ["b", "a"]


def test_wish_comes_first_then_who_knows_the_person() -> None:
    wished = replace(BEST, id="wish", distance_km=300.0)
    known = replace(BEST, id="c", provider_id="former", distance_km=200.0)
    near = replace(BEST, id="a")
    assert ranking(ASKED, near, known, wished) == ["wish", "c", "a"]


def test_a_bed_on_the_day_comes_before_the_wish_and_whatever_is_nearer() -> None:
    wished = replace(BEST, id="wish", **LATER)  # type: ignore[arg-type]
    known = replace(BEST, id="c", provider_id="former", **LATER)  # type: ignore[arg-type]
    far = replace(BEST, id="z", distance_km=300.0)
    assert ranking(ASKED, wished, known, far) == ["z", "wish", "c"]


def test_among_later_ones_the_wish_comes_first_then_the_earliest_day() -> None:
    wished = replace(BEST, id="wish", dates_free=False, dates_free_from=date(2027, 1, 31))
    sooner = replace(BEST, id="z", distance_km=300.0, dates_free=False, dates_free_from=date(2027, 1, 19))
    nearer = replace(BEST, id="a", provider_id="former", **LATER)  # type: ignore[arg-type]
    assert ranking(ASKED, nearer, sooner, wished) == ["wish", "z", "a"]


def test_who_cannot_wait_is_given_nothing_later() -> None:
    on_the_day = replace(ASKED, start_by=None)
    assert ranking(on_the_day, replace(BEST, **LATER)) == []  # type: ignore[arg-type]


def test_wish_does_not_overrule_a_hard_rule() -> None:
    assert ranking(ASKED, replace(BEST, id="wish", paused=True), replace(BEST, id="a")) == ["a"]


def test_last_tie_is_settled_by_the_id() -> None:
    assert ranking(ASKED, replace(BEST, id="b"), replace(BEST, id="a")) == ["a", "b"]


def test_house_within_the_region_is_near_whatever_its_distance() -> None:
    within = replace(BEST, id="b", region_path=("EE-784", "EE-37", "EE-X-NORTH", "EE"), distance_km=40.0)
    assert ranking(ASKED, replace(BEST, id="a", distance_km=1.0), within) == ["b", "a"]


def test_unknown_distance_is_far() -> None:
    assert ranking(ASKED, replace(BEST, id="a", distance_km=None), replace(BEST, id="b")) == ["b", "a"]


def test_metres_do_not_decide() -> None:
    farther = replace(BEST, id="a", distance_km=10.2)
    assert ranking(ASKED, farther, replace(BEST, id="b", slack_days=9)) == ["a", "b"]


def test_own_municipality_before_county_before_area_before_country() -> None:
    served = {"d": "EE-784", "c": "EE-37", "b": "EE-X-NORTH", "a": "EE"}
    mentors = [mentor(id=name, serves=frozenset({code})) for name, code in served.items()]
    assert ranking(mentoring(), *mentors) == ["d", "c", "b", "a"]


def test_distance_does_not_count_where_the_region_must_be_served() -> None:
    near = mentor(id="b", serves=frozenset({"EE-37"}), distance_km=1.0)
    own = mentor(id="a", serves=frozenset({"EE-784"}), distance_km=400.0)
    assert ranking(mentoring(), near, own) == ["a", "b"]


def test_whole_country_before_parts_for_somebody_who_can_live_anywhere() -> None:
    asked = mentoring(region_path=("EE",))
    assert ranking(asked, mentor(id="a"), mentor(id="b", serves=frozenset({"EE"}))) == ["b", "a"]


def test_in_prison_all_are_equally_near() -> None:
    asked = mentoring(in_prison=True, prison="P")
    wide = mentor(id="a", serves_prisons=frozenset({"P"}), serves=frozenset({"EE"}), slack_days=0)
    own = mentor(id="b", serves_prisons=frozenset({"P"}), serves=frozenset({"EE-784"}), slack_days=1)
    assert ranking(asked, own, wide) == ["a", "b"]


def test_later_place_is_told_with_its_own_dates() -> None:
    best = decide(ASKED, [replace(BEST, **LATER)]).best  # type: ignore[arg-type]
    assert best is not None
    assert (best.start, best.end) == (date(2027, 1, 20), date(2027, 7, 20))
