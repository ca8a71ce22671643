"""The copy comes into its place as a whole, and never over something that is no copy."""

import hashlib
import re
from pathlib import Path

import pytest

from portal.kiosk.writing import MARK, SUMS, NotOurs, check_place, write

PAGES = {"index.html": b"one", "et/index.html": b"two"}


def names(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}


def test_a_copy_holds_its_files_and_their_sums(tmp_path: Path) -> None:
    written = write(tmp_path / "copy", PAGES)
    assert names(tmp_path / "copy") == {*PAGES, MARK, SUMS}
    assert (written.files, written.size) == (
        4,
        sum(p.stat().st_size for p in (tmp_path / "copy").rglob("*.*")),
    )
    for line in (tmp_path / "copy" / SUMS).read_text().splitlines():
        found, name = re.split("  ", line)
        assert hashlib.sha256((tmp_path / "copy" / name).read_bytes()).hexdigest() == found


def test_an_earlier_copy_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path / "copy", {**PAGES, "et/old/index.html": b"gone"})
    write(tmp_path / "copy", PAGES)
    assert names(tmp_path / "copy") == {*PAGES, MARK, SUMS}
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_the_same_content_makes_the_same_files(tmp_path: Path) -> None:
    write(tmp_path / "one", PAGES)
    write(tmp_path / "other", dict(reversed(PAGES.items())))
    assert (tmp_path / "one" / SUMS).read_bytes() == (tmp_path / "other" / SUMS).read_bytes()


def test_an_empty_directory_may_be_filled(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    assert (tmp_path / "index.html").read_bytes() == b"one"


def test_somebodys_files_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.odt").write_bytes(b"mine")
    with pytest.raises(NotOurs):
        write(tmp_path, PAGES)
    with pytest.raises(NotOurs):
        check_place(tmp_path / "letter.odt")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.odt"]


def test_what_a_killed_writer_left_is_no_hindrance(tmp_path: Path) -> None:
    write(tmp_path / "copy", PAGES)
    (tmp_path / ".copy.unfinished" / "et").mkdir(parents=True)
    (tmp_path / ".copy.unfinished" / "et" / "half.html").write_bytes(b"half")
    write(tmp_path / "copy", PAGES)
    assert names(tmp_path) == {f"copy/{name}" for name in (*PAGES, MARK, SUMS)}


def test_a_full_disk_leaves_the_earlier_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "copy", PAGES)

    def full(path: Path, content: bytes) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        write(tmp_path / "copy", {"index.html": b"new"})
    monkeypatch.undo()
    assert (tmp_path / "copy" / "index.html").read_bytes() == b"one"
