"""Numbers that survive being read aloud, written by hand and typed again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.models import Referral
from referrals.numbers import ALPHABET, is_valid, new_number, normalise

NUMBERS = st.binary(min_size=5, max_size=5).map(new_number)
PLACES = (2, 3, 4, 5, 7, 8, 9, 10)


def with_symbol(number: str, place: int, symbol: str) -> str:
    return number[:place] + symbol + number[place + 1 :]


@given(NUMBERS)
def test_shape(number: str) -> None:
    assert len(number) == 11 <= (Referral._meta.get_field("number").max_length or 0)
    assert (number[:2], number[6]) == ("R-", "-")
    assert {number[place] for place in PLACES} <= set(ALPHABET)
    assert is_valid(number)
    assert normalise(number) == number


@given(NUMBERS, st.sampled_from(PLACES))
def test_any_one_wrong_symbol_is_found(number: str, place: int) -> None:
    for symbol in set(ALPHABET) - {number[place]}:
        assert not is_valid(with_symbol(number, place, symbol))


@given(NUMBERS)
def test_any_two_symbols_that_changed_places_are_found(number: str) -> None:
    for first in PLACES:
        for second in PLACES:
            swapped = with_symbol(with_symbol(number, first, number[second]), second, number[first])
            assert is_valid(swapped) == (number[first] == number[second])


@given(NUMBERS)
def test_typed_as_people_type(number: str) -> None:
    bare = number[2:].replace("-", "")
    read = bare.replace("0", "o").replace("1", "l")
    spaced = f" r {bare[:4].lower()} {bare[4:]}\n"
    cyrillic = bare.translate(str.maketrans("ABEKMHPCTYX", "авекмнрстух"))
    for typed in (
        bare,
        read,
        bare.replace("1", "I"),
        spaced,
        f"R{bare}",
        f"R–{bare[:4]}–{bare[4:]}",
        cyrillic,
    ):
        assert normalise(typed) == number
        assert is_valid(typed)


def test_every_bit_counts_and_the_same_bytes_give_the_same_number() -> None:
    numbers = {new_number((1 << bit).to_bytes(5)) for bit in range(35)} | {new_number(bytes(5))}
    assert len(numbers) == 36
    assert new_number(bytes(5)) == "R-0000-0000"
    assert new_number(b"\x01\x02\x03\x04\x05 and more") == new_number(b"\x01\x02\x03\x04\x05")


def test_too_few_bytes() -> None:
    with pytest.raises(ValueError, match="five"):
        new_number(b"four")


@pytest.mark.parametrize(
    "typed", ["", "R", "R-", "R-0000-000", "R-0000-00000", "U0000000", "Juhan", "R-0000-000Ä"]
)
def test_what_is_no_number(typed: str) -> None:
    assert not is_valid(typed)


def test_what_cannot_be_a_number_is_only_tidied() -> None:
    assert normalise(" juhan tamm ") == "JUHANTAMM"


@given(st.text(max_size=20))
def test_nothing_that_is_typed_raises(typed: str) -> None:
    assert normalise(normalise(typed)) == normalise(typed) or not is_valid(typed)
