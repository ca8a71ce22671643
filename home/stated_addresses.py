"""Addresses on other sites that a page shows from rows of the rooms above, not from its own text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Stated:
    """An address, the key of a public page that shows it, and where an editor changes it, in words."""

    page_id: int
    address: str
    where: Any


Source = Callable[[], Iterable[Stated]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add what a room's rows state; a module named `addresses` in an app does so. Raises ValueError if taken."""
    if _sources.setdefault(name, source) is not source:
        raise ValueError(f"there are addresses of {name} already")


def stated() -> list[Stated]:
    """What the rows of all rooms state at the moment."""
    return [each for source in _sources.values() for each in source()]
