"""Regions and prisons from the data files into the database, as often as one likes."""

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from home.text import stable_id

from .models import AreaMember, Prison, Region, RegionKind

DATA = Path(__file__).parent / "data"

Row = dict[str, str]
Coded = TypeVar("Coded", Region, Prison)

_NAMES = ("name_et", "name_en", "name_ru", "name_lt")
_REGION_FIELDS = ("parent_id", "kind", *_NAMES, "aliases", "lat", "lon")
_PRISON_FIELDS = ("country", "region_id", *_NAMES, "time_zone", "closed_on")
# Each level finds its parents in the levels before.
_LEVELS = ({RegionKind.COUNTRY}, {RegionKind.AREA, RegionKind.COUNTY}, {RegionKind.MUNICIPALITY})


@dataclass(frozen=True)
class Loaded:
    """What loading one file did; `gone` are codes in the database that the file no longer has."""

    total: int
    new: int
    changed: int
    gone: tuple[str, ...]

    def __str__(self) -> str:
        gone = f", no longer in the file: {' '.join(self.gone)}" if self.gone else ""
        return f"{self.total} ({self.new} new, {self.changed} changed{gone})"


def load(directory: Path = DATA) -> tuple[Loaded, Loaded]:
    """Load regions.csv, area_members.csv and prisons.csv in one transaction; return what was done to the first
    and the last.

    What is there already is changed where it differs, nothing is deleted but a county's place in an area.
    Raises ValueError where a row names a region that is not there, or a kind that is none.
    """
    with transaction.atomic():
        regions = _load_regions(_rows(directory / "regions.csv"))
        _load_area_members(_rows(directory / "area_members.csv"))
        return regions, _load_prisons(_rows(directory / "prisons.csv"))


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_regions(rows: Sequence[Row]) -> Loaded:
    unknown = {row["kind"] for row in rows} - {kind.lower() for kind in RegionKind.values}
    if unknown:
        raise ValueError(f"no kind of region: {sorted(unknown)}")
    stored = {region.code: region for region in Region.objects.all()}
    before = dict(stored)
    new = changed = 0
    for kinds in _LEVELS:
        ids = {code: region.pk for code, region in stored.items()}
        wanted = [_region(row, ids) for row in rows if row["kind"].upper() in kinds]
        written = _write(Region, wanted, before, _REGION_FIELDS)
        stored |= {region.code: region for region in written}
        new += sum(region.code not in before for region in written)
        changed += sum(region.code in before for region in written)
    return Loaded(len(rows), new, changed, _gone(rows, before))


def _region(row: Row, ids: dict[str, int]) -> Region:
    return Region(
        public_id=stable_id("region", row["code"]),
        code=row["code"],
        parent_id=_id_of(row["parent"], ids, row["code"]) if row["parent"] else None,
        kind=RegionKind(row["kind"].upper()),
        aliases=row["aliases"],
        lat=Decimal(row["lat"]),
        lon=Decimal(row["lon"]),
        **{name: row[name] for name in _NAMES},
    )


def _load_area_members(rows: Sequence[Row]) -> None:
    ids = dict(Region.objects.values_list("code", "pk"))
    wanted = {(_id_of(row["area"], ids, "?"), _id_of(row["county"], ids, "?")) for row in rows}
    stored = {
        (area, county): pk for pk, area, county in AreaMember.objects.values_list("pk", "area", "county")
    }
    AreaMember.objects.filter(pk__in=[pk for pair, pk in stored.items() if pair not in wanted]).delete()
    missing = sorted(wanted - stored.keys())
    AreaMember.objects.bulk_create(AreaMember(area_id=area, county_id=county) for area, county in missing)


def _load_prisons(rows: Sequence[Row]) -> Loaded:
    ids = dict(Region.objects.values_list("code", "pk"))
    stored = {prison.code: prison for prison in Prison.objects.all()}
    written = _write(Prison, [_prison(row, ids) for row in rows], stored, _PRISON_FIELDS)
    new = sum(prison.code not in stored for prison in written)
    return Loaded(len(rows), new, len(written) - new, _gone(rows, stored))


def _prison(row: Row, ids: dict[str, int]) -> Prison:
    return Prison(
        public_id=stable_id("prison", row["code"]),
        code=row["code"],
        country=row["country"],
        region_id=_id_of(row["region"], ids, row["code"]),
        time_zone=row["time_zone"],
        closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        **{name: row[name] for name in _NAMES},
    )


def _id_of(code: str, ids: dict[str, int], wanted_by: str) -> int:
    if code not in ids:
        raise ValueError(f"{wanted_by}: no region {code!r}")
    return ids[code]


def _write(
    model: type[Coded], wanted: Iterable[Coded], stored: dict[str, Coded], fields: Sequence[str]
) -> list[Coded]:
    """Insert what is new and update what differs, in bulk; return both."""
    written = [row for row in wanted if row.code not in stored or _differs(row, stored[row.code], fields)]
    model.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name.removesuffix("_id") for name in fields],
    )
    return written


def _differs(wanted: Coded, stored: Coded, fields: Iterable[str]) -> bool:
    return any(getattr(wanted, name) != getattr(stored, name) for name in fields)


def _gone(rows: Iterable[Row], stored: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(stored) - {row["code"] for row in rows}))
