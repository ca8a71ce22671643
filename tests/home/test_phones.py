"""Numbers are dialled in full, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.phones import dialled


@pytest.mark.parametrize(
    ("phone", "country", "expected"),
    [
        ("+372 620 8120", "EE", "+3726208120"),
        ("620 8120", "EE", "+3726208120"),
        ("53 06 38 93", "EE", "+37253063893"),
        ("00372 504 7145", "EE", "+3725047145"),
        ("(8) 612 34567", "LT", "+37061234567"),
        ("0 612 34567", "LT", "+37061234567"),
        ("612 34567", "LT", "+37061234567"),
        ("112", "EE", "112"),
        ("12", "EE", ""),
        ("not stated", "EE", ""),
        ("620 8120", "FI", ""),
    ],
)
def test_dialled(phone: str, country: str, expected: str) -> None:
    assert dialled(phone, country) == expected


@given(st.text())
def test_what_is_dialled_is_a_number_or_nothing(text: str) -> None:
    number = dialled(text)
    assert number == "" or number.removeprefix("+").isdigit()
