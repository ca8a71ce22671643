"""From what visitors type to words that can be compared."""

import re

from home.text import fold

LONGEST_QUERY = 200
MOST_WORDS = 8
_WORDS = re.compile(r"\w+")


def words_of(text: str) -> tuple[str, ...]:
    """Folded words of a text: letters and digits only, accents gone."""
    return tuple(_WORDS.findall(fold(text)))


def asked_words(query: str) -> tuple[str, ...]:
    """Folded words of a query, cut to a length that a person would type."""
    return words_of(query[:LONGEST_QUERY])[:MOST_WORDS]
