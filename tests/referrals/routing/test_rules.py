"""Each hard rule both ways, and alone: what spoils one rule must not spoil another."""

from collections.abc import Callable
from datetime import date

import pytest

from referrals.routing.codes import Code, Rule
from referrals.routing.model import Candidate, Need
from referrals.routing.rules import HARD_RULES, outcomes_of
from tests.referrals.routing.cases import failed, house, mentor, mentoring, need, outcome

EARLY = date(2026, 1, 1)


def test_everything_fits() -> None:
    assert failed(need(), house()) == []
    assert failed(mentoring(), mentor()) == []


def test_every_rule_is_asked_once_in_its_order() -> None:
    assert [each.rule for each in outcomes_of(need(), house())] == list(Rule)
    assert len(HARD_RULES) == len(Rule)


@pytest.mark.parametrize(
    ("code", "asked", "candidate"),
    [
        (Code.SERVICE_OTHER, need(), house(service_type="mentoring")),
        (Code.COUNTRY_OTHER, need(), house(country="LT")),
        (Code.PROGRAMME_NONE, need(), house(programmes=())),
        (Code.CAPACITY_NOT_STATED, need(), house(capacity_known=False)),
        (Code.NUMBERS_NEVER_CONFIRMED, need(), house(numbers_age_days=None)),
        (Code.NUMBERS_STALE, need(), house(numbers_age_days=31)),
        (Code.NUMBERS_STALE, need(), house(numbers_age_days=8, max_age_days=7)),
        (Code.PAUSED, need(), house(paused=True)),
        (Code.ARCHIVED, need(), house(archived=True)),
        (Code.ARCHIVED, need(), house(archived=True, paused=True)),
        (Code.DATES_FULL, need(), house(dates_free=False)),
        (Code.DATES_FREE_LATER, need(), house(dates_free=False, dates_free_from=date(2027, 3, 2))),
        (
            Code.CHARACTERISTICS_MISSING,
            need(requirement_codes=frozenset({"STEP_FREE"})),
            house(fits_characteristics=False),
        ),
        (Code.LANGUAGE_NOT_SHARED, need(), house(languages=frozenset({"et"}))),
        (Code.LANGUAGE_NOT_STATED, need(), house(languages=frozenset())),
        (Code.ASKED_BEFORE, need(asked_before=frozenset({"house"})), house()),
        (Code.UNWILLING, need(refused_by=frozenset({"provider"})), house(id="another house")),
    ],
)
def test_one_thing_amiss(code: str, asked: Need, candidate: Candidate) -> None:
    expected = [code, Code.DATES_NOT_KNOWN] if code == Code.CAPACITY_NOT_STATED else [code]
    assert failed(asked, candidate) == expected


@pytest.mark.parametrize(
    ("asked", "candidate"),
    [
        (need(), house(numbers_age_days=30)),
        (need(), house(numbers_age_days=0, max_age_days=0)),
        (need(requirement_codes=frozenset({"PET"})), house()),
        (need(), house(fits_characteristics=False)),
        (need(interpreter_agreed=True), house(languages=frozenset())),
        (need(languages=frozenset()), house(languages=frozenset())),
        (need(asked_before=frozenset({"another"})), house()),
    ],
)
def test_still_fits(asked: Need, candidate: Candidate) -> None:
    assert failed(asked, candidate) == []


