"""Each part by itself: what passes, and what is said to what does not."""

from datetime import date, timedelta

import pytest

from referrals.forms.wizard_region import RegionForm
from referrals.forms.wizard_setting import FilingPlace
from tests.referrals.wizard.forms import (
    AGREEMENT,
    BEFORE,
    BEST,
    GOOD,
    MATCHES,
    NEEDS,
    PERSON,
    REGION,
    RELEASE,
    SECOND,
    SERVICES,
    TODAY,
    Typed,
    day,
    errors_of,
    form_of,
    matched,
    posted,
    setting,
)

EXPECTED = date(2027, 1, 14)
ONE_DAY = timedelta(days=1)
RELEASED = FilingPlace(country="EE", may_file_released=True)


@pytest.mark.parametrize("step", GOOD)
def test_good_answers_pass(step: str) -> None:
    assert errors_of(step, GOOD[step]) == {}


@pytest.mark.parametrize("step", ["agreement", "person", "release", "region", "services", "needs"])
def test_nothing_typed_is_told_field_by_field(step: str) -> None:
    errors = errors_of(step, {})
    assert errors
    assert "__all__" not in errors
    assert all(text.endswith(".") for texts in errors.values() for text in texts)


# Agreement


@pytest.mark.parametrize("missing", ["participates", "notice_given", "notice_language", "interpreter"])
def test_agreement_and_notice_are_both_needed(missing: str) -> None:
    assert set(errors_of("agreement", AGREEMENT | {missing: ""})) == {missing}


@pytest.mark.parametrize("name", ["participation_on", "notice_on"])
@pytest.mark.parametrize("when", [TODAY + ONE_DAY, TODAY - timedelta(days=400)])
def test_agreement_is_neither_to_come_nor_old(name: str, when: date) -> None:
    assert set(errors_of("agreement", AGREEMENT | day(name, when))) == {name}


def test_agreement_of_today_counts() -> None:
    assert errors_of("agreement", AGREEMENT | day("participation_on", TODAY) | day("notice_on", TODAY)) == {}


# Person


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"first_name": "  "}, "first_name"),
        ({"first_name": "123 !"}, "first_name"),
        ({"last_name": "x" * 101}, "last_name"),
        ({"last_name": "A\x00B"}, "last_name"),
        ({"personal_code": "39001010012"}, "personal_code"),
        ({"personal_code": "49001010012", **day("date_of_birth", date(1990, 1, 2))}, "personal_code"),
        ({"sex": "Q"}, "sex"),
        ({"languages": []}, "languages"),
        ({"languages": ["tlh"]}, "languages"),
        ({"phone": "call me"}, "phone"),
        ({"personal_code": "", **day("date_of_birth", TODAY)}, "date_of_birth"),
        ({"personal_code": "", **day("date_of_birth", date(1900, 1, 1))}, "date_of_birth"),
    ],
)
def test_a_person_is_checked(change: Typed, wrong: str) -> None:
    assert set(errors_of("person", PERSON | change)) == {wrong}


@pytest.mark.parametrize("change", [{"personal_code": ""}, {"personal_code": "39001010011 "}, {"phone": ""}])
def test_code_and_phone_may_stay_empty(change: Typed) -> None:
    assert errors_of("person", PERSON | change) == {}


def test_fourteen_is_counted_to_the_day() -> None:
    birthday = TODAY.replace(year=TODAY.year - 14)
    person = PERSON | {"personal_code": ""}
    assert errors_of("person", person | day("date_of_birth", birthday)) == {}
    assert "date_of_birth" in errors_of("person", person | day("date_of_birth", birthday + ONE_DAY))


# Dates


@pytest.mark.parametrize(
    "parts",
    [
        ("29", "2", "2027"),
        ("31", "4", "2027"),
        ("0", "1", "2027"),
        ("1", "13", "2027"),
        ("1", "1", "0"),
        ("1", "1", "9999999"),
        ("1", "1", "-5"),
        ("1.5", "1", "2027"),
        ("", "1", "2027"),
        ("x", "y", "z"),
        ("²", "1", "2027"),
        ("1", "1", "99999999999999999999999999"),
    ],
)
def test_no_such_day(parts: tuple[str, str, str]) -> None:
    typed = dict(zip(("expected_day", "expected_month", "expected_year"), parts, strict=True))
    form = form_of("release", RELEASE | typed)
    assert set(form.errors) == {"expected"}
    # What was typed stands in the fields again.
    assert all(f'value="{part}"' in str(form["expected"]) for part in parts if part)


def test_29_february_of_a_leap_year() -> None:
    assert errors_of("release", RELEASE | day("expected", date(2028, 2, 29))) == {}


