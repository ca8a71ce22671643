"""Finds names in the database's own rows: all of them are read and compared, folded, word by word.

The tables are small (some hundred names). No word of a visitor ever reaches the database.
"""

from collections.abc import Sequence

from search.analysis import asked_words, words_of
from search.collecting import all_documents
from search.documents import Document, Kind

WHOLE_WORD, BEGINNING, INSIDE = 0, 1, 2
SHORTEST_INSIDE = 3
_KINDS = list(Kind)


class DatabaseEngine:
    """The engine that is always there."""

    def find(self, words: str, *, language: str) -> Sequence[Document]:
        """Documents of which one name holds every word, whole words first, in a fixed number of queries."""
        asked = asked_words(words)
        if not asked:
            return []
        ranked = [
            (rank, document) for document in all_documents(language) if (rank := _rank(document, asked))
        ]
        return [document for _rank_of, document in sorted(ranked, key=_order)]


def _order(ranked: tuple[tuple[int, int], Document]) -> tuple[int, tuple[int, int], str, str]:
    rank, document = ranked
    return (_KINDS.index(document.kind), rank, document.title, document.url)


def _rank(document: Document, asked: tuple[str, ...]) -> tuple[int, int] | None:
    """How closely the best name fits: kind of match of its worst word, and its length. None: it does not."""
    fits = [
        fit
        for name in document.names
        if (words := words_of(name)) and (fit := _name_rank(words, asked)) is not None
    ]
    return min(fits, default=None)


def _name_rank(words: tuple[str, ...], asked: tuple[str, ...]) -> tuple[int, int] | None:
    ranks = [_word_rank(words, word) for word in asked]
    found = [rank for rank in ranks if rank is not None]
    return (max(found), len(words)) if len(found) == len(asked) else None


def _word_rank(words: tuple[str, ...], asked: str) -> int | None:
    if asked in words:
        return WHOLE_WORD
    if any(word.startswith(asked) for word in words):
        return BEGINNING
    if len(asked) >= SHORTEST_INSIDE and any(asked in word for word in words):
        return INSIDE
    return None