class TestRegionOfHelpThatMustServeIt:
    @pytest.mark.parametrize("served", ["EE-784", "EE-37", "EE-X-NORTH"])
    def test_own_region_or_one_above_it(self, served: str) -> None:
        found = outcome(Rule.REGION, mentoring(), mentor(serves=frozenset({served, "EE-79"})))
        assert (found.passed, found.code, found.params) == (True, Code.REGION_SERVED, {"region": served})

    def test_narrowest_is_named(self) -> None:
        found = outcome(Rule.REGION, mentoring(), mentor(serves=frozenset({"EE", "EE-784", "EE-37"})))
        assert found.params == {"region": "EE-784"}

    def test_whole_country(self) -> None:
        found = outcome(Rule.REGION, mentoring(), mentor(serves=frozenset({"EE"})))
        assert (found.passed, found.code) == (True, Code.REGION_WHOLE_COUNTRY)

    def test_elsewhere(self) -> None:
        found = outcome(Rule.REGION, mentoring(), mentor(serves=frozenset({"EE-79", "EE-45"})))
        assert (found.passed, found.code) == (False, Code.REGION_NOT_SERVED)
        assert found.params == {"regions": ["EE-45", "EE-79"]}

    def test_only_parts_of_the_region(self) -> None:
        asked = mentoring(region_path=("EE-37", "EE-X-NORTH", "EE"))
        candidate = mentor(serves=frozenset({"EE-784", "EE-79"}), serves_parts=frozenset({"EE-784"}))
        found = outcome(Rule.REGION, asked, candidate)
        assert (found.passed, found.code) == (False, Code.REGION_PARTS_ONLY)
        assert found.params == {"regions": ["EE-784"]}

    def test_none_stated_is_not_everywhere(self) -> None:
        assert failed(mentoring(), mentor(serves=frozenset())) == [Code.REGION_NOT_STATED]

    def test_person_who_can_live_anywhere(self) -> None:
        assert outcome(Rule.REGION, mentoring(region_path=("EE",)), mentor()).code == Code.REGION_PERSON_OPEN
        assert failed(mentoring(region_path=("EE",)), mentor(serves=frozenset())) == [Code.REGION_NOT_STATED]

    def test_unknown_region_fits_only_the_whole_country(self) -> None:
        assert failed(mentoring(region_path=()), mentor()) == [Code.REGION_UNKNOWN]
        assert failed(mentoring(region_path=()), mentor(serves=frozenset({"EE"}))) == []

    def test_region_that_nobody_knows_fits_only_the_whole_country(self) -> None:
        assert failed(mentoring(region_path=("EE-000", "EE")), mentor()) == [Code.REGION_NOT_SERVED]
        assert failed(mentoring(region_path=("EE-000", "EE")), mentor(serves=frozenset({"EE"}))) == []


class TestRegionOfHousing:
    def test_takes_anyone_unless_it_says_otherwise(self) -> None:
        assert outcome(Rule.REGION, need(), house()).code == Code.REGION_TAKES_ANYONE
        assert outcome(Rule.REGION, need(region_path=()), house()).code == Code.REGION_TAKES_ANYONE

    def test_narrower_area_is_kept(self) -> None:
        assert failed(need(), house(serves=frozenset({"EE-X-WEST"}))) == [Code.REGION_NOT_SERVED]
        assert failed(need(), house(serves=frozenset({"EE-X-NORTH"}))) == []
        assert failed(need(region_path=()), house(serves=frozenset({"EE-X-NORTH"}))) == [Code.REGION_UNKNOWN]


class TestInPrison:
    def test_needs_the_persons_own_prison(self) -> None:
        asked = mentoring(in_prison=True, prison="EE-VIRU")
        assert failed(asked, mentor(serves_prisons=frozenset({"EE-VIRU", "EE-TARTU"}))) == []
        assert failed(asked, mentor(serves_prisons=frozenset({"EE-TARTU"}))) == [
            Code.REGION_PRISON_NOT_SERVED
        ]
        assert failed(asked, mentor()) == [Code.REGION_PRISON_NOT_SERVED]

    def test_region_outside_is_not_asked(self) -> None:
        asked = mentoring(in_prison=True, prison="EE-VIRU", region_path=())
        candidate = mentor(serves=frozenset(), serves_prisons=frozenset({"EE-VIRU"}))
        assert failed(asked, candidate) == []

    def test_prison_not_known(self) -> None:
        asked = mentoring(in_prison=True)
        assert failed(asked, mentor(serves_prisons=frozenset({"EE-VIRU"}))) == [Code.REGION_PRISON_UNKNOWN]

    def test_prison_does_not_help_outside(self) -> None:
        asked = mentoring(prison="EE-VIRU")
        candidate = mentor(serves=frozenset({"EE-79"}), serves_prisons=frozenset({"EE-VIRU"}))
        assert failed(asked, candidate) == [Code.REGION_NOT_SERVED]


