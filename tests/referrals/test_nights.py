"""What the nights did, for the coordinator: numbers of their countries, the newest first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.models import PlanningRun
from referrals.operations.planning_night import carry_out_nights, plan_night
from services.models import ServiceType
from tests.referrals.scene import TODAY, Scene, client_of, make_scene, request_of

COUNTS = {"kept": 7, "waiting": 5, "proven": 1, "placed": 3, "moved": 4, "skipped": 1}


def night(scene: Scene, day: date = TODAY, country: str = "EE", **fields: object) -> PlanningRun:
    kind = ServiceType.objects.get(code=fields.pop("service", "housing"))
    given = {"planned_at": scene.now, "finished_at": scene.now, "counts": COUNTS, **fields}
    return PlanningRun.objects.create(night=day, country=country, service_type=kind, **given)


def rows_of(scene: Scene, query: str = "") -> list[tuple[date, int, int, int, int]]:
    page = client_of(scene.coordinator).get(reverse("work:nights") + query)
    rows = page.context["rows"]
    return [(row.run.night, row.placed, row.moved, row.left, row.out_of_date) for row in rows]


def test_counts_are_told_the_newest_first(scene: Scene) -> None:
    night(scene, TODAY - timedelta(days=1))
    night(scene, counts={})
    assert rows_of(scene) == [(TODAY, 0, 0, 0, 0), (TODAY - timedelta(days=1), 3, 4, 2, 1)]


def test_other_countries_are_not_told(scene: Scene) -> None:
    night(scene, country="LT")
    assert rows_of(scene) == []


def test_before_the_first_night_the_page_says_so(scene: Scene) -> None:
    text = client_of(scene.coordinator).get(reverse("work:nights")).content.decode()
    assert "No night has been planned yet" in text


def test_what_is_not_finished_says_so(scene: Scene) -> None:
    night(scene, finished_at=None)
    assert "Not finished yet" in client_of(scene.coordinator).get(reverse("work:nights")).content.decode()


def test_the_list_of_cases_leads_there(scene: Scene) -> None:
    text = client_of(scene.coordinator).get(reverse("work:unplaced")).content.decode()
    assert f'href="{reverse("work:nights")}"' in text


def test_many_nights_are_paged_and_ask_no_more(scene: Scene) -> None:
    client, counts = client_of(scene.coordinator), []
    for start in (0, 5, 35):
        for number in range(5 if start < 35 else 0):
            night(scene, TODAY - timedelta(days=start + number))
        client.get(reverse("work:nights"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("work:nights"))
        counts.append(len(captured))
    assert len(set(counts)) == 1
    for number in range(30):
        night(scene, TODAY - timedelta(days=100 + number))
    assert (len(rows_of(scene)), len(rows_of(scene, "?page=2"))) == (30, 10)
    assert len(rows_of(scene, "?page=x")) == 30


def test_it_tells_what_a_night_writes(db: None) -> None:
    """The words of the counts are those of the night's work."""
    scene = make_scene(beds=0)
    for _person in range(2):
        assert request_of(scene.send(scene.answers(in_days=60))).state == "WAITING"
    scene.more_places(scene.north, 1)
    plan_night(country="EE", now=scene.now)
    carry_out_nights(country="EE", now=scene.now)
    [housing] = [row for row in rows_of(scene) if sum(row[1:])]
    assert housing == (TODAY, 1, 0, 1, 0)


@pytest.mark.parametrize("who", ["officer", "worker", "editor"])
def test_for_others_there_is_nothing(scene: Scene, who: str) -> None:
    assert client_of(getattr(scene, who)).get(reverse("work:nights")).status_code == 404