# Release


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"kind": ""}, {"kind"}),
        ({"kind": "RELEASED_ALREADY"}, {"kind"}),
        ({"prison": ""}, {"prison"}),
        ({"prison": "EE-VIRU"}, {"prison"}),
        (day("expected", None), {"expected"}),
        (day("expected", TODAY - ONE_DAY), {"expected"}),
        (day("expected", date(2037, 1, 1)), {"expected"}),
        (day("earliest", EXPECTED + ONE_DAY), {"earliest"}),
        (day("earliest", TODAY - ONE_DAY), {"earliest"}),
        (day("latest", EXPECTED - ONE_DAY), {"latest"}),
        ({"kind": "CONDITIONAL"}, {"hearing"}),
        ({"kind": "CONDITIONAL", **day("hearing", EXPECTED + ONE_DAY)}, {"hearing"}),
        ({"kind": "CONDITIONAL", **day("hearing", TODAY - ONE_DAY)}, {"hearing"}),
    ],
)
def test_a_release_is_checked(change: Typed, wrong: set[str]) -> None:
    assert set(errors_of("release", RELEASE | change)) == wrong


def test_a_conditional_release_has_a_hearing() -> None:
    dates = day("hearing", date(2026, 12, 15)) | day("earliest", EXPECTED) | day("latest", date(2028, 2, 29))
    form = form_of("release", RELEASE | dates | {"kind": "CONDITIONAL"})
    assert form.is_valid()
    assert form.cleaned_data["hearing"] == date(2026, 12, 15)
    assert form.cleaned_data["latest"] == date(2028, 2, 29)


def test_what_a_conditional_release_needs_is_not_marked_as_what_may_stay_empty() -> None:
    form = form_of("release", RELEASE)
    assert "may stay empty" not in str(form["hearing"].as_field_group())
    assert "may stay empty" in str(form["latest"].as_field_group())


def test_a_hearing_of_another_kind_of_release_is_dropped() -> None:
    form = form_of("release", RELEASE | {"hearing_day": "99"})
    assert form.is_valid()
    assert form.cleaned_data["hearing"] is None


def test_somebody_already_released_has_neither_prison_nor_dates() -> None:
    form = form_of("release", {"kind": "RELEASED_ALREADY"}, within=setting(place=RELEASED))
    assert set(form.fields) == {"kind"}
    assert form.is_valid()
    assert {form.cleaned_data[name] for name in ("prison", "expected", "earliest", "latest", "hearing")} == {
        None
    }


def test_without_a_prison_nobody_files_for_a_prison() -> None:
    assert set(errors_of("release", RELEASE, within=setting(place=RELEASED))) == {"kind"}


# Region


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"region": ""}, "region"),
        ({"region": "LT-57"}, "region"),
        ({"region": "EE-79", "no_contact": ["EE-79"]}, "no_contact"),
        ({"region": "EE-784", "no_contact": ["EE-37"]}, "no_contact"),
        ({"no_contact": ["EE"]}, "no_contact"),
    ],
)
def test_a_region_is_checked(change: Typed, wrong: str) -> None:
    assert set(errors_of("region", REGION | change)) == {wrong}


@pytest.mark.parametrize("region", ["EE", "EE-79", "EE-793"])
def test_whole_country_county_or_municipality(region: str) -> None:
    assert errors_of("region", REGION | {"region": region}) == {}


# Services


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"wanted": []}, {"wanted"}),
        ({"wanted": ["surgery"]}, {"wanted"}),
        ({"later": ""}, {"later"}),
        ({"later": "52"}, {"later"}),
        ({"where_mentoring": ""}, {"where_mentoring"}),
        ({"where_mentoring": "ON_THE_MOON"}, {"where_mentoring"}),
        (day("start_mentoring", None), {"start_mentoring"}),
        (day("start_mentoring", TODAY - ONE_DAY), {"start_mentoring"}),
        (day("start_mentoring", EXPECTED), {"start_mentoring"}),
        ({"where_mentoring": "AFTER_RELEASE"}, {"start_mentoring"}),
        (
            {"where_mentoring": "AFTER_RELEASE", **day("start_mentoring", date(2040, 1, 1))},
            {"start_mentoring"},
        ),
    ],
)
def test_services_are_checked(change: Typed, wrong: set[str]) -> None:
    assert set(errors_of("services", SERVICES | change)) == wrong


def test_housing_starts_on_release_and_mentoring_when_agreed() -> None:
    form = form_of("services", SERVICES)
    assert form.is_valid()
    assert form.cleaned_data["requests"] == [
        {"service_type": "mentoring", "start": date(2026, 12, 1), "in_prison": True, "later_weeks": 0},
        {"service_type": "housing", "start": EXPECTED, "in_prison": False, "later_weeks": 2},
    ]