class TestProgramme:
    def check(self, *programmes: tuple[date, date, int | None]) -> tuple[bool, str, object]:
        found = outcome(Rule.PROGRAMME, need(), house(programmes=programmes))
        return found.passed, found.code, found.params

    def test_runs_to_the_very_last_day(self) -> None:
        expected = (True, Code.PROGRAMME_RUNS, {"last_day": "2027-07-13"})
        assert self.check((date(2027, 1, 14), date(2027, 7, 14), None)) == expected

    def test_ends_a_day_too_early(self) -> None:
        expected = (False, Code.PROGRAMME_ENDS_EARLY, {"last_day": "2027-07-12"})
        assert self.check((EARLY, date(2027, 7, 13), None)) == expected

    def test_begins_a_day_too_late(self) -> None:
        expected = (False, Code.PROGRAMME_NOT_BEGUN, {"from": "2027-01-15"})
        assert self.check((date(2027, 1, 15), date(2029, 1, 1), None)) == expected

    def test_ended_on_the_day_the_stay_begins(self) -> None:
        expected = (False, Code.PROGRAMME_ENDED, {"last_day": "2027-01-13"})
        assert self.check((EARLY, date(2027, 1, 14), None)) == expected

    def test_two_programmes_do_not_make_one(self) -> None:
        first, second = (EARLY, date(2027, 4, 1), None), (date(2027, 4, 1), date(2029, 1, 1), None)
        assert self.check(first, second)[1] == Code.PROGRAMME_ENDS_EARLY

    def test_one_that_allows_it_is_enough(self) -> None:
        short, long = (EARLY, date(2029, 1, 1), 3), (EARLY, date(2029, 1, 1), 6)
        assert self.check(short, long)[0]
        assert self.check(long, short)[0]

    def test_limit_of_months(self) -> None:
        expected = (False, Code.PROGRAMME_TOO_LONG, {"last_day": "2027-06-13", "months": 5})
        assert self.check((EARLY, date(2029, 1, 1), 5)) == expected

    @pytest.mark.parametrize(("last", "fits"), [(date(2027, 2, 28), True), (date(2027, 3, 1), False)])
    def test_six_months_from_the_end_of_august(self, last: date, fits: bool) -> None:
        asked = need(start=date(2026, 8, 31), end=last)
        assert outcome(Rule.PROGRAMME, asked, house()).passed is fits


class TestDates:
    LATER = house(dates_free=False, dates_free_from=date(2027, 1, 21))

    @pytest.mark.parametrize(("start_by", "fits"), [(date(2027, 1, 21), True), (date(2027, 1, 20), False)])
    def test_leeway(self, start_by: date, fits: bool) -> None:
        assert outcome(Rule.DATES, need(start_by=start_by), self.LATER).passed is fits

    def test_later_stay_is_as_long(self) -> None:
        found = outcome(Rule.DATES, need(start_by=date(2027, 2, 1)), self.LATER)
        assert found.code == Code.DATES_FREE_SOON
        asked = need().start.isoformat()
        assert found.params == {"asked": asked, "from": "2027-01-21", "last_day": "2027-07-20"}

    def test_programme_must_run_for_the_later_stay(self) -> None:
        candidate = house(
            dates_free=False,
            dates_free_from=date(2027, 1, 21),
            programmes=((EARLY, date(2027, 7, 20), None),),
        )
        assert failed(need(start_by=date(2027, 2, 1)), candidate) == [Code.PROGRAMME_ENDS_EARLY]

    def test_unknown_number_of_places_has_no_free_days(self) -> None:
        assert Code.DATES_NOT_KNOWN in failed(need(), house(capacity_known=False, dates_free=True))

    def test_answer_that_contradicts_itself_is_not_believed(self) -> None:
        asked = need(start_by=date(2027, 3, 1))
        for wrong in (asked.start, date(2026, 12, 1)):
            assert failed(asked, house(dates_free=False, dates_free_from=wrong)) == [Code.DATES_FREE_LATER]


