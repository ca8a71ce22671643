"""Pages of the workspace ask the database a fixed number of times, however many rows they show."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.models import Referral, Simulation
from referrals.what_if import Question
from tests.factories.geography import PrisonFactory
from tests.factories.providers import UnitGroupFactory
from tests.factories.referrals import draft as make_draft
from tests.referrals.scene import HARJU, TODAY, Scene, client_of, house, make_scene, offer_of, request_of

MOST = 30


@dataclass(frozen=True)
class Page:
    """A page, and what makes it longer."""

    person: str
    address: Callable[[Scene, Referral], str]
    grow: Callable[[Scene], None]


def more_referrals(scene: Scene) -> None:
    make_draft(owner=scene.officer)
    scene.send()


def more_accepted(scene: Scene) -> None:
    scene.accept(offer_of(scene.send()))


def more_waiting(scene: Scene) -> None:
    scene.send(scene.answers(services=("complex_support",)))


def more_simulations(scene: Scene) -> None:
    Simulation.objects.create(
        country="EE",
        asked_by=scene.coordinator,
        asked_at=scene.now,
        parameters=Question("EE", "housing", HARJU, 10).to_json(),
    )


def more_houses(scene: Scene) -> None:
    region = scene.north.location.region
    house(scene.north.provider, beds=0, programme=scene.programme, region=region)


def more_groups(scene: Scene) -> None:
    UnitGroupFactory.create(service_at_location=scene.north).steps.create(start=TODAY, places=1)
    scene.send()


def more_prisons(scene: Scene) -> None:
    PrisonFactory.create(region=scene.tallinn.region)


def to(name: str, query: str = "") -> Callable[[Scene, Referral], str]:
    return lambda scene, referral: reverse(f"work:{name}") + query


def to_referral(name: str) -> Callable[[Scene, Referral], str]:
    return lambda scene, referral: reverse(f"work:{name}", args=[referral.public_id])


PAGES = {
    "referrals": Page("officer", to("referrals"), more_referrals),
    "referrals of a country": Page("coordinator", to("referrals"), more_referrals),
    "referral": Page("officer", to_referral("referral"), more_referrals),
    "letter": Page("officer", to_referral("referral-letter"), more_referrals),
    "withdraw": Page("officer", to_referral("referral-withdraw"), more_referrals),
    "release": Page("officer", to_referral("referral-release"), more_referrals),
    "prison": Page("officer", to_referral("referral-prison"), more_prisons),
    "close": Page("officer", to_referral("referral-close"), more_referrals),
    "refused": Page("officer", to_referral("referral-refused"), more_referrals),
    "granted": Page("officer", to_referral("referral-granted"), more_referrals),
    "postponed": Page("officer", to_referral("referral-postponed"), more_referrals),
    "offers": Page("worker", to("offers"), more_referrals),
    "accepted": Page("worker", to("offers", "?show=accepted"), more_accepted),
    "offer": Page(
        "worker", lambda _, one: reverse("work:offer", args=[offer_of(one).public_id]), more_referrals
    ),
    "capacity": Page("worker", to("capacity"), more_houses),
    "capacity of one": Page(
        "worker", lambda scene, _: reverse("work:capacity-service", args=[scene.north.public_id]), more_groups
    ),
    "planning": Page("coordinator", to("planning"), more_simulations),
    "unplaced": Page("coordinator", to("unplaced"), more_waiting),
}


@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
def test_many_rows_ask_no_more_than_few(db: None, midday: object, name: str) -> None:
    scene, page = make_scene(beds=14), PAGES[name]
    referral = scene.send(scene.conditional())
    client = client_of(getattr(scene, page.person))
    counts = []
    for rows in (3, 9):
        for _ in range(rows):
            page.grow(scene)
        counts.append(asked(client, page.address(scene, referral)))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST


def test_many_houses_that_did_not_fit_ask_no_more_than_few(db: None, midday: object) -> None:
    scene = make_scene(beds=0)
    client, counts = client_of(scene.coordinator), []
    for houses in (3, 9):
        for _ in range(houses):
            more_houses(scene)
        request = request_of(scene.send())
        assert request.state == "WAITING"
        counts.append(asked(client, reverse("work:unplaced-request", args=[request.public_id])))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
