"""Sentences: every code has one, in the reader's language, and nobody learns what is not for them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from providers.models.codes import HouseRule
from referrals import wording
from referrals.explanations import (
    DISCREET,
    SENTENCES,
    SHOWN,
    SILENT,
    UNLOCKS,
    Audience,
    explain,
    explain_all,
    explain_standing,
    explain_unlock,
)
from referrals.refusals import FOR_ALL_HOUSES
from referrals.routing.codes import Code, Rule, UnlockKind
from referrals.routing.house_rules import BREAKS
from referrals.routing.model import Outcome, Standing, Unlock

NAMES = {
    "EE-37": "Harju maakond",
    "EE-56": "Lääne maakond",
    "EE-VIRU": "Viru Vangla",
    "mentoring": "tugiisik",
}
PARAMS: Mapping[str, Any] = {
    "service": "mentoring",
    "region": "EE-37",
    "regions": ["EE-37", "EE-56"],
    "prison": "EE-VIRU",
    "asked": "2027-03-01",
    "last_day": "2027-07-13",
    "from": "2027-03-02",
    "end": "2027-05-01",
    "months": 6,
    "days": 3,
    "characteristics": ["STEP_FREE", "PET"],
    "languages": ["et", "ru"],
    "rules": ["SOBER", "NO_ARSON"],
}


def told(code: str, audience: str = Audience.OFFICER, **params: Any) -> str:
    return explain(code, params, audience=audience, names=NAMES)


def unlocked(kind: str, **params: Any) -> str:
    return explain_unlock(Unlock(kind=kind, candidate_id="a", params=params), names=NAMES)


def test_every_code_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Code)
    assert set(UNLOCKS) == set(UnlockKind)
    sentences = [told(code, **PARAMS) for code in Code] + [unlocked(kind, **PARAMS) for kind in UnlockKind]
    assert len(set(sentences)) == len(Code) + len(UnlockKind)


@pytest.mark.parametrize("code", Code)
def test_sentences_are_short_whole_and_filled(code: str) -> None:
    for sentence in told(code, **PARAMS).split(". "):
        assert sentence[0].isupper()
        assert len(sentence.split()) <= 20
    text = told(code, **PARAMS)
    assert text.endswith(".")
    assert not re.search(r"[%{}\[\]]|EE-|\d{4}-\d\d|[A-Z]{3}", text)


def test_parameters_are_shown_as_people_read_them() -> None:
    assert told(Code.REGION_NOT_SERVED, regions=["EE-37", "EE-56"]).endswith("Harju maakond, Lääne maakond.")
    assert "Viru Vangla" in told(Code.REGION_PRISON_SERVED, prison="EE-VIRU")
    assert "tugiisik" in told(Code.SERVICE_OTHER, service="mentoring")
    assert "Estonian, Russian" in told(Code.LANGUAGE_SHARED, languages=["et", "ru"])
    assert "step-free, a pet" in told(Code.CHARACTERISTICS_MISSING, characteristics=["STEP_FREE", "PET"])
    assert "no alcohol or drugs" in told(Code.HOUSE_RULES_CONFLICT, rules=["SOBER"])
    assert "6 months" in told(Code.PROGRAMME_TOO_LONG, months=6, last_day="2027-07-13")
    assert "1 day ago" in told(Code.NUMBERS_STALE, days=1)
    assert "0 days ago" in told(Code.NUMBERS_FRESH, days=0)


def test_names_that_nobody_knows_are_shown_as_they_are() -> None:
    assert "XX-1" in told(Code.REGION_SERVED, region="XX-1")
    assert "tlh" in told(Code.LANGUAGE_SHARED, languages=["tlh"])
    assert "NEW_RULE" in told(Code.HOUSE_RULES_CONFLICT, rules=["NEW_RULE"])


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_dates_and_languages_are_in_the_readers_language(language: str) -> None:
    month = {"et": "märts", "en": "March", "ru": "марта", "lt": "kovo"}[language]
    russian = {"et": "vene", "en": "Russian", "ru": "русский", "lt": "rusų"}[language]
    with translation.override(language):
        assert month in told(Code.DATES_FREE_LATER, **{"from": date(2027, 3, 2).isoformat()})
        assert russian in told(Code.LANGUAGE_SHARED, languages=["ru"])


@pytest.mark.parametrize("code", sorted(SILENT))
def test_no_contact_zone_is_told_to_the_states_side_only(code: str) -> None:
    assert "no-contact" in told(code, Audience.OFFICER)
    assert "no-contact" in told(code, Audience.COORDINATOR)
    assert told(code, Audience.PROVIDER) == told(code, Audience.PERSON) == told(code, "somebody") == ""


def test_silent_codes_are_all_of_that_rule() -> None:
    assert {code for code in Code if code.startswith("NO_CONTACT")} == SILENT


def test_provider_does_not_learn_which_house_rule_is_broken() -> None:
    for code in DISCREET:
        for audience in (Audience.PROVIDER, Audience.PERSON):
            assert told(code, audience, rules=["NO_ARSON"]) == "The house rules do not fit."
        assert "arson" in told(code, rules=["NO_ARSON"])


def test_several_outcomes_in_their_order_without_the_silent() -> None:
    outcomes = [
        Outcome(Rule.NO_CONTACT, False, Code.NO_CONTACT_INSIDE, {}),
        Outcome(Rule.OPEN, False, Code.PAUSED, {}),
        Outcome(Rule.DATES, False, Code.DATES_FULL, {}),
    ]
    officer = explain_all(outcomes, audience=Audience.OFFICER, names={})
    provider = explain_all(outcomes, audience=Audience.PROVIDER, names={})
    assert len(officer) == 3
    assert provider == officer[1:] == [told(Code.PAUSED), told(Code.DATES_FULL)]


def test_unlocks() -> None:
    assert "March" in unlocked(UnlockKind.LATER_DATE, **{"from": "2027-03-02"})
    assert "Harju maakond" in unlocked(UnlockKind.OTHER_REGION, region="EE-37")
    assert "step-free" in unlocked(UnlockKind.OTHER_ROOM, characteristics=["STEP_FREE"])
    assert "May" in unlocked(UnlockKind.SHORTER_STAY, end="2027-05-01")


def test_standing() -> None:
    usual = Standing(
        wished=False, former=False, closeness=0, spoken=True, start=date(2027, 1, 1), slack_days=0, load=0.0
    )
    assert explain_standing(usual) == []
    best = Standing.from_json({**usual.to_json(), "wished": True, "former": True})
    assert explain_standing(best) == ["The person asked for this place.", "The person knows this provider."]


def test_code_of_other_years_is_no_error() -> None:
    assert told("RULE_OF_2031", moon="full") == unlocked("UNLOCK_OF_2031") != ""


def test_words_for_every_stored_code() -> None:
    assert set(wording.RULES) == set(Rule)
    assert set(HouseRule.values) == set(BREAKS)
    assert set(wording.DECLINE_REASONS) > FOR_ALL_HOUSES
    assert set(PARAMS) - set(SHOWN) == {"days", "months"}
    assert [code for code, _ in wording.DECLINE_REASON_CHOICES] == [
        "NO_PLACE_AFTER_ALL",
        "NEED_NOT_MET",
        "HOUSE_RULES",
        "SAFETY",
        "CAPACITY_WRONG",
        "OTHER",
    ]