class TestLanguage:
    """Two mentors: who speaks Russian has no place, who speaks Estonian alone has one."""

    FULL = house(dates_free=False, free_in_other_language=True, spoken_everywhere=False)
    LATER = house(
        dates_free=False,
        dates_free_from=date(2027, 1, 21),
        free_in_other_language=True,
        spoken_everywhere=False,
    )

    def test_who_speaks_it_is_full(self) -> None:
        found = outcome(Rule.DATES, need(), self.FULL)
        assert (found.passed, found.code) == (False, Code.DATES_LANGUAGE_FULL)
        assert found.params == {"languages": ["ru"]}
        assert failed(need(), self.FULL) == [Code.DATES_LANGUAGE_FULL]

    def test_who_speaks_it_has_a_place_later(self) -> None:
        found = outcome(Rule.DATES, need(), self.LATER)
        assert (found.passed, found.code) == (False, Code.DATES_LANGUAGE_LATER)
        assert found.params == {"from": "2027-01-21", "languages": ["ru"]}
        assert outcome(Rule.DATES, need(start_by=date(2027, 1, 21)), self.LATER).passed

    def test_what_is_free_for_nobody_is_told_without_languages(self) -> None:
        nobody = house(dates_free=False, spoken_everywhere=False)
        assert failed(need(), nobody) == [Code.DATES_FULL]
        assert failed(need(languages=frozenset()), self.FULL) == [Code.DATES_FULL]

    @pytest.mark.parametrize(("everywhere", "code"), [(True, "SHARED"), (False, "INTERPRETER")])
    def test_with_an_interpreter_a_common_language_is_promised_only_where_all_speak_it(
        self, everywhere: bool, code: str
    ) -> None:
        found = outcome(Rule.LANGUAGE, need(interpreter_agreed=True), house(spoken_everywhere=everywhere))
        assert (found.passed, found.code) == (True, f"LANGUAGE_{code}")

    def test_without_one_the_place_is_with_who_speaks_it(self) -> None:
        found = outcome(Rule.LANGUAGE, need(), house(spoken_everywhere=False))
        assert (found.passed, found.code) == (True, Code.LANGUAGE_SHARED)

    def test_a_candidate_that_was_stored_before_is_decided_as_it_was(self) -> None:
        """What a language meant then: spoken at the service, by whomever."""
        stored = house().to_json()
        for name in ("spoken_everywhere", "free_in_other_language"):
            del stored[name]
        candidate = Candidate.from_json(stored)
        assert candidate == house()
        for asked in (need(), need(interpreter_agreed=True)):
            assert outcome(Rule.LANGUAGE, asked, candidate).code == Code.LANGUAGE_SHARED


class TestCharacteristics:
    ASKED = need(requirement_codes=frozenset({"STEP_FREE", "PET"}))

    def test_what_is_missing_is_told(self) -> None:
        candidate = house(fits_characteristics=False, missing_characteristics=frozenset({"PET", "CHILDREN"}))
        assert outcome(Rule.CHARACTERISTICS, self.ASKED, candidate).params == {"characteristics": ["PET"]}

    def test_all_of_it_where_not_told_apart(self) -> None:
        found = outcome(Rule.CHARACTERISTICS, self.ASKED, house(fits_characteristics=False))
        assert found.params == {"characteristics": ["PET", "STEP_FREE"]}


