"""The tables as a whole: wherever a request stands, there is a way out, and only the ways that are meant."""

import itertools
from collections.abc import Iterator

import pytest

from referrals import workflow
from referrals.models import ReferralState, RequestState
from referrals.workflow import DRAFT, TABLES, Action, NotAllowed, can, next_state

FINAL_OF = {"request": workflow.FINAL, "referral": workflow.REFERRAL_FINAL}
STATES = {"request": set(RequestState.values), "referral": set(ReferralState.values)}
EACH = pytest.mark.parametrize("of", ["request", "referral"])


def reachable(of: str, start: str) -> set[str]:
    """Every state that some row of actions leads to, the first one included."""
    found, fresh = {start}, {start}
    while fresh:
        fresh = {to for (state, _), to in TABLES[of].items() if state in fresh} - found
        found |= fresh
    return found


def refused(of: str) -> Iterator[tuple[str, Action]]:
    for pair in itertools.product(STATES[of] | {DRAFT}, Action):
        if pair not in TABLES[of]:
            yield pair


@EACH
def test_the_model_and_the_table_know_the_same_states(of: str) -> None:
    assert reachable(of, DRAFT) - {DRAFT} == STATES[of]


@EACH
def test_every_state_leads_to_a_final_one(of: str) -> None:
    for state in STATES[of]:
        assert reachable(of, state) & FINAL_OF[of], state


@EACH
def test_final_means_that_nothing_is_possible(of: str) -> None:
    ends = {state for state in STATES[of] if not workflow.actions_in(state, of=of)}
    assert ends == FINAL_OF[of]


@EACH
def test_what_is_not_in_the_table_is_refused(of: str) -> None:
    for state, action in refused(of):
        assert not can(state, action, of=of)
        with pytest.raises(NotAllowed) as raised:
            next_state(state, action, of=of)
        assert (raised.value.state, raised.value.action) == (state, action)


def test_groups_of_states() -> None:
    assert not workflow.OPEN & workflow.FINAL
    assert STATES["request"] == workflow.OPEN | workflow.FINAL
    assert workflow.OPEN == workflow.UNPLACED | workflow.HOLDING_PLACE
    assert not workflow.UNPLACED & workflow.HOLDING_PLACE
    assert workflow.WITH_PROVIDER < workflow.HOLDING_PLACE == set(workflow.FIRMNESS)
    assert workflow.OPEN - {"ACTIVE"} == workflow.BEFORE_START


def test_withdrawing_is_possible_while_open_and_leads_to_withdrawn() -> None:
    assert {state for state in STATES["request"] if workflow.can_be_withdrawn(state)} == workflow.OPEN
    assert {next_state(state, Action.WITHDRAW) for state in workflow.OPEN} == {"WITHDRAWN"}
    assert workflow.can_be_withdrawn("SUBMITTED", of="referral")


def test_nobody_decides_before_a_provider_was_asked() -> None:
    """Accepting, declining and silence need an open offer; arriving needs an accepted one."""
    for action in (Action.ACCEPT, Action.DECLINE, Action.EXPIRE):
        assert [state for state in STATES["request"] if can(state, action)] == ["OFFERED"]
    for action in (Action.START, Action.NOT_ARRIVE):
        assert [state for state in STATES["request"] if can(state, action)] == ["ACCEPTED"]
    assert [state for state in STATES["request"] if workflow.can_be_answered(state)] == ["OFFERED"]


def test_who_was_refused_or_lost_the_place_is_looked_after_again() -> None:
    """No answer leaves a place behind, and whoever has one that cannot stay may be kept elsewhere or wait."""
    for action in (Action.DECLINE, Action.EXPIRE):
        assert next_state("OFFERED", action) in workflow.UNPLACED
    for state in workflow.BEFORE_START - {"WAITING"}:
        assert next_state(state, Action.WAIT) == "WAITING"
    for state in workflow.BEFORE_START:
        assert next_state(state, Action.KEEP) == "KEPT"


def test_only_help_under_way_is_extended_and_it_is_no_longer_moved() -> None:
    assert [state for state in STATES["request"] if workflow.can_be_extended(state)] == ["ACTIVE"]
    assert {state for state in STATES["request"] if workflow.can_be_moved(state)} == workflow.BEFORE_START


def test_moving_dates_or_extending_changes_no_state() -> None:
    for (state, action), to in workflow.REQUESTS.items():
        if action in {Action.MOVE, Action.EXTEND}:
            assert to == state


@pytest.mark.parametrize(
    ("way", "end"),
    [
        ("SUBMIT KEEP OFFER ACCEPT START EXTEND END", "ENDED"),
        ("SUBMIT KEEP OFFER DECLINE KEEP OFFER ACCEPT", "ACCEPTED"),
        ("SUBMIT KEEP OFFER EXPIRE WAIT KEEP", "KEPT"),
        ("SUBMIT WAIT MOVE WITHDRAW", "WITHDRAWN"),
        ("SUBMIT KEEP KEEP OFFER ACCEPT NOT_ARRIVE", "NOT_ARRIVED"),
        ("SUBMIT KEEP OFFER ACCEPT MOVE KEEP", "KEPT"),
        ("SUBMIT KEEP OFFER ACCEPT WAIT", "WAITING"),
    ],
)
def test_ways_that_people_know(way: str, end: str) -> None:
    state = DRAFT
    for action in way.split():
        state = next_state(state, Action(action))
    assert state == end
