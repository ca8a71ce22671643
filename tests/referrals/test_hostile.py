"""Whatever is posted to a form of the workspace, no page breaks; what is wrong changes nothing and is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import models, transaction
from django.forms import Form
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from home.record.models import Event, Outbox, Receipt
from providers.forms import ConfirmForm, PauseForm, PlacesForm, ResumeForm, TermsForm
from providers.models import CapacityStep, Pause, ServiceAtLocation, Stay
from referrals.forms.answers import AcceptForm, DeclineForm, WithdrawForm
from referrals.models import Offer, Referral, ServiceRequest
from tests.referrals.scene import TODAY, Scene, client_of, offer_of

NAMES = ["key", "reason", "note", "action", "group", "places", "start_day", "start_month", "start_year"]
NAMES += [
    "turnaround_days",
    "answer_days",
    "correct",
    "until_day",
    "until_month",
    "until_year",
    "csrfmiddlewaretoken",
    "page",
]
SNIPPETS = [
    "",
    "\x00",
    "' OR 1=1 --",
    "<script>",
    "-1",
    "0",
    "8",
    "²",
    "9" * 30,
    "1e9",
    "NaN",
    "31",
    "2",
    "2027",
]
SNIPPETS += ["x" * 3000, "\u202e", "SAFETY", "MISTAKE", "OTHER", "on", "on\r\nX: y", "{{7*7}}", "%s", "None"]
VALUES = st.one_of(
    st.sampled_from(SNIPPETS),
    st.text(max_size=30),
    st.uuids().map(str),
    st.integers(-(10**20), 10**20).map(str),
)
BODIES = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), VALUES), max_size=14)
FORMS: dict[str, Callable[[QueryDict], Form]] = {
    "accept": AcceptForm,
    "decline": DeclineForm,
    "withdraw": WithdrawForm,
    "confirm": ConfirmForm,
    "resume": ResumeForm,
    "pause": lambda data: PauseForm(data, today=TODAY),
    "places": lambda data: PlacesForm(data, today=TODAY),
    "terms": TermsForm,
}
WATCHED: tuple[type[models.Model], ...] = (
    *(Offer, Referral, ServiceRequest, Stay, CapacityStep, Pause),
    *(ServiceAtLocation, Event, Outbox, Receipt),
)
MANY = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@dataclass(frozen=True)
class Door:
    """Where forms of one kind are posted to, and by whom."""

    client: Client
    address: str
    action: str

    def push(self, data: QueryDict) -> Any:
        kind = "application/x-www-form-urlencoded"
        return self.client.post(self.address, data.urlencode(), content_type=kind)


@pytest.fixture
def doors(scene: Scene) -> dict[str, Door]:
    referral = scene.send()
    offer = offer_of(referral)
    worker, officer = client_of(scene.worker), client_of(scene.officer)
    numbers = reverse("work:capacity-service", args=[scene.north.public_id])
    withdraw = reverse("work:referral-withdraw", args=[referral.public_id])
    return {
        "accept": Door(worker, reverse("work:offer-accept", args=[offer.public_id]), ""),
        "decline": Door(worker, reverse("work:offer-decline", args=[offer.public_id]), ""),
        "withdraw": Door(officer, withdraw, ""),
        "terms": Door(worker, reverse("work:capacity-terms", args=[scene.north.public_id]), ""),
        **{action: Door(worker, numbers, action) for action in ("confirm", "resume", "pause", "places")},
    }


def everything() -> list[object]:
    """All that a form could change."""
    return [list(model._default_manager.order_by("pk").values_list()) for model in WATCHED]


def posted(body: list[tuple[str, str]], action: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in body:
        data.appendlist(name, value)
    if action:
        data["action"] = action
    return data


@pytest.mark.parametrize("form", FORMS)
@MANY
@given(body=BODIES)
@example(body=[("key", "00000000-0000-4000-8000-000000000000"), ("reason", "nothing we know")])
@example(body=[("key", "00000000-0000-4000-8000-000000000000"), ("places", "5"), ("start_day", "1")])
def test_what_is_wrong_changes_nothing_and_breaks_no_page(
    doors: dict[str, Door], form: str, body: list[tuple[str, str]]
) -> None:
    door = doors[form]
    data = posted(body, door.action)
    before = everything()
    with transaction.atomic():
        response = door.push(data)
        after = everything()
        transaction.set_rollback(True)
    assert response.status_code in {200, 302, 404, 422}
    if not FORMS[form](data).is_valid():
        assert after == before
        if response.status_code == 422:
            assert_kept(response, data)


def assert_kept(response: Any, data: QueryDict) -> None:
    """What was typed stands in the form again, as it was typed."""
    shown = response.context["form"]
    if shown is None or not shown.is_bound:
        return
    for name in {"reason", "note", "places"} & set(shown.fields) & set(data):
        assert shown[name].value() == data[name], name


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=%00%ff&a=%", "application/x-www-form-urlencoded"),
        (b"{]", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "text/plain"),
    ],
)
def test_no_body_breaks_a_page(doors: dict[str, Door], form: str, body: bytes, kind: str) -> None:
    before = everything()
    response = doors[form].client.post(doors[form].address, body, content_type=kind)
    assert response.status_code in {302, 400, 404, 422}
    assert everything() == before


def test_numbers_of_another_house_cannot_be_changed(scene: Scene) -> None:
    group, tomorrow = scene.south.groups.get(), TODAY + timedelta(days=1)
    data = {
        "action": "places",
        "key": str(uuid4()),
        "group": str(group.public_id),
        "places": "0",
        **dict(zip(("start_year", "start_month", "start_day"), tomorrow.isoformat().split("-"), strict=True)),
    }
    before = everything()
    for service, status in ((scene.north, 404), (scene.south, 404)):
        address = reverse("work:capacity-service", args=[service.public_id])
        assert client_of(scene.worker).post(address, data).status_code == status
    assert everything() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"places": "-4", "start_day": "31", "start_month": "2", "start_year": "2027"}, "-4"),
        ({"places": "7", "start_day": "1", "start_month": "1", "start_year": "2020"}, "2020"),
        ({"places": "abc", "start_day": "", "start_month": "", "start_year": ""}, "abc"),
    ],
)
def test_a_wrong_number_is_shown_again_with_what_is_wrong(
    scene: Scene, typed: dict[str, str], kept: str
) -> None:
    group = scene.north.groups.get()
    address = reverse("work:capacity-service", args=[scene.north.public_id])
    data = {"action": "places", "key": str(uuid4()), "group": str(group.public_id), **typed}
    response = client_of(scene.worker).post(address, data)
    assert response.status_code == 422
    assert f'value="{kept}"' in response.content.decode()


@pytest.mark.parametrize("until", [("1", "1", "2026"), ("31", "12", "9999"), ("29", "2", "2027")])
def test_a_pause_that_ends_on_no_such_day_keeps_its_reason(scene: Scene, until: tuple[str, str, str]) -> None:
    address = reverse("work:capacity-service", args=[scene.north.public_id])
    data = {"action": "pause", "key": str(uuid4()), "reason": "New windows"}
    data |= dict(zip(("until_day", "until_month", "until_year"), until, strict=True))
    response = client_of(scene.worker).post(address, data)
    assert response.status_code == 422
    assert 'value="New windows"' in response.content.decode()
    assert not Pause.objects.exists()


def test_the_page_of_a_paused_house_takes_another_pause_well(scene: Scene) -> None:
    address = reverse("work:capacity-service", args=[scene.north.public_id])
    for reason in ("New windows", "Still new windows", "x" * 201):
        data = {"action": "pause", "key": str(uuid4()), "reason": reason}
        response = client_of(scene.worker).post(address, data)
        assert response.status_code == (422 if len(reason) > 200 else 302)
    assert client_of(scene.worker).get(address).status_code == 200


def test_a_number_that_is_there_already_is_corrected_only_on_purpose(scene: Scene) -> None:
    address = reverse("work:capacity-service", args=[scene.north.public_id])
    data = {"action": "places", "group": str(scene.north.groups.get().public_id)}
    data |= {"start_day": "1", "start_month": "12", "start_year": "2026"}
    client = client_of(scene.worker)
    statuses = []
    for places, correct in (("3", ""), ("4", ""), ("5", "on")):
        more = {"key": str(uuid4()), "places": places, "correct": correct}
        statuses.append(client.post(address, data | more).status_code)
    assert statuses == [302, 422, 302]
    steps = CapacityStep.objects.filter(group__service_at_location=scene.north)
    assert steps.latest("start").places == 5
