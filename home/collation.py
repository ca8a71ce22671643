"""Order of names as each language's dictionary has it. Pure; needs no locale of the machine."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")

ALPHABETS = {
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "lt": "aąbcčdeęėfghiįyjklmnopqrsštuųūvwxzž",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
_RANKS = {lang: {letter: rank for rank, letter in enumerate(letters)} for lang, letters in ALPHABETS.items()}


def collated(things: Iterable[Thing], language: str, *, name: Callable[[Thing], str] = str) -> list[Thing]:
    """Return the things in the order of their names in a language ("et"); other letters follow its own."""
    ranks = _RANKS.get(language, _RANKS["en"])
    return sorted(things, key=lambda thing: _key(name(thing), ranks))


def _key(name: str, ranks: dict[str, int]) -> list[tuple[int, int]]:
    return [(1, ranks[letter]) if letter in ranks else _other(letter) for letter in name.casefold()]


def _other(letter: str) -> tuple[int, int]:
    """Spaces and signs come first, so that a word stands before its longer forms; foreign letters last."""
    return (2, ord(letter)) if letter.isalpha() else (0, ord(letter))
