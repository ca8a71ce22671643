"""How far a provider's no reaches: this house, or all its houses, by the reason it gave."""

from io import StringIO

import pytest
from django.core.management import call_command

from providers.models import ServiceAtLocation
from referrals.duties import place_waiting
from referrals.models import Placement, Referral
from referrals.operations.planning_night import carry_out_nights, plan_night
from referrals.refusals import has_said_no
from tests.referrals.scene import Scene, house, offer_of, request_of
from tests.referrals.test_replay import AGREES

ANY_HOUSE, THIS_HOUSE = (
    ("NEED_NOT_MET", "SAFETY"),
    ("NO_PLACE_AFTER_ALL", "HOUSE_RULES", "CAPACITY_WRONG", "OTHER"),
)


@pytest.fixture
def second(scene: Scene) -> ServiceAtLocation:
    """Another house of the northern provider, as near as its first."""
    return house(scene.north.provider, beds=2, programme=scene.programme, region=scene.tallinn.region)


def asked(referral: Referral) -> ServiceAtLocation:
    return offer_of(referral).placement.stay.service_at_location


def refused_everywhere_but_by(scene: Scene, later: ServiceAtLocation, reason: str) -> Referral:
    """A referral that waits: north said no with this reason, south is full; then `later` opens."""
    for service in (scene.south, later):
        service.groups.get().steps.update(places=0)
    referral = scene.send()
    scene.decline(offer_of(referral), reason=reason)
    assert request_of(referral).state == "WAITING"
    later.groups.get().steps.update(places=2)
    return referral


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize("reason", ANY_HOUSE)
def test_a_no_about_the_person_spares_them_the_other_houses(scene: Scene, reason: str) -> None:
    referral = scene.send()
    scene.decline(offer_of(referral), reason=reason)
    assert asked(referral) == scene.south


@pytest.mark.parametrize("reason", THIS_HOUSE)
def test_a_no_about_the_house_leaves_the_others(scene: Scene, second: ServiceAtLocation, reason: str) -> None:
    referral = scene.send()
    first = asked(referral)
    scene.decline(offer_of(referral), reason=reason)
    assert {first, asked(referral)} == {scene.north, second}


def test_silence_is_about_the_house(scene: Scene, second: ServiceAtLocation) -> None:
    referral = scene.send()
    first = asked(referral)
    scene.later(days=8).sweep()
    assert {first, asked(referral)} == {scene.north, second}


@pytest.mark.parametrize(("reason", "placed"), [("SAFETY", 0), ("HOUSE_RULES", 1)])
def test_the_waiting_list_knows_it(scene: Scene, second: ServiceAtLocation, reason: str, placed: int) -> None:
    refused_everywhere_but_by(scene, second, reason)
    assert place_waiting(scene.now) == placed


@pytest.mark.parametrize(("reason", "placed"), [("SAFETY", 0), ("HOUSE_RULES", 1)])
def test_the_night_knows_it(scene: Scene, second: ServiceAtLocation, reason: str, placed: int) -> None:
    refused_everywhere_but_by(scene, second, reason)
    plan_night(country="EE", now=scene.now)
    assert carry_out_nights(country="EE", now=scene.now) == placed


@pytest.mark.parametrize(("reason", "everywhere"), [("SAFETY", True), ("HOUSE_RULES", False)])
def test_a_plan_made_before_the_no_is_held_to_it(
    scene: Scene, second: ServiceAtLocation, reason: str, everywhere: bool
) -> None:
    referral = scene.send()
    here = asked(referral)
    other = second if here == scene.north else scene.north
    scene.decline(offer_of(referral), reason=reason)
    request = request_of(referral)
    said = [has_said_no(request=request, house=one.public_id) for one in (here, other, scene.south)]
    assert said == [True, everywhere, False]
    assert Placement.objects.filter(request=request).count() == 2


@pytest.mark.usefixtures("second")
def test_the_rule_is_stored_and_told_again(scene: Scene) -> None:
    referral = scene.send()
    scene.decline(offer_of(referral), reason="SAFETY")
    out = StringIO()
    call_command("replay_routing", referral.number, stdout=out)
    _first, second = out.getvalue().split("Chosen: ")[1:]
    told = "Answer of the provider: The provider said no, and its reason holds for all its places."
    assert second.count(told) == 2
    assert second.count(AGREES) == 1