def test_a_later_place_is_all_right_unless_somebody_says_no() -> None:
    form = form_of("services", {})
    assert form["later"].initial == "4"
    refused = form_of("services", SERVICES | {"wanted": ["housing"], "later": "0"})
    assert refused.is_valid()
    assert refused.cleaned_data["requests"][0]["later_weeks"] == 0


def test_after_release_without_a_day_means_the_day_of_release() -> None:
    form = form_of(
        "services", {"wanted": ["complex_support"], "where_complex_support": "AFTER_RELEASE", "later": "0"}
    )
    assert form.is_valid()
    assert [request["start"] for request in form.cleaned_data["requests"]] == [EXPECTED]


def test_what_was_typed_for_unwanted_help_is_no_mistake() -> None:
    assert errors_of("services", SERVICES | {"wanted": ["housing"], "start_mentoring_day": "99"}) == {}


def test_help_for_somebody_released_starts_as_soon_as_possible() -> None:
    released = setting(
        "agreement", "person", "release", "region", place=RELEASED, release={"kind": "RELEASED_ALREADY"}
    )
    form = form_of("services", {"wanted": ["housing", "mentoring"], "later": "4"}, within=released)
    assert not any(name.startswith("where_") for name in form.fields)
    assert form.is_valid()
    assert {request["start"] for request in form.cleaned_data["requests"]} == {TODAY}
    assert not any(request["in_prison"] for request in form.cleaned_data["requests"])


# Needs


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"requirements": ["SEA_VIEW"]}, "requirements"),
        ({"requirements": ["WOMEN_ONLY"]}, "requirements"),
        ({"substances": ""}, "substances"),
        ({"offences": ["THEFT"]}, "offences"),
        ({"interpreter": ""}, "interpreter"),
        ({"notes": "x" * 2001}, "notes"),
    ],
)
def test_needs_are_checked(change: Typed, wrong: str) -> None:
    assert set(errors_of("needs", NEEDS | change)) == {wrong}


def test_without_a_bed_nothing_is_asked_about_a_bed() -> None:
    mentoring = SERVICES | {"wanted": ["mentoring"]}
    within = setting(*BEFORE["needs"], services=mentoring)
    form = form_of("needs", NEEDS, within=within)
    assert set(form.fields) == {"interpreter", "notes"}
    assert form.is_valid()
    assert form.cleaned_data["requirements"] == []
    assert form.cleaned_data["offences"] == []
    assert form.cleaned_data["substances"] == "no"


def test_a_woman_may_ask_for_a_place_for_women() -> None:
    within = setting(*BEFORE["needs"], person=PERSON | {"sex": "F"})
    assert errors_of("needs", NEEDS | {"requirements": ["WOMEN_ONLY"]}, within=within) == {}


# Matches


def test_nothing_named_needs_nothing_looked_up() -> None:
    form, within = form_of("matches", MATCHES), setting(*BEFORE["matches"])
    typed = {"matches-wish_housing": [""], "matches-together": ["PART"]}
    assert form.settled(typed, within) == {"wishes": {}, "together": False}
    assert form.settled({**typed, "matches-wish_housing": [str(BEST)]}, within) is None


def test_the_best_place_needs_no_reason() -> None:
    form = form_of("matches", MATCHES | {"wish_housing": str(BEST), "reason_housing": "left over"})
    assert form.is_valid()
    assert form.cleaned_data["wishes"] == {"housing": {"wish": str(BEST), "reason": ""}}


def test_another_place_needs_a_reason() -> None:
    wish = MATCHES | {"wish_housing": str(SECOND)}
    assert set(errors_of("matches", wish)) == {"reason_housing"}
    form = form_of("matches", wish | {"reason_housing": "Near the family"})
    assert form.is_valid()
    assert form.cleaned_data["wishes"] == {"housing": {"wish": str(SECOND), "reason": "Near the family"}}


def test_a_place_that_does_not_fit_cannot_be_named() -> None:
    assert set(errors_of("matches", MATCHES | {"wish_housing": "Full House"})) == {"wish_housing"}


def test_where_nothing_fits_nothing_is_asked() -> None:
    within = setting(*BEFORE["matches"])
    within.find_matches = lambda made: tuple(matched(service, places=False) for service in made.wanted)
    form = form_of("matches", MATCHES, within=within)
    assert set(form.fields) == {"together"}
    assert form.is_valid()


def test_a_part_keeps_only_its_own_fields() -> None:
    data = posted("region", REGION)
    data.update({"csrfmiddlewaretoken": "x", "person-first_name": "x", "region-unknown": "x"})
    form = RegionForm(data, prefix="region", setting=setting(*BEFORE["region"]))
    assert form.typed() == {"region-region": ["EE-37"], "region-no_contact": ["EE-784"]}
