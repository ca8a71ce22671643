"""What holds of every decision, whatever the need and whoever the candidates."""

import json
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import event, given
from hypothesis import strategies as st

from referrals.explanations import STATE_SIDE, Audience, explain_all, explain_unlock
from referrals.routing.codes import Code, Rule
from referrals.routing.dates import moved
from referrals.routing.decide import decide, merge
from referrals.routing.model import Candidate, Decision, Need, Rejected, Unlock
from referrals.routing.ranking import order
from referrals.routing.rules import outcomes_of
from referrals.routing.unlocks import applied
from tests.properties.routing_values import CASES, DAYS, candidates, nearly, needs

FOUND = st.tuples(needs(), candidates()).map(lambda case: decide(*case))


def without(decision: Decision, candidate_id: str) -> list[Candidate]:
    return [candidate for candidate in decision.candidates if candidate.id != candidate_id]


@given(CASES, st.randoms())
def test_order_of_the_input_does_not_matter(case: tuple[Need, list[Candidate]], random: Random) -> None:
    asked, found = case
    shuffled = list(found)
    random.shuffle(shuffled)
    assert decide(asked, shuffled) == decide(asked, found)


@given(CASES)
def test_nobody_is_left_out(case: tuple[Need, list[Candidate]]) -> None:
    asked, found = case
    decision = decide(asked, found)
    told = [result.candidate_id for result in (*decision.ranked, *decision.rejected)]
    assert sorted(told) == sorted(candidate.id for candidate in found)
    event(f"ranked: {min(len(decision.ranked), 3)}")


@given(FOUND)
def test_ranked_pass_all_rules_and_rejected_fail_one_that_is_recorded(decision: Decision) -> None:
    seen = {candidate.id: candidate for candidate in decision.candidates}
    for result in (*decision.ranked, *decision.rejected):
        assert result.outcomes == outcomes_of(decision.need, seen[result.candidate_id])
        assert [outcome.rule for outcome in result.outcomes] == list(Rule)
        assert all(outcome.passed for outcome in result.outcomes) != isinstance(result, Rejected)


@given(FOUND)
def test_best_comes_first_without_ties(decision: Decision) -> None:
    keys = [order(ranked) for ranked in decision.ranked]
    assert keys == sorted(set(keys))


@given(FOUND)
def test_one_that_is_not_suitable_changes_nothing_for_the_others(decision: Decision) -> None:
    for rejected in decision.rejected[:2]:
        assert decide(decision.need, without(decision, rejected.candidate_id)).ranked == decision.ranked


@given(FOUND)
def test_one_less_keeps_the_order_of_the_others(decision: Decision) -> None:
    for ranked in decision.ranked[:2]:
        left = decide(decision.need, without(decision, ranked.candidate_id)).ranked
        assert left == tuple(each for each in decision.ranked if each != ranked)


@given(CASES, st.integers(0, 6), st.integers(0, 6))
def test_batches_merged_decide_as_one(case: tuple[Need, list[Candidate]], first: int, second: int) -> None:
    asked, found = case
    low, high = sorted((first, second))
    batches = [decide(asked, part) for part in (found[:low], found[low:high], found[high:])]
    assert merge(batches) == decide(asked, found)


@given(FOUND)
def test_decision_goes_to_json_and_back_and_is_decided_again_the_same(decision: Decision) -> None:
    text = json.dumps(decision.to_json(), allow_nan=False)
    again = Decision.from_json(json.loads(text))
    assert again == decision
    assert json.dumps(again.to_json()) == text
    assert decide(again.need, again.candidates) == decision


@given(st.one_of(CASES, nearly()))
def test_every_unlock_is_true(case: tuple[Need, list[Candidate]]) -> None:
    """Made the change, the candidate gets the place, with no need of any other change."""
    decision = decide(*case)
    seen = {candidate.id: candidate for candidate in decision.candidates}
    told = [unlock for rejected in decision.rejected for unlock in rejected.unlocks]
    assert set(map(id, decision.unlocks)) <= set(map(id, told))
    for unlock in told:
        event(unlock.kind)
        asked, candidate = applied(unlock, decision.need, seen[unlock.candidate_id])
        best = decide(asked, [candidate]).best
        assert best is not None
        assert best.candidate_id == unlock.candidate_id
        assert_only_meant_changes(unlock, decision.need, asked, seen[unlock.candidate_id], candidate)


