"""A coordinator asks what more places would change, and gets an answer that a process worked out."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from referrals import simulation_duties
from referrals.models import Simulation, SimulationState
from referrals.operations import simulating
from referrals.operations.simulating import compute, put_back_simulations
from referrals.what_if import Question
from tests.referrals.scene import HARJU, NOW, TODAY, Scene, client_of

ADDRESS = "work:planning"


def typed(**changes: Any) -> dict[str, str]:
    return {
        "key": str(uuid4()),
        "service": "housing",
        "region": HARJU,
        "places": "2",
        "demand": "105",
        **changes,
    }


def ask(scene: Scene, **changes: Any) -> Simulation:
    response = client_of(scene.coordinator).post(reverse(ADDRESS), typed(**changes))
    assert response.status_code == 302
    return Simulation.objects.get(public_id=UUID(response["Location"].rstrip("/").rsplit("/", 1)[-1]))


@pytest.fixture
def asked(scene: Scene, midday: object) -> Simulation:
    return ask(scene)


def page_of(scene: Scene, simulation: Simulation) -> str:
    address = reverse("work:planning-result", args=[simulation.public_id])
    return client_of(scene.coordinator).get(address).content.decode()


def test_an_answer_is_computed_and_shown(scene: Scene, asked: Simulation) -> None:
    assert "<progress" in page_of(scene, asked)
    assert compute(simulation_id=asked.public_id, today=TODAY, clock=lambda: NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.progress) == (SimulationState.DONE, 100)
    then, now = asked.result["imagined"], asked.result["today"]
    assert then["use"]["days"] > now["use"]["days"]
    assert then["all"]["placed"] > now["all"]["placed"]
    assert 'class="then"' in page_of(scene, asked)


def test_it_is_computed_once(asked: Simulation) -> None:
    assert compute(simulation_id=asked.public_id, today=TODAY, clock=lambda: NOW)
    assert not compute(simulation_id=asked.public_id, today=TODAY, clock=lambda: NOW)


def test_the_same_page_sent_twice_asks_once(scene: Scene, midday: object) -> None:
    key = str(uuid4())
    assert ask(scene, key=key) == ask(scene, key=key)
    assert Simulation.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("service", "complex_support"),
        ("region", ""),
        ("region", "EE"),
        ("region", "LT-VL"),
        ("region", "nowhere"),
        ("places", ""),
        ("places", "0"),
        ("places", "1.5"),
        ("places", "51"),
        ("places", "-51"),
        ("places", "-50"),
        ("places", "ten"),
        ("demand", "0"),
        ("demand", "-105"),
        ("demand", "201"),
        ("demand", "9" * 400),
        ("service", "mentoring"),
    ],
)
def test_bad_input_is_told_at_its_field(scene: Scene, midday: object, field: str, value: str) -> None:
    response = client_of(scene.coordinator).post(reverse(ADDRESS), typed(**{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Simulation.objects.exists()


def test_others_see_nothing_of_it(scene: Scene, asked: Simulation) -> None:
    address = reverse("work:planning-result", args=[asked.public_id])
    for user in (scene.lt_coordinator, scene.officer, scene.worker, scene.editor):
        assert client_of(user).get(address).status_code == 404
    assert client_of(scene.lt_coordinator).get(reverse(ADDRESS)).status_code == 200
    assert str(asked.public_id) not in client_of(scene.lt_coordinator).get(reverse(ADDRESS)).content.decode()


def test_what_a_dead_process_left_is_computed_by_another(
    asked: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    Simulation.objects.update(state=SimulationState.RUNNING, seen_at=NOW)
    assert put_back_simulations(now=NOW + timedelta(minutes=1)) == []
    later = NOW + timedelta(minutes=3)
    assert put_back_simulations(now=later) == [asked.public_id]
    assert put_back_simulations(now=later) == []
    assert compute(simulation_id=asked.public_id, today=TODAY, clock=lambda: later)


def test_what_nobody_began_is_asked_for_again(asked: Simulation) -> None:
    assert simulation_duties.put_back_lost(NOW) == 0
    assert simulation_duties.put_back_lost(NOW + timedelta(minutes=3)) == 1


def test_what_could_not_be_computed_for_an_hour_has_failed(scene: Scene, asked: Simulation) -> None:
    assert put_back_simulations(now=NOW + timedelta(hours=2)) == []
    asked.refresh_from_db()
    assert asked.state == SimulationState.FAILED
    assert page_of(scene, asked)


def test_a_failure_is_told(scene: Scene, asked: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(simulating, "answer", broken)
    with pytest.raises(RuntimeError):
        compute(simulation_id=asked.public_id, today=TODAY, clock=lambda: NOW)
    asked.refresh_from_db()
    assert asked.state == SimulationState.FAILED


def test_a_question_comes_back_from_json() -> None:
    question = Question("EE", "housing", HARJU, -3, 120)
    assert Question.from_json(question.to_json()) == question
    assert question.size == 3
