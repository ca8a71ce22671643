"""What would open a place, for each kind, and when nothing is said."""

from dataclasses import replace
from datetime import date

import pytest

from referrals.routing.codes import UnlockKind
from referrals.routing.decide import decide
from referrals.routing.model import Candidate, Need, Unlock
from tests.referrals.routing.cases import house, mentor, mentoring, need


def unlocks(asked: Need, *candidates: Candidate) -> dict[str, Unlock]:
    return {unlock.kind: unlock for unlock in decide(asked, candidates).unlocks}


def the_one(asked: Need, *candidates: Candidate) -> Unlock:
    (unlock,) = decide(asked, candidates).unlocks
    return unlock


def test_later_date_is_the_earliest_of_those_that_only_lack_the_dates() -> None:
    unlock = the_one(
        need(),
        house(id="a", dates_free=False, dates_free_from=date(2027, 3, 9)),
        house(id="b", dates_free=False, dates_free_from=date(2027, 3, 2), distance_km=300.0),
        house(id="c", dates_free=False, dates_free_from=date(2027, 2, 1), paused=True),
        house(id="d", dates_free=False),
    )
    assert (unlock.kind, unlock.candidate_id) == (UnlockKind.LATER_DATE, "b")
    assert unlock.params == {"from": "2027-03-02"}


def test_later_date_is_not_told_when_the_programme_has_ended_by_then() -> None:
    programmes = ((date(2026, 1, 1), date(2027, 8, 1), None),)
    late = house(dates_free=False, dates_free_from=date(2027, 3, 2), programmes=programmes)
    assert unlocks(need(), late) == {}


def test_later_stay_of_whole_months_stays_within_the_limit_of_months() -> None:
    """Six months from 1 July are 184 days; from 1 January they are 181, and 184 would be too long."""
    asked = need(start=date(2027, 7, 1), end=date(2028, 1, 1))
    late = house(dates_free=False, dates_free_from=date(2028, 1, 1))
    assert the_one(asked, late).params == {"from": "2028-01-01"}


def test_shorter_stay_ends_with_the_programme_or_its_limit() -> None:
    ends = house(id="a", programmes=((date(2026, 1, 1), date(2027, 5, 1), 6),))
    assert the_one(need(), ends).params == {"end": "2027-05-01"}
    limited = house(id="a", programmes=((date(2026, 1, 1), date(2029, 1, 1), 3),))
    assert the_one(need(), limited).params == {"end": "2027-04-14"}
    not_begun = house(programmes=((date(2027, 2, 1), date(2029, 1, 1), 6),))
    assert unlocks(need(), not_begun) == {}


def test_shorter_stay_needs_a_place_on_the_day_asked_for() -> None:
    """Begun later it would end later too: the day told would be wrong."""
    programmes = ((date(2026, 1, 1), date(2029, 1, 1), 3),)
    later = house(programmes=programmes, dates_free=False, dates_free_from=date(2027, 1, 21))
    assert unlocks(need(start_by=date(2027, 2, 1)), later) == {}


@pytest.mark.parametrize("wrong", [date(2027, 1, 14), date(2026, 12, 1)])
def test_day_that_is_not_later_is_no_later_date(wrong: date) -> None:
    assert unlocks(need(), house(dates_free=False, dates_free_from=wrong)) == {}


def test_other_region_is_that_of_the_nearest() -> None:
    far = mentor(id="a", serves=frozenset({"EE-79"}), distance_km=180.0)
    near = mentor(id="b", serves=frozenset({"EE-56", "EE-45"}), distance_km=90.0)
    nowhere = mentor(id="c", serves=frozenset({"EE-81"}), distance_km=None)
    unlock = the_one(mentoring(), far, near, nowhere)
    assert (unlock.candidate_id, unlock.params) == ("b", {"region": "EE-56"})


def test_other_region_is_a_part_of_the_region_asked_for() -> None:
    asked = mentoring(region_path=("EE-37", "EE-X-NORTH", "EE"))
    parts = frozenset({"EE-784", "EE-141"})
    unlock = the_one(asked, mentor(serves=parts | {"EE-56"}, serves_parts=parts))
    assert unlock.params == {"region": "EE-141"}


