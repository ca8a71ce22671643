"""The pages on which it is said that somebody stays longer, is still there, or has left."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import html

from home.record.models import Event
from home.users.models import User
from providers.models import Overstay, Stay
from referrals.models import Offer, Referral
from referrals.operations import person_arrived
from tests.factories.providers import taken
from tests.referrals.scene import Scene, client_of, offer_of, request_of

DAY = timedelta(days=1)


class There:
    """Somebody who is in the north house, on some day after their first."""

    def __init__(self, scene: Scene, clock: time_machine.Traveller) -> None:
        self.scene, self.clock = scene, clock
        self.referral: Referral = scene.send()
        self.offer: Offer = offer_of(self.referral)
        scene.accept(self.offer)
        self.on(self.stay.start)
        now = self.scene.now
        person_arrived(
            actor=scene.worker, key="came", offer_id=self.offer.public_id, today=now.date(), now=now
        )

    @property
    def stay(self) -> Stay:
        return Stay.objects.get(placement__request__referral=self.referral)

    def on(self, day: date) -> None:
        self.scene = self.scene.later(days=(day - self.scene.today).days)
        self.clock.move_to(self.scene.now)

    def page(self, name: str, by: User | None = None) -> str:
        response = client_of(by or self.scene.worker).get(self.address(name))
        return html.strip_tags(response.content.decode()) if response.status_code == 200 else ""

    def address(self, name: str) -> str:
        if name.startswith("referral"):
            more: list[UUID] = [request_of(self.referral).public_id] if name == "referral-longer" else []
            return reverse(f"work:{name}", args=[self.referral.public_id, *more])
        return reverse(f"work:{name}", args=[self.offer.public_id])

    def send(self, name: str, day: date, *, by: User | None = None, **typed: Any) -> Any:
        field = "left_on" if name == "offer-left" else "last"
        typed = {"key": str(uuid4()), "reason": "NO_HOME", **parts(field, day), **typed}
        return client_of(by or self.scene.worker).post(self.address(name), typed)


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


@pytest.fixture
def there(scene: Scene, midday: time_machine.Traveller) -> There:
    return There(scene, midday)


def test_the_offer_leads_to_what_can_be_said_now(there: There) -> None:
    page = there.page("offer")
    assert "The person has left" in page
    assert "More time is needed" in page
    assert "The person is still there" not in page
    there.on(there.stay.end)
    page = there.page("offer")
    assert "The person is still there" in page
    assert "Say whether the person has left" in page
    there.on(there.stay.end + DAY)
    assert "More time is needed" not in there.page("offer")
    assert there.page("offer-longer") == ""


def test_beyond_the_limit_the_coordinator_is_asked_and_allows_it(there: There) -> None:
    end = there.stay.end
    refused = there.send("offer-longer", end)
    assert refused.status_code == 422
    assert "For longer, ask the coordinator" in refused.content.decode()
    assert there.send("offer-longer", end, ask="1", key=str(UUID(int=1))).status_code == 302
    assert there.send("offer-longer", end, ask="1", key=str(UUID(int=1))).status_code == 302
    assert Event.objects.filter(kind="request.extension_asked").count() == 1
    coordinator = there.scene.coordinator
    assert "More time" in there.page("referral", coordinator)
    assert "More time" not in there.page("referral", there.scene.officer)
    asked = there.page("referral-longer", coordinator)
    assert "The provider asks for time until" in asked
    assert "There is no next home yet" in asked
    key = str(uuid4())
    for _ in range(2):
        assert there.send("referral-longer", end, by=coordinator, key=key).status_code == 302
    assert there.stay.end == request_of(there.referral).end == end + DAY
    assert "The provider asks" not in there.page("referral-longer", coordinator)
    assert Event.objects.filter(kind="referral.viewed", actor_id=coordinator.public_id).count() >= 4


def test_a_refusal_names_days_and_nobody(there: There) -> None:
    end = there.stay.end
    group = there.scene.north.groups.get()
    for unit in group.units.all():
        taken(unit, end + 2 * DAY, end + 9 * DAY)
    response = there.send("referral-longer", end + 4 * DAY, by=there.scene.coordinator)
    assert response.status_code == 422
    page = html.strip_tags(response.content.decode())
    assert "No place is free on these days: 25 June 2027 – 27 June 2027." in page
    assert there.stay.end == end


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"last_day": "29", "last_month": "2", "last_year": "2027"}, "There is no such day"),
        ({"last_year": "9999"}, "too far away"),
        ({"last_year": "2026"}, "It lasts until then already"),
        ({"last_day": ""}, "Enter day, month and year"),
        ({"reason": ""}, "Choose a reason"),
        ({"reason": "Mari is ill"}, "Select a valid choice"),
    ],
)
def test_wrong_days_are_told_and_kept(there: There, typed: dict[str, Any], said: str) -> None:
    end = there.stay.end
    response = there.send("offer-longer", end, **typed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert all(f'value="{value}"' in response.content.decode() for value in typed.values() if value.isdigit())
    assert there.stay.end == end
    assert not Event.objects.filter(kind="request.extend").exists()


def test_somebody_is_still_there_and_then_has_left(there: There) -> None:
    end = there.stay.end
    there.on(end + 2 * DAY)
    assert "The last day has passed" in html.strip_tags(
        client_of(there.scene.worker).get(reverse("work:offers") + "?show=accepted").content.decode()
    )
    assert "This day has passed" in there.send("offer-still-here", end).content.decode()
    far = there.send("offer-still-here", end + 500 * DAY)
    assert "too far away" in far.content.decode()
    assert not Overstay.objects.exists()
    assert there.send("offer-still-here", end + 5 * DAY).status_code == 302
    assert Overstay.objects.get().end == end + 6 * DAY
    assert "It is recorded that the person stays until" in there.page("offer")
    assert there.send("offer-still-here", end + 5 * DAY).status_code == 302
    assert Overstay.objects.count() == 1
    there.on(end + 4 * DAY)
    assert there.send("offer-left", end + 4 * DAY).status_code == 302
    assert Overstay.objects.get().end == end + 4 * DAY
    assert request_of(there.referral).state == "ENDED"
    assert "The person is with you" not in there.page("offer")
    assert "The last day has passed, and the person is still there" in there.page(
        "referral", there.scene.officer
    )


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "had not come yet"), (5, "has not come yet. Say it on the day itself")]
)
def test_nobody_leaves_on_such_a_day(there: There, days: int, said: str) -> None:
    response = there.send("offer-left", there.stay.start + days * DAY)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert request_of(there.referral).state == "ACTIVE"


def test_only_their_provider_and_the_coordinator_of_the_country(there: There) -> None:
    scene = there.scene
    for stranger in (scene.other_worker, scene.officer, scene.coordinator):
        for name in ("offer-longer", "offer-still-here", "offer-left"):
            assert client_of(stranger).get(there.address(name)).status_code == 404
    for stranger in (scene.officer, scene.worker, scene.lt_coordinator):
        assert client_of(stranger).get(there.address("referral-longer")).status_code == 404
        assert there.send("referral-longer", there.stay.end, by=stranger).status_code == 404


def test_the_pages_ask_the_database_little(there: There) -> None:
    worker, coordinator = client_of(there.scene.worker), client_of(there.scene.coordinator)
    counts = {}
    for name in ("offer", "offer-longer", "referral-longer"):
        client = coordinator if name.startswith("referral") else worker
        with CaptureQueriesContext(connection) as captured:
            assert client.get(there.address(name)).status_code == 200
        counts[name] = len(captured)
    assert max(counts.values()) <= 30, counts
