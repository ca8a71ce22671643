"""The part of the places where no place fits: it asks for no choice, and its button says what happens."""

import pytest

from referrals.forms.wizard_places import MatchedService
from referrals.forms.wizard_setting import Setting
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import matched, some_matches

CHOOSE, GO_ON = "Choose and continue", "Continue without a place"


def nothing(setting: Setting) -> tuple[MatchedService, ...]:
    return tuple(matched(found.service_type, places=False) for found in some_matches(setting))


def text_of(officer: Filer) -> str:
    return str(officer.start().fill("matches").page("matches").content.decode())


def test_where_a_place_fits_one_is_chosen(officer: Filer) -> None:
    text = text_of(officer)
    assert CHOOSE in text
    assert GO_ON not in text


def test_where_nothing_fits_nothing_is_to_be_chosen(officer: Filer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referrals.wizard.wizard.find_matches", nothing)
    text = text_of(officer)
    assert GO_ON in text
    assert CHOOSE not in text
    assert "Choose for me" not in text
