"""Engines that find documents; every one of them answers the same protocol."""

from collections.abc import Sequence
from typing import Protocol

from search.documents import Document


class Engine(Protocol):
    """Finds documents by the words a visitor typed."""

    def find(self, words: str, *, language: str) -> Sequence[Document]:
        """Documents that hold every word, best first. Any text is safe; nothing to search for finds nothing."""
        ...
