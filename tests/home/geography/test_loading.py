import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.geography.loading import DATA, load
from home.geography.models import AreaMember, Prison, Region, RegionKind
from home.text import stable_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def everything() -> list[list[Any]]:
    return [list(model._default_manager.order_by("pk").values()) for model in (Region, AreaMember, Prison)]


def test_both_countries_are_loaded() -> None:
    load()
    kinds = {kind: Region.objects.filter(kind=kind).count() for kind in RegionKind}
    assert kinds == {"COUNTRY": 2, "AREA": 6, "COUNTY": 25, "MUNICIPALITY": 139}
    assert AreaMember.objects.count() == 18
    tartu = Region.objects.get(code="EE-793")
    assert tartu.public_id == stable_id("region", "EE-793")
    assert (tartu.name_et, tartu.name_ru, tartu.country_code) == ("Tartu linn", "Тарту", "EE")
    assert "Tartu City" in tartu.alias_list()


def test_prisons_lie_in_their_country_and_its_time() -> None:
    load()
    zones = {"EE": "Europe/Tallinn", "LT": "Europe/Vilnius"}
    prisons = list(Prison.objects.select_related("region"))
    assert {prison.code for prison in prisons} >= {"EE-TALLINN", "EE-TARTU", "EE-VIRU", "LT-PRAVIENISKES"}
    for prison in prisons:
        assert prison.region.kind == RegionKind.MUNICIPALITY
        assert prison.region.country_code == prison.country == prison.code[:2]
        assert prison.time_zone == zones[prison.country]
        assert all(prison.name_in(lang) for lang in ("et", "en", "ru", "lt"))
    assert [prison.code for prison in prisons if prison.closed_on] == ["LT-LUKISKES"]


def test_loading_twice_changes_nothing() -> None:
    load()
    before = everything()
    regions, prisons = load()
    assert everything() == before
    assert (regions.new, regions.changed, regions.gone) == (0, 0, ())
    assert (prisons.new, prisons.changed, prisons.gone) == (0, 0, ())


def test_a_changed_row_is_changed_in_its_place(files: Path) -> None:
    load()
    before = Region.objects.get(code="EE-793")
    change(files / "regions.csv", "Tartu linn,Tartu,", "Tartu linn,Tartu City,")
    regions, _ = load(files)
    after = Region.objects.get(code="EE-793")
    assert (regions.new, regions.changed) == (0, 1)
    assert (after.pk, after.public_id, after.name_en) == (before.pk, before.public_id, "Tartu City")


def test_a_new_county_and_its_municipality_come_in_one_go(files: Path) -> None:
    load()
    with (files / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("EE-N1,EE-N0,municipality,Uus vald,New,Новая,Nauja,,58.1,25.1\n")
        file.write("EE-N0,EE,county,Uus maakond,New County,Новый,Nauja,,58.2,25.2\n")
    regions, _ = load(files)
    assert (regions.new, regions.changed) == (2, 0)
    assert Region.objects.get(code="EE-N1").parent == Region.objects.get(code="EE-N0")


def test_codes_gone_from_the_file_are_told_and_kept(files: Path) -> None:
    load()
    change(files / "prisons.csv", "EE-VIRU,", "EE-JOHVI,")
    _, prisons = load(files)
    assert prisons.gone == ("EE-VIRU",)
    assert Prison.objects.filter(code__in=["EE-VIRU", "EE-JOHVI"]).count() == 2


def test_a_county_that_moves_to_another_area_leaves_the_old_one(files: Path) -> None:
    load()
    change(files / "area_members.csv", "EE-X-CENTRAL,EE-71", "EE-X-NORTH,EE-71")
    load(files)
    assert [member.area.code for member in AreaMember.objects.filter(county__code="EE-71")] == ["EE-X-NORTH"]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("regions.csv", "EE-793,EE-79,", "EE-793,EE-00,", "EE-793: no region 'EE-00'"),
        ("regions.csv", "EE-793,EE-79,municipality", "EE-793,EE-79,village", "village"),
        ("prisons.csv", "EE-TARTU,EE,EE-793", "EE-TARTU,EE,EE-000", "EE-TARTU: no region 'EE-000'"),
    ],
)
def test_a_wrong_file_loads_nothing(files: Path, file: str, old: str, new: str, says: str) -> None:
    change(files / file, old, new)
    with pytest.raises(ValueError, match=says):
        load(files)
    assert not Region.objects.exists()


def test_rows_are_written_in_bulk() -> None:
    with CaptureQueriesContext(connection) as first:
        load()
    with CaptureQueriesContext(connection) as again:
        load()
    assert len(first) < 30
    assert len(again) < 15


def test_the_command_says_in_one_line_what_it_did(files: Path) -> None:
    out = StringIO()
    call_command("load_regions", stdout=out)
    count = Prison.objects.count()
    assert out.getvalue() == f"Regions: 172 (172 new, 0 changed); prisons: {count} ({count} new, 0 changed)\n"