def test_other_region_is_never_one_that_must_be_avoided() -> None:
    asked = mentoring(no_contact_regions=frozenset({"EE-79"}))
    assert unlocks(asked, mentor(serves=frozenset({"EE-79"}))) == {}
    unlock = the_one(asked, mentor(serves=frozenset({"EE-79", "EE-81"})))
    assert unlock.params == {"region": "EE-81"}


@pytest.mark.parametrize("serves", [frozenset(), frozenset({"EE-79"})])
def test_nobody_can_choose_another_prison(serves: frozenset[str]) -> None:
    assert unlocks(mentoring(in_prison=True, prison="P"), mentor(serves=serves)) == {}


def test_regions_that_are_not_stated_open_nothing() -> None:
    assert unlocks(mentoring(), mentor(serves=frozenset())) == {}


def test_other_room_tells_what_would_be_missing() -> None:
    asked = need(requirement_codes=frozenset({"STEP_FREE", "PET"}))
    missing = house(fits_characteristics=False, missing_characteristics=frozenset({"PET"}))
    unlock = the_one(asked, missing)
    assert (unlock.kind, unlock.params) == (UnlockKind.OTHER_ROOM, {"characteristics": ["PET"]})


def test_interpreter() -> None:
    unlock = the_one(need(), house(languages=frozenset({"et"})))
    assert (unlock.kind, unlock.params) == (UnlockKind.INTERPRETER, {})


def test_where_who_speaks_it_is_full_an_interpreter_opens_a_place_now_and_waiting_one_later() -> None:
    full = house(
        dates_free=False,
        dates_free_from=date(2027, 3, 2),
        free_in_other_language=True,
        spoken_everywhere=False,
    )
    decision = decide(need(), [full])
    (rejected,) = decision.rejected
    assert [unlock.kind for unlock in rejected.unlocks] == [UnlockKind.INTERPRETER, UnlockKind.LATER_DATE]
    assert rejected.unlock == rejected.unlocks[0]
    assert {unlock.kind for unlock in decision.unlocks} == {UnlockKind.INTERPRETER, UnlockKind.LATER_DATE}
    never = replace(full, dates_free_from=None)
    assert the_one(need(), never).kind == UnlockKind.INTERPRETER
    # Whoever is free speaks none of them: an interpreter opens nothing where nobody is.
    assert the_one(need(), replace(full, free_in_other_language=False)).kind == UnlockKind.LATER_DATE


@pytest.mark.parametrize("age", [None, 31, 400])
def test_fresh_numbers(age: int | None) -> None:
    assert the_one(need(), house(numbers_age_days=age)).kind == UnlockKind.FRESH_NUMBERS


@pytest.mark.parametrize(
    "closed",
    [
        house(paused=True),
        house(archived=True),
        house(capacity_known=False),
        house(service_type="mentoring"),
        house(country="LT"),
        house(house_rules=frozenset({"MEN_ONLY"})),
        house(programmes=()),
        house(languages=frozenset(), numbers_age_days=None),
    ],
)
def test_what_no_single_change_would_open(closed: Candidate) -> None:
    assert unlocks(need(), closed) == {}


def test_place_in_a_no_contact_zone_opens_nothing() -> None:
    asked = need(no_contact_regions=frozenset({"EE-56"}))
    assert unlocks(asked, house()) == {}
    assert unlocks(asked, house(dates_free=False, dates_free_from=date(2027, 3, 2))) == {}


def test_each_rejected_place_keeps_its_own_and_each_kind_is_told_once() -> None:
    decision = decide(
        need(),
        [
            house(id="a", numbers_age_days=None, distance_km=9.0),
            house(id="b", numbers_age_days=None, distance_km=5.0),
            house(id="c", languages=frozenset({"et"})),
            house(id="d", dates_free=False, dates_free_from=date(2027, 3, 2)),
        ],
    )
    assert all(rejected.unlock for rejected in decision.rejected)
    assert [(unlock.kind, unlock.candidate_id) for unlock in decision.unlocks] == [
        (UnlockKind.LATER_DATE, "d"),
        (UnlockKind.INTERPRETER, "c"),
        (UnlockKind.FRESH_NUMBERS, "b"),
    ]
