"""How a reader calls a place: its town in their language, else its county; what tells equal names apart."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from home.geography.models import Region, RegionKind
from home.text import fold
from providers.listing import OWN_LANGUAGE
from providers.models import Location, ServiceAtLocation
from services.models import UnitKind

_MUNICIPAL_WORDS = re.compile(r" (linn|vald|(City |Rural |District )?Municipality)$")
_FROM_CYRILLIC = str.maketrans("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhoe")
_KINDS: dict[str, Promise] = {
    UnitKind.BED: pgettext_lazy("kind of place", "housing"),
    UnitKind.CASELOAD: pgettext_lazy("kind of place", "one-to-one help"),
    UnitKind.SEAT: pgettext_lazy("kind of place", "course"),
}
_GROUPS: dict[str, Promise] = {
    UnitKind.BED: _("House %(name)s"),
    UnitKind.CASELOAD: _("Mentor or counsellor %(name)s"),
    UnitKind.SEAT: _("Course %(name)s"),
}
_WORD = re.compile(r"[^\W\d_]{3}")


def reader_language() -> str:
    """The language of the page that is being made ("ru")."""
    return (get_language() or "et").split("-")[0]


def town_of(location: Location, reader: str) -> tuple[str, str]:
    """The town in the reader's language where it has a name in it, else as its own country writes it.

    Gives the name ("" where none is stated) and the code of the language it is in.
    """
    own = OWN_LANGUAGE.get(location.provider.country, "et")
    if location.prison and (own != reader or not location.name):
        return location.prison.name_in(reader), reader
    known = _known_as(location, reader) if own != reader else ""
    return (known, reader) if known else (location.name, own)


def spot_of(location: Location, reader: str) -> tuple[str, str]:
    """As `town_of`; where no town is stated, the county, area or country."""
    town, language = town_of(location, reader)
    return (town, language) if town else (county_of(location, reader), reader)


def county_of(location: Location, reader: str) -> str:
    """The county or area of a place in the reader's language, "" where none is stated."""
    region = location.region or (location.prison.region if location.prison else None)
    return _up_to_county(region).name_in(reader) if region else ""


def kind_of(service: ServiceAtLocation) -> str:
    """What a place is, in a word, where its service may be given in several ways; else ""."""
    return str(_KINDS[service.unit_kind]) if len(service.service_type.unit_kinds) > 1 else ""


def group_called(name: str, unit_kind: str) -> str:
    """A house, mentor or course by its name; one that has only a letter or a number ("A", "M3") with what it is."""
    if not name or _WORD.search(name):
        return name
    return str(_GROUPS[unit_kind] % {"name": name})


def told_apart(rows: Sequence[Sequence[str]]) -> list[str]:
    """A name for each row, in the order given. A row is a name, then what else may tell it from others.

    Of the further parts, one after the other, those are added in which rows of one name differ. Pure.
    """
    names = [row[0] for row in rows]
    for parts in zip_longest(*(row[1:] for row in rows), fillvalue=""):
        found: dict[str, set[str]] = defaultdict(set)
        for name, part in zip(names, parts, strict=True):
            found[name].add(part)
        names = [
            f"{name}, {part}" if part and len(found[name]) > 1 else name
            for name, part in zip(names, parts, strict=True)
        ]
    return names


def _known_as(location: Location, reader: str) -> str:
    """The name of the town in another language: that of its municipality, or the one that it is looked up by."""
    region = location.region
    if region is None or region.kind != RegionKind.MUNICIPALITY or not location.name:
        return ""
    name = fold(location.name)
    if name in {fold(_bare(region.name_et)), fold(_bare(region.name_en))}:
        # "Kaunase linn", "Pakruojo rajono savivaldybė": without its last words the name stands in the genitive.
        shown = region.name_in(reader).removeprefix("волость ")
        return "" if " " in shown else shown
    return next((alias for alias in region.alias_list() if reader == "ru" and _sounds_as(alias, name)), "")


def _bare(name: str) -> str:
    return _MUNICIPAL_WORDS.sub("", name)


def _sounds_as(alias: str, folded: str) -> bool:
    """Whether a name in Cyrillic letters is the same as one in Latin letters: «Лайтсе», "Laitse"."""
    return not alias.isascii() and alias.lower().translate(_FROM_CYRILLIC) == folded.replace("j", "i")


def _up_to_county(region: Region) -> Region:
    return region.parent if region.kind == RegionKind.MUNICIPALITY and region.parent else region
