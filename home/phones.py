"""Phone numbers: shown as their owner writes them, dialled in full (E.164)."""

import re

CALLING_CODES = {"EE": "+372", "LT": "+370"}
SHORTEST = 6
TRUNK = re.compile(r"^[08](?=\d{8}$)")
"""What Lithuanians dial before the eight digits of a number within the country."""
EMERGENCY = re.compile(r"^1\d\d$")


def dialled(phone: str, country: str = "EE") -> str:
    """Return the number for a `tel:` link, such as "+3726208120" for "620 8120" of Estonia.

    Short emergency numbers stay as they are. "" where the text holds no number that could be dialled.
    """
    digits = re.sub(r"[^\d+]", "", phone)
    if EMERGENCY.match(digits):
        return digits
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith("+"):
        return digits if 8 <= len(digits) <= 16 else ""
    if country not in CALLING_CODES or len(digits) < SHORTEST:
        return ""
    return CALLING_CODES[country] + (TRUNK.sub("", digits) if country == "LT" else digits)
