"""Phone numbers: shown as their owner writes them, dialled in full (E.164)."""

import re

CALLING_CODES = {"EE": "+372", "LT": "+370"}
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
    return f"{CALLING_CODES[country]}{digits}" if len(digits) >= 6 and country in CALLING_CODES else ""
