from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.forms.wizard_personal_code import birth_date_in, is_personal_code


@pytest.mark.parametrize("code", ["37605030299", "33309240064", "39001010011", "49001010012"])
def test_known_codes_hold(code: str) -> None:
    assert is_personal_code(code)


@pytest.mark.parametrize(
    "code", ["", "37605030298", "3760503029", "376050302990", "abcdefghijk", "٣7605030299"]
)
def test_other_texts_do_not(code: str) -> None:
    assert not is_personal_code(code)


@given(st.from_regex(r"[1-6][0-9]{9}", fullmatch=True))
def test_each_ten_digits_have_one_checksum(stem: str) -> None:
    assert sum(is_personal_code(f"{stem}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize(
    ("code", "born"),
    [
        ("37605030299", date(1976, 5, 3)),
        ("50002290002", date(2000, 2, 29)),
        ("93309240064", None),
        ("33302300064", None),
    ],
)
def test_the_birth_date_is_read(code: str, born: date | None) -> None:
    assert birth_date_in(code) == born
