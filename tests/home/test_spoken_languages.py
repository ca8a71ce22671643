"""Languages in lists: a capital where the list begins, and where the reader's language has one anyway."""

import pytest
from django.utils.translation import override

from home.spoken_languages import language_list, language_name


@pytest.mark.parametrize(
    ("reader", "shown"),
    [
        ("en", "Estonian, Russian, Polish"),
        ("et", "Eesti, vene, poola"),
        ("ru", "Эстонский, русский, польский"),
        ("lt", "Estų, rusų, lenkų"),
    ],
)
def test_a_list_begins_with_a_capital_and_goes_on_as_its_language_does(reader: str, shown: str) -> None:
    with override(reader):
        assert language_list(["et", "ru", "pl"]) == shown


@pytest.mark.parametrize(
    ("reader", "code", "name"),
    [
        ("et", "uk", "ukraina"),
        ("et", "be", "valgevene"),
        ("ru", "be", "белорусский"),
        ("ru", "lv", "латышский"),
        ("lt", "be", "baltarusių"),
    ],
)
def test_where_the_packages_slip_our_own_name_stands(reader: str, code: str, name: str) -> None:
    with override(reader):
        assert language_name(code) == name


def test_a_language_that_nobody_knows_is_named_by_its_code() -> None:
    assert language_name("xx") == "xx"


def test_nothing_is_nothing() -> None:
    assert language_list([]) == ""
