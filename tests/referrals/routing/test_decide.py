"""Decisions as values: dates, batches, and the way to JSON and back."""

import json
from datetime import date

import pytest

from referrals.routing.codes import ENGINE_VERSION
from referrals.routing.dates import moved, whole_months
from referrals.routing.decide import decide, merge
from referrals.routing.model import Decision, Need
from tests.referrals.routing.cases import house, mentoring, need


def test_no_candidate_at_all_is_an_answer() -> None:
    decision = decide(need(), [])
    assert (decision.best, decision.ranked, decision.rejected, decision.unlocks) == (None, (), (), ())


def test_decision_keeps_what_it_was_decided_on() -> None:
    decision = decide(need(), [house(id="b"), house(id="a", paused=True)])
    assert decision.need == need()
    assert [candidate.id for candidate in decision.candidates] == ["a", "b"]
    assert decision.engine_version == ENGINE_VERSION
    assert [outcome.code for outcome in decision.rejected[0].failed] == ["PAUSED"]


def test_only_decisions_on_one_need_are_merged() -> None:
    with pytest.raises(ValueError, match="one need"):
        merge([decide(need(), []), decide(mentoring(), [])])
    with pytest.raises(ValueError, match="one need"):
        merge([])


@pytest.mark.parametrize("end", [date(2027, 1, 14), date(2027, 1, 13)])
def test_stay_must_end_after_it_starts(end: date) -> None:
    with pytest.raises(ValueError, match="must end after"):
        need(end=end)


def test_leeway_must_not_end_before_the_start() -> None:
    with pytest.raises(ValueError, match="last day to begin"):
        need(start_by=date(2027, 1, 13))


@pytest.mark.parametrize("broken", [{"load": float("nan")}, {"distance_km": float("inf")}])
def test_load_and_distance_are_numbers(broken: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be numbers"):
        house(**broken)


@pytest.mark.parametrize(
    ("start", "end", "later", "later_end"),
    [
        (date(2027, 7, 1), date(2028, 1, 1), date(2028, 1, 1), date(2028, 7, 1)),
        (date(2026, 8, 31), date(2027, 2, 28), date(2026, 9, 1), date(2027, 3, 1)),
        (date(2027, 1, 14), date(2027, 1, 24), date(2027, 2, 25), date(2027, 3, 7)),
        (date(2027, 1, 14), date(2027, 3, 16), date(2027, 12, 31), date(2028, 3, 2)),
    ],
)
def test_moved_stay_is_as_long_in_months_and_days(
    start: date, end: date, later: date, later_end: date
) -> None:
    asked = moved(need(start=start, end=end, start_by=start), later)
    assert (asked.start, asked.end, asked.start_by) == (later, later_end, None)


@pytest.mark.parametrize(
    ("end", "months"), [(date(2027, 2, 27), 5), (date(2027, 2, 28), 6), (date(2027, 3, 1), 6)]
)
def test_whole_months_from_the_end_of_august(end: date, months: int) -> None:
    assert whole_months(date(2026, 8, 31), end) == months


def test_snapshot_of_other_years_can_be_read() -> None:
    """A field it lacks takes its default; one that nobody knows any more is passed over."""
    data = need().to_json()
    del data["asked_before"]
    data["shoe_size"] = 42
    assert Need.from_json(data) == need()


def test_snapshot_is_plain_json_with_readable_values() -> None:
    decision = decide(need(), [house(), house(id="b", dates_free=False, dates_free_from=date(2027, 3, 2))])
    data = json.loads(json.dumps(decision.to_json()))
    assert data["need"]["start"] == "2027-01-14"
    assert data["candidates"][0]["languages"] == ["et", "ru"]
    assert data["unlocks"][0]["params"] == {"from": "2027-03-02"}
    assert Decision.from_json(data) == decision
