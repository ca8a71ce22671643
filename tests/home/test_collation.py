"""Names in the order of each language's dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.collation import collated


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("et", ["Saare", "Šveits", "Zanzibar", "Tartu", "Võru", "Õismäe", "Ämari"]),
        ("lt", ["Cesis", "Čekija", "Ignalina", "Yla", "Jonava", "Šiauliai", "Žagarė"]),
        ("ru", ["Елва", "Ёлкино", "Жиганово", "Йыгева", "Кохтла"]),
    ],
)
def test_the_order_is_the_languages_own(language: str, ordered: list[str]) -> None:
    assert collated(sorted(ordered), language) == ordered


def test_a_word_stands_before_its_longer_forms() -> None:
    assert collated(["Tartumaa", "Tartu vald", "Tartu"], "et") == ["Tartu", "Tartu vald", "Tartumaa"]


@given(st.lists(st.text()), st.sampled_from(["et", "en", "ru", "lt", "xx"]))
def test_nothing_is_lost_and_the_order_is_stable(names: list[str], language: str) -> None:
    once = collated(names, language)
    assert sorted(once) == sorted(names)
    assert collated(once, language) == once
