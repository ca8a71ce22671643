"""How hard a text is to read: LIX, the mean length of sentences plus the share of long words in per cent.

C.-H. Björnsson's measure needs no list of syllables, so it works alike for the four languages. It ranks texts of
one language; between languages it says little, because the length of words differs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONG_WORD = 7
"""Letters from which on a word counts as long: more than six."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:]+(?=\s|$)")


@dataclass(frozen=True)
class Ease:
    """Counts of one text; `lix` is 0 where it has no words."""

    words: int
    sentences: int
    long_words: int

    @property
    def words_in_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def percent_long(self) -> float:
        return 100 * self.long_words / self.words if self.words else 0.0

    @property
    def lix(self) -> int:
        return round(self.words_in_a_sentence + self.percent_long)


def ease_of(parts: Iterable[str]) -> Ease:
    """Count the words of a text that is given in parts; no sentence goes on from one part to the next."""
    sentences = [words for part in parts for words in map(_WORD.findall, _SENTENCE_END.split(part)) if words]
    words = [word for sentence in sentences for word in sentence]
    return Ease(len(words), len(sentences), sum(_letters(word) >= LONG_WORD for word in words))


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))
