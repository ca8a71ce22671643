"""Personal codes of Estonia (isikukood) and Lithuania (asmens kodas): one shape, one checksum."""

import re
from datetime import date

WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)
CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


def is_personal_code(code: str) -> bool:
    """Eleven digits of which the last one is the checksum of the others."""
    if not re.fullmatch(r"[1-9][0-9]{10}", code):
        return False
    digits = [int(digit) for digit in code]
    return _checksum(digits[:10]) == digits[10]


def _checksum(digits: list[int]) -> int:
    for weights in (WEIGHTS, SECOND_WEIGHTS):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return 0


def birth_date_in(code: str) -> date | None:
    """The birth date that a code states, or None where it states none (some Lithuanian codes)."""
    century = CENTURIES.get(code[0])
    if century is None:
        return None
    try:
        return date(century + int(code[1:3]), int(code[3:5]), int(code[5:7]))
    except ValueError:
        return None
