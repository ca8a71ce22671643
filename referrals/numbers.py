"""Numbers of referrals: ``R-7F3K-92QV``, seven random symbols and a check symbol in Crockford's base 32.

Read aloud, written by hand, typed on a Russian keyboard: O is 0, I and L are 1, and Cyrillic letters that look
like Latin ones count as these. The check symbol finds any one wrong symbol and any two that changed places:
the symbols, weighted with powers of x, add up to zero in the field of 32 elements, where no two weights are
alike and none is zero.
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
LENGTH = 8
RANDOM_BYTES = 5
PREFIX = "R"
LOOK_ALIKES = str.maketrans("OILАВЕКМНОРСТУХ", "011ABEKMH0PCTYX", " -‐‑–—−\t\n\r\xa0")
# x^5 + x^2 + 1, under which the powers of x run through all 31 elements that are not zero.
MODULUS = 0b100101


def new_number(random_bytes: bytes) -> str:
    """A number made of the first 35 bits given: 34 thousand million are possible.

    Raises ValueError for less than five bytes.
    """
    if len(random_bytes) < RANDOM_BYTES:
        raise ValueError("A number needs five random bytes.")
    bits = int.from_bytes(random_bytes[:RANDOM_BYTES])
    symbols = [ALPHABET[bits >> 5 * place & 31] for place in range(LENGTH - 1)]
    return _written("".join(symbols) + ALPHABET[_times_x(_sum(symbols))])


def normalise(text: str) -> str:
    """What somebody typed, written as a number is; upper case without spaces if it cannot be one."""
    symbols = unicodedata.normalize("NFKC", text).upper().translate(LOOK_ALIKES)
    if len(symbols) == LENGTH + 1 and symbols.startswith(PREFIX):
        symbols = symbols[1:]
    return _written(symbols) if len(symbols) == LENGTH else symbols


def is_valid(text: str) -> bool:
    """True for a number whose check symbol agrees, however it was typed. It need not exist."""
    symbols = normalise(text).removeprefix(f"{PREFIX}-").replace("-", "")
    return len(symbols) == LENGTH and VALUES.keys() >= set(symbols) and _sum(list(symbols)) == 0


def _written(symbols: str) -> str:
    return f"{PREFIX}-{symbols[:4]}-{symbols[4:]}"


def _sum(symbols: list[str]) -> int:
    total = 0
    for symbol in symbols:
        total = _times_x(total) ^ VALUES[symbol]
    return total


def _times_x(value: int) -> int:
    """Multiply by x in the field of 32 elements: addition there is exclusive or."""
    doubled = value << 1
    return doubled ^ MODULUS if doubled > 31 else doubled
