"""`manage.py simulate` on a country with its regions loaded."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.referrals.scene import Scene


def told(**options: Any) -> str:
    out = StringIO()
    quick = {"country": "EE", "years": 1, "seeds": 1, "ways": ["NEAREST", "QUEUE"], "no_bound": True}
    call_command("simulate", stdout=out, stderr=StringIO(), **{**quick, **options})
    return out.getvalue()


@pytest.fixture
def regions(db: None) -> None:
    call_command("load_regions", verbosity=0, stdout=StringIO())


def test_a_table_is_printed(regions: None) -> None:
    lines = told(by="county").splitlines()
    assert lines[0].startswith("EE housing: 120 places, 1 years, seeds 1 to 1, demand 105%")
    assert [line.split()[0] for line in lines[2:4]] == ["NEAREST", "QUEUE"]
    assert any(line.startswith("EE-45") for line in lines)


def test_imagined_places_are_for_the_same_people(regions: None) -> None:
    now = json.loads(told(json=True))["EE housing"]["ways"]["QUEUE"]
    then = json.loads(told(json=True, places=["EE-511=+10"]))["EE housing"]["ways"]["QUEUE"]
    assert now["all"]["people"] == then["all"]["people"]
    assert then["use_in"]["EE-45"]["days"] == now["use_in"]["EE-45"]["days"] + 10 * 365
    assert then["all"]["placed"] > now["all"]["placed"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"places": ["EE-45"]},
        {"places": ["EE-45=ten"]},
        {"places": ["EE-nowhere=3"]},
        {"places": ["EE=3"]},
        {"places": ["EE-45=-500"]},
        {"years": 0},
        {"demand": 0.0},
        {"from_database": True},
    ],
)
def test_what_makes_no_sense_is_told(regions: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(CommandError):
        told(**wrong)


def test_places_of_today_come_from_the_directory(scene: Scene) -> None:
    assert told(from_database=True).startswith("EE housing: ")
