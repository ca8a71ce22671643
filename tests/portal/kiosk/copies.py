"""Reads a copy as a suspicious visitor would: does every link lead to something that is there?"""

from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup

HAS_ISSUE = {"et": "2026", "en": "2026", "ru": "2026", "lt": "2026"}


def html_files(copy: Path) -> list[Path]:
    return sorted(copy.rglob("*.html"))


def faults_of(copy: Path) -> list[str]:
    """Every link that leads nowhere or elsewhere, every form that asks a server, every page without its date."""
    files = {str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()}
    ids = {str(path.relative_to(copy)): _ids(path) for path in html_files(copy)}
    return [f"{name}: {fault}" for name in sorted(ids) for fault in _faults(copy, name, files, ids)]


def _ids(path: Path) -> set[str]:
    return {str(tag["id"]) for tag in BeautifulSoup(path.read_text(), "html.parser").select("[id]")}


def _faults(copy: Path, name: str, files: set[str], ids: dict[str, set[str]]) -> Iterator[str]:
    page = BeautifulSoup((copy / name).read_text(), "html.parser")
    for tag, attribute in (("a, area, link", "href"), ("[src]", "src")):
        for found in page.select(tag):
            yield from _fault_of_link(name, str(found[attribute]), files, ids)
    yield from (f"a form asks a server: {form}" for form in page.select("form[action], form[method]"))
    if "2026" not in page.get_text():
        yield "does not say when it was made"
    if page.select("script:not([src]), [style], [onclick], meta[http-equiv]"):
        yield "runs or is styled from within"


def _fault_of_link(name: str, link: str, files: set[str], ids: dict[str, set[str]]) -> Iterator[str]:
    whole, fragment = urldefrag(link)
    if urlsplit(link).scheme or link.startswith("/"):
        yield f"leaves the copy: {link}"
        return
    there = normpath(join(name.rpartition("/")[0], unquote(whole))) if whole else name
    if there not in files:
        yield f"leads to nothing: {link}"
    elif fragment and fragment not in ids.get(there, set()):
        yield f"leads to no such part: {link}"
