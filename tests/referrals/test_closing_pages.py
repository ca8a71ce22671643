"""A provider closes places for a time, opens them again, and says how long a place stays empty, page by page."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import html

from home.record.models import Event, Receipt
from providers.closing_form import ClosingForm
from providers.models import ServiceAtLocation, UnitGroup, Void
from tests.factories.providers import VoidFactory, taken
from tests.referrals.scene import TODAY, Scene, client_of, house

KEY = re.compile(r'name="key" value="([^"]+)"')


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def on(number: int) -> date:
    return TODAY + timedelta(days=number)


def address(group: UnitGroup) -> str:
    return reverse("work:capacity-close", args=[group.service_at_location.public_id, group.public_id])


def filled(start: int = 10, last: int = 19, **typed: str) -> dict[str, str]:
    days = {**parts("start", on(start)), **parts("last", on(last))}
    return {"key": str(uuid4()), "which": "SOME", "places": "1", "reason": "REPAIRS", **days, **typed}


def close(scene: Scene, group: UnitGroup, **typed: Any) -> Any:
    return client_of(scene.worker).post(address(group), filled(**typed))


def numbers_page(scene: Scene, service: ServiceAtLocation) -> str:
    shown = client_of(scene.worker).get(reverse("work:capacity-service", args=[service.public_id]))
    return html.strip_tags(shown.content.decode())


def test_places_are_closed_and_open_again(scene: Scene) -> None:
    group = scene.north.groups.get()
    assert close(scene, group, places="2").status_code == 302
    void = Void.objects.get()
    assert (void.start, void.end, void.places, void.reason) == (on(10), on(20), 2, "REPAIRS")
    assert void.created_by == scene.worker
    page = numbers_page(scene, scene.north)
    assert "2 places" in page
    assert "Take it back" in page
    button = reverse("work:capacity-open", args=[scene.north.public_id, void.public_id])
    key = {"key": str(uuid4())}
    for _ in range(2):
        assert client_of(scene.worker).post(button, key).status_code == 302
    assert not Void.objects.exists()
    assert Event.objects.filter(kind="places.opened").count() == 1
    other_page = {"key": str(uuid4())}
    assert client_of(scene.worker).post(button, other_page).status_code == 302


@pytest.mark.parametrize(
    ("first", "said"), [("1", "On these days 1 place is open"), ("2", "There is nothing to close")]
)
def test_what_somebody_else_closed_in_this_moment_is_told(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, first: str, said: str
) -> None:
    group = scene.north.groups.get()
    assert close(scene, group, places=first).status_code == 302
    with monkeypatch.context() as before:
        before.setattr(ClosingForm, "_check_there_are_so_many", lambda form, span: None)
        shown = close(scene, group, places="2")
    assert shown.status_code == 422
    assert said in shown.content.decode()
    assert Void.objects.count() == 1


def test_the_days_that_have_too_few_places_are_told(scene: Scene) -> None:
    for unit in scene.north.groups.get().units.all():
        taken(unit, TODAY, on(90))
    close(scene, scene.north.groups.get(), which="EVERY")
    page = numbers_page(scene, scene.north)
    assert "2 places too few from 3 December 2026 to 12 December 2026: nobody is put out" in page
    assert "The whole house" in page


def test_a_mentor_goes_on_leave(scene: Scene) -> None:
    mentor = scene.with_mentor()
    worker = mentor.provider.memberships.create(user=scene.worker, start=TODAY)
    assert worker.pk
    page = client_of(scene.worker).get(address(mentor.groups.get())).content.decode()
    assert "Leave or absence" in page
    assert "Away: nobody new on these days" in page
    assert close(scene, mentor.groups.get(), which="EVERY", reason="LEAVE").status_code == 302
    assert Void.objects.get().is_whole


def test_a_bed_that_has_something_special_is_closed_by_name(scene: Scene) -> None:
    region = scene.north.location.region
    beds = house(scene.north.provider, beds=[["STEP_FREE"], []], programme=scene.programme, region=region)
    unit = beds.groups.get().units.get(number=1)
    assert "Place 1: step-free" in client_of(scene.worker).get(address(beds.groups.get())).content.decode()
    assert close(scene, beds.groups.get(), which=str(unit.public_id), places="").status_code == 302
    assert Void.objects.get().unit == unit
    assert "Place 1: step-free" in numbers_page(scene, beds)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"start": -1}, "This day has passed"),
        ({"start": 10, "last": 9}, "This is before the first day"),
        ({"start": 3000, "last": 3001}, "This day is too far away"),
        ({"last": 3001}, "This day is too far away"),
        ({"start_day": "29", "start_month": "2", "start_year": "2027"}, "There is no such day"),
        ({"last_day": "31", "last_month": "12", "last_year": "9999"}, "This day is too far away"),
        ({"start_year": ""}, "Enter day, month and year"),
        ({"places": "-4"}, "Type at least 1"),
        ({"places": "0"}, "Type at least 1"),
        ({"places": "many"}, "Type a whole number"),
        ({"places": ""}, "Type how many places are closed"),
        ({"places": "3"}, "On these days 2 places are open. Type no more than that"),
        ({"which": ""}, "Choose what is closed"),
        ({"which": str(uuid4())}, "Select a valid choice"),
        ({"reason": "because Jaan broke it"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_writes_nothing(
    scene: Scene, typed: dict[str, Any], said: str
) -> None:
    response = close(scene, scene.north.groups.get(), **{"reason": "OTHER", **typed})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in html.strip_tags(page)
    assert page.count('class="errors"') == 1
    kept = [value for value in typed.values() if isinstance(value, str) and value.strip("-").isdigit()]
    assert all(f'value="{value}"' in page for value in kept)
    assert not Void.objects.exists()
    assert not Receipt.objects.filter(operation="places.closed").exists()


def test_what_is_closed_already_counts(scene: Scene) -> None:
    group = scene.north.groups.get()
    VoidFactory.create(group=group, start=on(0), end=on(40), places=1)
    said = close(scene, group, places="2").content.decode()
    assert "On these days 1 place is open" in said
    VoidFactory.create(group=group, start=on(0), end=on(40), places=1)
    said = close(scene, group, which="EVERY").content.decode()
    assert "There is nothing to close" in said


def test_where_no_number_is_stated_there_is_nothing_to_close(scene: Scene) -> None:
    group = UnitGroup.objects.create(service_at_location=scene.north)
    assert "No number of places is stated" in close(scene, group).content.decode()
    later = group.steps.create(start=on(15), places=3)
    assert later.pk
    assert close(scene, group).status_code == 302


def test_a_void_of_another_house_is_nobodys_business(scene: Scene) -> None:
    south = scene.south.groups.get()
    void = VoidFactory.create(group=south)
    wrong = reverse("work:capacity-open", args=[scene.north.public_id, void.public_id])
    assert client_of(scene.worker).post(wrong, {"key": str(uuid4())}).status_code == 404
    wrong = reverse("work:capacity-close", args=[scene.north.public_id, south.public_id])
    assert client_of(scene.worker).post(wrong, filled()).status_code == 404
    assert Void.objects.get() == void


def test_turnaround_and_answer_days_are_seen_and_changed(scene: Scene) -> None:
    page = reverse("work:capacity-terms", args=[scene.north.public_id])
    client = client_of(scene.worker)
    key = KEY.search(client.get(page).content.decode())
    assert key
    typed = {"key": key[1], "turnaround_days": "2", "answer_days": "7"}
    assert client.post(page, typed).status_code == 302
    scene.north.refresh_from_db()
    assert (scene.north.turnaround_days, scene.north.answer_days) == (2, 7)
    assert "2 working days after somebody leaves" in numbers_page(scene, scene.north)
    assert client.post(page, {**typed, "answer_days": "8"}).status_code == 302
    scene.north.refresh_from_db()
    assert scene.north.answer_days == 7, "the same page again, with other numbers"


@pytest.mark.parametrize(
    ("turnaround", "answer", "said"),
    [
        ("-1", "5", "Days cannot be below zero"),
        ("21", "5", "Type at most 20. Close places"),
        ("2", "0", "Type at least 1"),
        ("2", "9999999999999999999999", "Type at most 20. People wait"),
        ("two", "5", "Type a whole number"),
        ("", "5", "0 is fine"),
    ],
)
def test_terms_out_of_bounds_are_told(scene: Scene, turnaround: str, answer: str, said: str) -> None:
    page = reverse("work:capacity-terms", args=[scene.north.public_id])
    typed = {"key": str(uuid4()), "turnaround_days": turnaround, "answer_days": answer}
    response = client_of(scene.worker).post(page, typed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert f'value="{turnaround}"' in response.content.decode() or not turnaround


def test_the_list_confirms_with_one_tap(scene: Scene) -> None:
    late = scene.north.max_age_days + 1
    ServiceAtLocation.objects.filter(pk=scene.north.pk).update(confirmed_at=scene.now - timedelta(days=late))
    client = client_of(scene.worker)
    page = client.get(reverse("work:capacity")).content.decode()
    assert "The numbers are too old" in page
    key = KEY.search(page)
    assert key
    numbers = reverse("work:capacity-service", args=[scene.north.public_id])
    assert client.post(numbers, {"action": "confirm", "key": key[1]}).status_code == 302
    assert "The numbers are too old" not in client.get(reverse("work:capacity")).content.decode()


def test_many_voids_ask_the_database_no_more_than_few(scene: Scene) -> None:
    page = reverse("work:capacity-service", args=[scene.north.public_id])
    client, group, counts = client_of(scene.worker), scene.north.groups.get(), []
    unit = group.units.earliest("pk")
    for rows in (2, 9):
        for number in range(rows):
            VoidFactory.create(group=group, start=on(number), end=on(number + 9), unit=unit)
            VoidFactory.create(group=group, start=on(number), end=on(number + 9))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 30
