import csv
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.geography.loading import DATA
from home.text import fold, stable_id


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Õismäe ÄÖÜ šŽ", "oismae aou sz"),
        ("ĄČĘĖĮŠŲŪŽ ąčęėįšųūž", "aceeisuuz aceeisuuz"),
        ("Šiaulių miesto savivaldybė", "siauliu miesto savivaldybe"),
        ("Йыхви", "йыхви"),
        ("Орёл ЁЛКА", "орел елка"),
        ("за\u0301мок", "замок"),
        ("Łódź Ørsted", "lodz orsted"),
        ("  Ida -\u00a0Viru\n maakond ", "ida - viru maakond"),
        ("Ida–Virumaa", "ida-virumaa"),
        ("O’Neil", "o'neil"),
        ("STRASSE Straße", "strasse strasse"),
        ("", ""),
    ],
)
def test_names_fold_to_what_people_type(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_short_i_stays_a_letter_however_it_was_typed() -> None:
    composed, in_two_signs = "\u0439", "\u0438\u0306"
    assert fold(composed) == fold(in_two_signs) == "й"
    assert fold("й") != fold("и")


def test_accents_fold_however_they_were_typed() -> None:
    assert fold("o\u0303") == fold("õ") == "o"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="õäöüšžąčęėįšųūžabcйёжи -"))
def test_case_does_not_count(text: str) -> None:
    assert fold(text.upper()) == fold(text)


def test_latin_names_of_regions_fold_to_plain_letters() -> None:
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        names = [row[column] for row in csv.DictReader(file) for column in ("name_et", "name_en", "name_lt")]
    assert len(names) > 500
    assert [name for name in names if not fold(name).isascii()] == []


def test_regions_are_found_without_their_accents() -> None:
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        everything = {
            row["code"]: fold(" ".join([row["name_et"], row["name_ru"], row["name_lt"], row["aliases"]]))
            for row in csv.DictReader(file)
        }
    typed = {"EE-919": "VORU", "EE-251": "Йыхви", "LT-43": "siauliu miesto", "LT-49": "svencioniu"}
    assert all(fold(words) in everything[code] for code, words in typed.items())


def test_stable_ids_stay_what_they_are() -> None:
    assert stable_id("region", "EE-37") == UUID("999873e1-e071-5340-be02-f3e47b4b5c4f")
    assert stable_id("prison", "EE-37") != stable_id("region", "EE-37")