def assert_only_meant_changes(
    unlock: Unlock, need: Need, asked: Need, before: Candidate, after: Candidate
) -> None:
    """An unlock changes what it is named after, else it would promise too much."""
    changed = {name for name in Need.__slots__ if getattr(need, name) != getattr(asked, name)}
    changed |= {name for name in Candidate.__slots__ if getattr(before, name) != getattr(after, name)}
    meant = {
        "LATER_DATE": {"start", "end", "start_by", "dates_free"},
        "SHORTER_STAY": {"end"},
        "OTHER_REGION": {"region_path"},
        "OTHER_ROOM": {"requirement_codes", "fits_characteristics"},
        "INTERPRETER": {"interpreter_agreed", "dates_free"},
        "FRESH_NUMBERS": {"numbers_age_days"},
    }
    assert changed <= meant[unlock.kind]


@given(nearly(), st.lists(DAYS, min_size=5, max_size=5))
def test_later_date_is_the_earliest_day_on_which_anybody_gets_a_place(
    case: tuple[Need, list[Candidate]], free_from: list[date]
) -> None:
    asked, found = case
    found = [
        replace(candidate, dates_free=False, dates_free_from=day)
        for candidate, day in zip(found, free_from, strict=False)
    ]
    decision = decide(asked, found)
    told = [unlock.params["from"] for unlock in decision.unlocks if unlock.kind == "LATER_DATE"]
    only_dates = {rejected.candidate_id for rejected in decision.rejected if lacks_only(rejected, Rule.DATES)}
    days = [
        candidate.dates_free_from
        for candidate in found
        if candidate.id in only_dates and candidate.dates_free_from and gets_place_later(asked, candidate)
    ]
    event(f"days: {min(len(days), 2)}")
    assert told == ([min(days).isoformat()] if days else [])


def lacks_only(rejected: Rejected, rule: Rule) -> bool:
    return [outcome.rule for outcome in rejected.failed] == [rule]


def gets_place_later(need: Need, candidate: Candidate) -> bool:
    assert candidate.dates_free_from is not None
    later = moved(need, candidate.dates_free_from)
    return decide(later, [replace(candidate, dates_free=True)]).best is not None


@given(CASES, st.sampled_from(["EE-37", "EE-56", "EE-X-WEST", "EE-184", "EE-141"]))
def test_zone_looks_as_if_the_places_inside_did_not_exist(
    case: tuple[Need, list[Candidate]], zone: str
) -> None:
    """What is told to anybody but the state's side is the same with and without them."""
    asked, found = case
    asked = replace(asked, no_contact_regions=frozenset({zone}), in_prison=False)
    decision = decide(asked, found)
    hidden = {
        rejected.candidate_id
        for rejected in decision.rejected
        if any(outcome.rule == Rule.NO_CONTACT for outcome in rejected.failed)
    }
    event(f"hidden: {min(len(hidden), 2)}")
    others = decide(asked, [candidate for candidate in found if candidate.id not in hidden])
    assert decision.ranked == others.ranked
    assert decision.unlocks == others.unlocks
    assert zone not in {unlock.params.get("region") for unlock in decision.unlocks}


@given(FOUND, st.sampled_from(Audience))
def test_zone_is_told_to_the_states_side_only(decision: Decision, audience: Audience) -> None:
    sentences = [explain_unlock(unlock, names={}) for unlock in decision.unlocks]
    for result in (*decision.ranked, *decision.rejected):
        sentences += explain_all(result.outcomes, audience=audience, names={})
    told = any("no-contact" in sentence for sentence in sentences)
    assert told == (audience in STATE_SIDE and bool(decision.candidates))


@given(needs(), candidates(), st.integers(1, 400))
def test_longer_stay_never_makes_a_place_suitable(asked: Need, found: list[Candidate], days: int) -> None:
    """Candidates are the same, so this is about programmes and limits alone."""
    longer = replace(asked, end=asked.end + timedelta(days=days))
    suitable = {ranked.candidate_id for ranked in decide(asked, found).ranked}
    assert {ranked.candidate_id for ranked in decide(longer, found).ranked} <= suitable


@given(needs(), candidates())
def test_unknown_number_of_places_is_never_suitable(asked: Need, found: list[Candidate]) -> None:
    unknown = [replace(candidate, capacity_known=False) for candidate in found]
    decision = decide(asked, unknown)
    assert decision.ranked == ()
    assert decision.unlocks == ()
    for rejected in decision.rejected:
        assert Code.CAPACITY_NOT_STATED in {outcome.code for outcome in rejected.failed}


@given(needs(), candidates())
def test_stay_lies_within_the_leeway_and_within_a_programme(asked: Need, found: list[Candidate]) -> None:
    decision = decide(asked, found)
    seen = {candidate.id: candidate for candidate in decision.candidates}
    for ranked in decision.ranked:
        assert asked.start <= ranked.start <= (asked.start_by or asked.start) < date.max
        periods = seen[ranked.candidate_id].programmes
        assert any(start <= ranked.start and ranked.end <= end for start, end, _ in periods)
