"""The content files: texts per language in `pages/`, facts in `data/`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from home.names import NAME_LANGUAGES

HERE = Path(__file__).parent
Row = dict[str, Any]


@dataclass(frozen=True)
class PageText:
    """One page in four languages. `kind` says what it tells about, `thing` is the code of that row.

    `terms` are words with their meaning by language; `fields` are values that all languages share.
    """

    code: str
    kind: str
    parent: str
    texts: dict[str, Row] = field(repr=False)
    thing: str = ""
    in_menu: bool = False
    written_in: str = NAME_LANGUAGES[0]
    exact_words: bool = False

    @property
    def languages(self) -> list[str]:
        """The languages, that of the source first: what is published first is what the others answer to."""
        return sorted(self.texts, key=lambda code: (code != self.written_in, NAME_LANGUAGES.index(code)))

    terms: tuple[Row, ...] = field(default=(), repr=False)
    fields: Row = field(default_factory=dict, repr=False)


def rows_of(name: str, directory: Path = HERE / "data") -> list[Row]:
    """Return the rows of one file of facts, such as "providers"."""
    rows: list[Row] = yaml.safe_load((directory / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def home_texts(directory: Path = HERE / "pages") -> dict[str, Row]:
    """Return the texts of the home page by language."""
    return _texts(_read(directory / "home.yaml"))


def page_texts(directory: Path = HERE / "pages") -> list[PageText]:
    """Return all pages but the home page, parents before their children, in the order of `order.yaml`."""
    order: list[str] = yaml.safe_load((directory / "order.yaml").read_text(encoding="utf-8"))
    return [_page(code, _read(directory / f"{code}.yaml")) for code in order]


def navigation_rows(directory: Path = HERE / "data") -> Row:
    """Return what stands around every page: entries of menu and footer, and words by language."""
    return _read(directory / "navigation.yaml")


def _read(path: Path) -> Row:
    row: Row = yaml.safe_load(path.read_text(encoding="utf-8"))
    return row


def _page(code: str, row: Row) -> PageText:
    return PageText(
        code=code,
        kind=row["kind"],
        parent=row["parent"],
        thing=row.get("thing", ""),
        in_menu=row.get("menu", False),
        written_in=row.get("written_in", NAME_LANGUAGES[0]),
        exact_words=row.get("exact_words", False),
        terms=tuple(row.get("terms", [])),
        fields=row.get("fields", {}),
        texts=_texts(row),
    )


def _texts(row: Row) -> dict[str, Row]:
    missing = [code for code in NAME_LANGUAGES if code not in row]
    if missing:
        raise ValueError(f"no text in {missing}")
    return {code: row[code] for code in NAME_LANGUAGES}
