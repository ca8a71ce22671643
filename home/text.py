"""Folding of names for comparison, and stable identities for what is loaded from data files."""

import re
import unicodedata
from uuid import UUID, uuid5

NAMESPACE = UUID("6f0a3c1e-2f5b-5d0c-9a57-0e4b8f3d7c21")
"""Namespace of the version 5 identities of rows loaded from data files. Never change it."""

# Latin letters whose stroke or shape is not a combining mark, so Unicode does not take it off.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е"}
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("’‘ʼ`´", "'")
)
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return `text` as names are compared: lower case, Latin letters without accents, one space between words.

    Estonian õäöüšž, Lithuanian ąčęėįšųūž lose their marks. Russian й keeps its own (it is a letter),
    ё becomes е, stress marks go. Folding twice gives the same as folding once.
    """
    composed = unicodedata.normalize("NFC", text.casefold())
    bare = "".join(map(_bare_letter, composed)).translate(_PLAIN_LETTERS)
    return _SPACES.sub(" ", bare).strip()


def _bare_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if unicodedata.category(letter) == "Mn":
        return ""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def stable_id(kind: str, code: str) -> UUID:
    """Return the version 5 `public_id` of a row loaded from a data file, such as ("region", "EE-37")."""
    return uuid5(NAMESPACE, f"{kind}:{code}")
