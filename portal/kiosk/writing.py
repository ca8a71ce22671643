"""Puts the copy onto a disk: beside its place first, whole, then in one step into it."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MARK = "kiosk-copy.txt"
SUMS = "checksums.txt"
_WHAT_IT_IS = (
    "A copy of the portal for reading without internet. Open index.html. Made anew as a whole each time.\n"
)


class NotOurs(Exception):
    """The place holds something that is no earlier copy."""


@dataclass(frozen=True)
class Written:
    """How many files there are, and how many bytes in all."""

    files: int
    size: int


def check_place(place: Path) -> None:
    """Raise NotOurs unless the copy may go there: nothing, an empty directory, or an earlier copy."""
    if place.exists() and not place.is_dir():
        raise NotOurs(f"{place} is a file")
    if place.is_dir() and any(place.iterdir()) and not (place / MARK).is_file():
        raise NotOurs(f"{place} is not empty and holds no earlier copy")


def write(place: Path, files: Mapping[str, bytes]) -> Written:
    """Replace what is at `place` by the files. Whoever reads it meanwhile sees the old copy or the new one.

    A writer that was killed leaves the old copy, or, between two renames, that one under another name beside it.
    """
    check_place(place)
    whole = {**files, MARK: _WHAT_IT_IS.encode()}
    whole[SUMS] = _sums(whole).encode()
    unfinished = place.with_name(f".{place.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, content in sorted(whole.items()):
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    _swap(unfinished, place)
    return Written(len(whole), sum(map(len, whole.values())))


def _swap(unfinished: Path, place: Path) -> None:
    before = place.with_name(f".{place.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if place.exists():
        place.rename(before)
    unfinished.rename(place)
    shutil.rmtree(before, ignore_errors=True)


def _sums(files: Mapping[str, bytes]) -> str:
    """As `sha256sum --check` reads them: whether a stick still holds what was written."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())
    )