BROKEN: list[tuple[str, Callable[[], Need], Callable[[], Need]]] = [
    ("WOMEN_ONLY", lambda: need(sex="M"), lambda: need(sex="F")),
    ("MEN_ONLY", lambda: need(sex="F"), lambda: need(sex="M")),
    ("NO_CHILDREN", lambda: need(with_children=True), need),
    ("SOBER", lambda: need(uses_substances=True), need),
    ("NO_VIOLENCE_OFFENCES", lambda: _offences("VIOLENCE"), lambda: _offences("SEXUAL", "ARSON")),
    ("NO_SEXUAL_OFFENCES", lambda: _offences("SEXUAL"), lambda: _offences("VIOLENCE", "ARSON")),
    ("NO_ARSON", lambda: _offences("ARSON"), lambda: _offences("VIOLENCE", "SEXUAL")),
]


def _offences(*types: str) -> Need:
    return need(offence_types=frozenset(types))


class TestHouseRules:
    @pytest.mark.parametrize(("rule", "breaking", "keeping"), BROKEN)
    def test_each_both_ways(
        self, rule: str, breaking: Callable[[], Need], keeping: Callable[[], Need]
    ) -> None:
        candidate = house(house_rules=frozenset({rule}))
        found = outcome(Rule.HOUSE_RULES, breaking(), candidate)
        assert (found.passed, found.code) == (False, Code.HOUSE_RULES_CONFLICT)
        assert found.params == {"rules": [rule]}
        assert failed(keeping(), candidate) == []
        assert failed(breaking(), house()) == []

    @pytest.mark.parametrize("rule", ["WOMEN_ONLY", "MEN_ONLY"])
    def test_sex_not_stated_is_not_guessed(self, rule: str) -> None:
        found = failed(need(sex=""), house(house_rules=frozenset({rule, "SOBER"})))
        assert found == [Code.HOUSE_RULES_SEX_UNKNOWN]

    def test_sex_does_not_matter_elsewhere(self) -> None:
        assert failed(need(sex=""), house(house_rules=frozenset({"SOBER"}))) == []

    def test_rule_that_nobody_can_test_is_not_guessed(self) -> None:
        assert failed(need(), house(house_rules=frozenset({"NEW_RULE"}))) == [Code.HOUSE_RULES_CONFLICT]


class TestNoContact:
    @pytest.mark.parametrize("zone", ["EE-184", "EE-56", "EE-X-WEST", "EE"])
    def test_place_inside(self, zone: str) -> None:
        assert failed(need(no_contact_regions=frozenset({zone})), house()) == [Code.NO_CONTACT_INSIDE]

    def test_place_outside(self) -> None:
        asked = need(no_contact_regions=frozenset({"EE-37"}), no_contact_around=frozenset({"EE-X-NORTH"}))
        assert failed(asked, house()) == []

    @pytest.mark.parametrize("path", [("EE-X-WEST", "EE"), ("EE",), ()])
    def test_place_known_too_roughly_to_live_there(self, path: tuple[str, ...]) -> None:
        zone = frozenset({"EE-68"})
        asked = need(no_contact_regions=zone, no_contact_around=frozenset({"EE-X-WEST"}))
        assert failed(asked, house(region_path=path)) == [Code.NO_CONTACT_NOT_SURE]
        assert failed(need(), house(region_path=path)) == []

    def test_help_that_comes_to_the_person_may_have_a_rough_place(self) -> None:
        asked = mentoring(no_contact_regions=frozenset({"EE-68"}), no_contact_around=frozenset({"EE-X-WEST"}))
        assert failed(asked, mentor(region_path=("EE-X-WEST", "EE"))) == []
        assert failed(asked, mentor(region_path=("EE-68", "EE-X-WEST", "EE"))) == [Code.NO_CONTACT_INSIDE]

    def test_help_in_prison_is_not_touched(self) -> None:
        asked = mentoring(in_prison=True, prison="P", no_contact_regions=frozenset({"EE-56"}))
        assert failed(asked, mentor(serves_prisons=frozenset({"P"}))) == []


def test_all_is_told_also_after_one_has_failed() -> None:
    assert failed(need(), house(country="LT", paused=True, dates_free=False)) == [
        Code.COUNTRY_OTHER,
        Code.PAUSED,
        Code.DATES_FULL,
    ]
