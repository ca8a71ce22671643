"""What each process says it did: one line at a time, which a kill cannot tear or take back."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

ENDINGS = ("done", "refused", "error")


class Journal:
    """Lines of one process. They reach the file as they are written."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, *words: object) -> None:
        os.write(self.file, ("\t".join(map(str, words)) + "\n").encode())

    def close(self) -> None:
        with suppress(OSError):
            os.close(self.file)


@dataclass(frozen=True, slots=True)
class Told:
    """All journals together: how often what was done, refused or failed; what became of which stay."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    kept: set[UUID] = field(default_factory=set)
    given_back: set[UUID] = field(default_factory=set)
    """Stays that somebody was about to give back; whether it came to that, a kill may have hidden."""
    beds: dict[UUID, int] = field(default_factory=dict)
    """The place on which each person arrived."""

    @property
    def operations(self) -> int:
        return self.done.total() + self.refused.total() + self.errors.total()


def operations_in(path: Path) -> int:
    """How many operations a journal tells the end of."""
    return sum(words[0] in ENDINGS for words in _lines([path]))


def read(paths: Iterable[Path]) -> Told:
    """Put the journals together."""
    told = Told()
    counters = dict(zip(ENDINGS, (told.done, told.refused, told.errors), strict=True))
    for word, first, *second in _lines(paths):
        if word in counters:
            counters[word][first] += 1
        elif word == "kept":
            told.kept.add(UUID(first))
        elif word == "about":
            told.given_back.add(UUID(first))
        elif word == "bed":
            told.beds[UUID(first)] = int(second[0])
    return told


def _lines(paths: Iterable[Path]) -> Iterator[list[str]]:
    for path in paths:
        if path.exists():
            yield from (line.split("\t") for line in path.read_text().splitlines())
