"""The wizard before real houses: what fits, why, what does not, and who may file."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.users.models import User
from providers.models import Unit
from providers.operations import pause
from referrals.models import Placement, Referral
from tests.factories.geography import CountryMembershipFactory
from tests.factories.providers import taken
from tests.referrals.scene import NOW, TODAY, Scene, house, offer_of, provider
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import NEEDS, REGION, RELEASE, SERVICES, Typed, day

pytestmark = pytest.mark.usefixtures("at_noon")

HOUSING: Typed = SERVICES | {"wanted": ["housing"]}
IN_HARJU: Typed = REGION | {"no_contact": []}
SIMPLE: Typed = NEEDS | {"requirements": [], "offences": [], "interpreter": "yes"}
PARTS: dict[str, Typed] = {"region": IN_HARJU, "services": HOUSING, "needs": SIMPLE}


@pytest.fixture
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def filer_before_the_matches(scene: Scene, **changes: Typed) -> Filer:
    return Filer(scene.officer).start().fill("matches", **{**PARTS, **changes})


def test_the_nearest_house_stands_first_and_says_why(scene: Scene) -> None:
    filer = filer_before_the_matches(scene)
    [housing] = filer.page("matches").context["form"].choices()
    assert [choice.place.id for choice in housing.places] == [
        str(scene.north.public_id),
        str(scene.south.public_id),
    ]
    assert [choice.is_best for choice in housing.places] == [True, False]
    assert {reason.label for reason in housing.places[0].place.reasons} >= {
        "Region",
        "Dates",
        "Language",
        "House rules",
    }
    assert all(reason.text for choice in housing.places for reason in choice.place.reasons)


def test_choosing_for_me_keeps_a_place_at_the_house_that_fits_best(scene: Scene) -> None:
    filer_before_the_matches(scene).fill(**PARTS).send()
    assert Placement.objects.get().stay.service_at_location == scene.north


def test_a_named_house_is_asked(scene: Scene) -> None:
    south = {"wish_housing": str(scene.south.public_id), "reason_housing": "Near the family"}
    filer = filer_before_the_matches(scene)
    assert filer.post("matches", south)["Location"] == filer.url("check")
    filer.send()
    assert offer_of(Referral.objects.get()).provider == scene.south.provider


def test_a_named_house_that_pauses_is_asked_about_again(scene: Scene) -> None:
    filer = filer_before_the_matches(scene)
    filer.post("matches", {"wish_housing": str(scene.north.public_id)})
    pause(
        actor=scene.worker,
        key="pause",
        service_at_location_id=scene.north.public_id,
        start=TODAY,
        end=None,
        reason="REPAIRS",
        today=TODAY,
        now=NOW,
    )
    assert filer.page("check")["Location"] == filer.url("matches")
    page = filer.page("matches").content.decode()
    assert "This place does not fit any more." in page
    assert "The provider takes no new people" in page
    assert filer.post("check", {"confirmed": "on"})["Location"] == filer.url("matches")


def test_where_nothing_fits_the_referral_can_be_sent_all_the_same(scene: Scene) -> None:
    filer = filer_before_the_matches(scene, needs=SIMPLE | {"requirements": ["PET"]})
    page = filer.page("matches").content.decode()
    assert "No place fits now." in page
    assert "What would open it" in page
    filer.post("matches", {})
    filer.send()
    assert Referral.objects.get().requests.get().state == "WAITING"


def test_what_a_home_must_have_is_not_asked_of_a_mentor(scene: Scene) -> None:
    scene.with_mentor()
    later = {"where_mentoring": "AFTER_RELEASE", **day("start_mentoring", date(2027, 1, 14))}
    both = SERVICES | {"wanted": ["housing", "mentoring"]} | later
    pet = SIMPLE | {"requirements": ["PET", "SINGLE_ROOM"]}
    filer = filer_before_the_matches(scene, services=both, needs=pet)
    found = filer.page("matches").context["form"].choices()
    assert {choice.matched.code: len(choice.places) for choice in found} == {"housing": 0, "mentoring": 1}
    filer.post("matches", {"together": "PART"})
    filer.send()
    codes = {one.service_type.code: one.requirement_codes for one in Referral.objects.get().requests.all()}
    assert codes == {"housing": ["PET", "SINGLE_ROOM"], "mentoring": []}


def test_the_zone_is_no_secret_to_the_officer(scene: Scene) -> None:
    filer = filer_before_the_matches(scene, region=REGION | {"region": "EE", "no_contact": ["EE-37"]})
    [housing] = filer.page("matches").context["form"].choices()
    assert [choice.place.id for choice in housing.places] == [str(scene.south.public_id)]
    assert "It lies in a no-contact zone." in filer.page("matches").content.decode()


def released(user: User) -> Filer:
    filer = Filer(user).start()
    today = {"wanted": ["housing"], "later": "0", **day("start_housing", None)}
    return filer.fill(release={"kind": "RELEASED_ALREADY"}, services=today, region=IN_HARJU, needs=SIMPLE)


@pytest.mark.parametrize("role", ["coordinator", "worker"])
def test_provider_and_coordinator_file_for_somebody_released(scene: Scene, role: str) -> None:
    user = getattr(scene, role)
    response = released(user).send()
    referral = Referral.objects.get()
    assert response["Location"] == reverse("work:referral", args=[referral.public_id])
    assert referral.prison is None
    assert referral.release_kind == "RELEASED_ALREADY"
    assert referral.requests.get().start == TODAY
    assert referral.filed_for_provider == (scene.north.provider if role == "worker" else None)


def test_they_file_for_nobody_in_prison(scene: Scene) -> None:
    filer = Filer(scene.coordinator).start().fill("release")
    response = filer.post("release", RELEASE)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"kind"}


def test_an_officer_files_for_nobody_released(scene: Scene) -> None:
    filer = Filer(scene.officer).start().fill("release")
    assert "already released" not in filer.page("release").content.decode()
    response = filer.post("release", {"kind": "RELEASED_ALREADY"})
    assert "kind" in response.context["form"].errors


def test_who_works_in_two_countries_says_which(scene: Scene) -> None:
    CountryMembershipFactory(user=scene.coordinator, country="LT")
    filer = Filer(scene.coordinator)
    address = reverse("work:referral-new")
    assert "Lithuania" in filer.client.get(address).content.decode()
    assert "Choose the country first." in filer.client.post(address).content.decode()
    assert filer.client.post(address, {"country": "FI"}).status_code == 200
    assert filer.start(country="LT").draft.country == "LT"


def test_an_editor_files_nothing(scene: Scene) -> None:
    assert Filer(scene.editor).client.post(reverse("work:referral-new")).status_code == 404


def test_each_place_that_fits_shows_its_months(scene: Scene) -> None:
    """The house is full until a week before the release; the bar says so, and so would a booking."""
    for unit in Unit.objects.filter(group__service_at_location=scene.south):
        taken(unit, TODAY, date(2027, 1, 8))
    page = filer_before_the_matches(scene).page("matches")
    [housing] = page.context["form"].choices()
    north, south = (choice.place.months for choice in housing.places)
    assert north.told == "A place is free during the whole stay, and in all the months shown here."
    assert south.told.endswith("all places are taken: 1 January 2027 to 7 January 2027.")
    text = page.content.decode()
    assert north.told in text
    assert south.told in text


def test_suitable_places_are_found_in_few_queries(scene: Scene) -> None:
    """However many fit."""
    filer, counts = filer_before_the_matches(scene), []
    for houses in (0, 6):
        for number in range(houses):
            one = provider(f"another-{number}")
            house(one, programme=scene.programme, region=scene.north.location.region)
        with CaptureQueriesContext(connection) as captured:
            page = filer.page("matches")
        counts.append(len(captured))
        assert len(page.context["form"].choices()[0].places) == 2 + houses
    assert counts[0] == counts[1]
    assert counts[0] <= 35
