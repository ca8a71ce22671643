"""A place is kept early, its house is named when the day has come: until then no provider hears of the person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from home.record.events import events_of
from providers.models import Firmness, ServiceAtLocation, Stay
from referrals.answers import SubmittedAnswers
from referrals.models import Offer, Referral
from referrals.operations.deciding import name_due
from referrals.permissions import offers_visible_to
from tests.referrals.scene import NOW, Scene, client_of, offer_of, request_of, stays_held

LATE = 60
"""Days until a release that is far enough for its house to be named later."""


def kept_stay(referral: Referral, service: str = "housing") -> Stay:
    stays = Stay.objects.select_related("service_at_location")
    return stays.get(placement__request=request_of(referral, service), placement__ended_at__isnull=True)


def wishing(answers: SubmittedAnswers, house: ServiceAtLocation) -> SubmittedAnswers:
    [asked] = answers.requests
    return replace(answers, requests=(replace(asked, wish=house.public_id, wish_reason="Near the family"),))


def test_a_place_is_kept_and_nobody_is_asked(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    stay = kept_stay(referral)
    assert request_of(referral).state == "KEPT"
    assert (stay.service_at_location, stay.firmness) == (scene.north, Firmness.PROVISIONAL)
    assert stays_held(scene.north) == 1
    assert not Offer.objects.exists()
    scene.sweep()
    assert not Offer.objects.exists()
    assert mail.outbox == []


def test_no_provider_sees_the_person_before(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    client = client_of(scene.worker)
    for address in ("work:offers", "work:capacity"):
        page = client.get(reverse(address)).content.decode()
        assert referral.number not in page
        assert "Demo Person" not in page
    page = client.get(reverse("work:capacity-service", args=[scene.north.public_id])).content.decode()
    assert referral.number not in page
    assert "Demo Person" not in page
    assert client.get(reverse("work:referral", args=[referral.public_id])).status_code == 404
    assert not offers_visible_to(scene.worker, scene.today).exists()


@pytest.mark.parametrize(("in_days", "state"), [(0, "OFFERED"), (30, "OFFERED"), (31, "KEPT")])
def test_the_house_is_named_thirty_days_before_the_release(scene: Scene, in_days: int, state: str) -> None:
    assert request_of(scene.send(scene.answers(in_days=in_days))).state == state


def test_it_turns_into_an_offer_when_the_day_comes(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    stay = kept_stay(referral)
    eve, day = scene.later(days=LATE - 31), scene.later(days=LATE - 30)
    for house in (scene.north, scene.south):
        house.confirmed_at = eve.now
        house.save()
    assert eve.sweep()["referrals.offer_due_places"] == 0
    assert request_of(referral).state == "KEPT"
    assert day.sweep()["referrals.offer_due_places"] == 1
    offer = offer_of(referral)
    assert (offer.placement.stay, offer.sent_at) == (stay, day.now)
    assert (request_of(referral).state, kept_stay(referral).firmness) == ("OFFERED", Firmness.OFFERED)
    assert [event.kind for event in events_of(request_of(referral).public_id)] == [
        "request.keep",
        "request.offer",
    ]
    assert day.sweep()["referrals.offer_due_places"] == 0
    day.later(minutes=1).sweep()
    assert [message.to for message in mail.outbox] == [[scene.worker.email]]


def test_the_day_is_that_of_the_country(scene: Scene) -> None:
    """Half past ten in the evening in Greenwich is the next day in Tallinn."""
    referral = scene.send(scene.answers(in_days=LATE))
    assert replace_hour(scene.later(days=LATE - 31), 21).sweep()["referrals.offer_due_places"] == 0
    assert replace_hour(scene.later(days=LATE - 31), 22).sweep()["referrals.offer_due_places"] == 1
    assert request_of(referral).state == "OFFERED"


def replace_hour(scene: Scene, hour: int) -> Scene:
    return replace(scene, now=scene.now.replace(hour=hour, minute=30))


def test_after_a_stop_it_catches_up(scene: Scene) -> None:
    referrals = [scene.send(scene.answers(in_days=days)) for days in (LATE, LATE + 5)]
    assert scene.later(days=LATE + 10).sweep()["referrals.offer_due_places"] == 2
    assert {request_of(referral).state for referral in referrals} == {"OFFERED"}


def test_one_that_fails_does_not_stop_the_others(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, behind = (scene.send(scene.answers(in_days=days)) for days in (LATE, LATE + 1))

    def fail_for_one(**given: object) -> bool:
        if given["request_id"] == request_of(broken).public_id:
            raise RuntimeError
        return name_due(**given)  # type: ignore[arg-type]

    monkeypatch.setattr("referrals.duties.name_due", fail_for_one)
    assert scene.later(days=LATE).sweep()["referrals.offer_due_places"] == 1
    assert request_of(behind).state == "OFFERED"
    assert str(request_of(broken).public_id) in caplog.text


def test_a_wish_that_names_the_house_is_asked_at_once(scene: Scene) -> None:
    named = scene.send(wishing(scene.answers(in_days=LATE), scene.south))
    assert offer_of(named).provider == scene.south.provider
    for _ in range(2):
        scene.send(wishing(scene.answers(in_days=LATE), scene.south))
    elsewhere = scene.send(wishing(scene.answers(in_days=LATE), scene.south))
    assert request_of(elsewhere).state == "KEPT"
    assert kept_stay(elsewhere).service_at_location == scene.north


def test_a_conditional_release_is_asked_at_once(scene: Scene) -> None:
    referral = scene.send(scene.conditional(in_days=LATE))
    offer = offer_of(referral)
    assert request_of(referral).state == "OFFERED"
    # The hearing is on the thirtieth, a Monday: the house must have agreed on the Friday before it.
    assert offer.due_on == date(2026, 11, 27)
    assert offer.placement.held_until is not None


def test_other_services_are_asked_at_once(scene: Scene) -> None:
    scene.with_mentor()
    referral = scene.send(scene.answers(services=("mentoring", "housing"), in_days=LATE))
    assert request_of(referral, "mentoring").state == "OFFERED"
    assert request_of(referral).state == "KEPT"


def test_after_a_no_the_next_place_is_kept_until_its_day(scene: Scene) -> None:
    referral = scene.send(wishing(scene.answers(in_days=LATE), scene.south))
    scene.decline(offer_of(referral))
    assert request_of(referral).state == "KEPT"
    assert kept_stay(referral).service_at_location == scene.north
    assert not offers_visible_to(scene.worker, scene.today).exists()


def test_taking_back_frees_the_place_and_tells_no_provider(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    scene.withdraw(referral)
    assert stays_held(scene.north) == 0
    assert scene.later(days=LATE).sweep()["referrals.offer_due_places"] == 0
    assert mail.outbox == []


def test_a_release_moved_near_is_asked_on_the_next_sweep(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    assert scene.move_release(referral, days=-40) == {"housing": "STAYED"}
    assert scene.sweep()["referrals.offer_due_places"] == 1
    assert offer_of(referral).sent_at == NOW


def test_a_house_that_was_paused_meanwhile_keeps_its_promise(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    scene.north.pauses.create(start=scene.today, reason="repairs", created_by=scene.worker)
    scene.south.pauses.create(start=scene.today, reason="repairs", created_by=scene.worker)
    assert scene.later(days=LATE - 30).sweep()["referrals.offer_due_places"] == 1
    assert offer_of(referral).provider == scene.north.provider


def test_the_officer_reads_regions_and_days_and_no_house(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE))
    county = scene.tallinn.region.parent
    assert county is not None
    client = client_of(scene.officer)
    for name in ("work:referral", "work:referral-letter"):
        page = client.get(reverse(name, args=[referral.public_id])).content.decode()
        assert "North House" not in page
        assert county.name in page
        assert "23 December 2026" in page, "the day on which the house is named"


def test_a_place_elsewhere_is_told_by_its_county(scene: Scene) -> None:
    scene.more_places(scene.north, 0)
    referral = scene.send(scene.answers(in_days=LATE))
    county = scene.viru.region.parent
    assert county is not None
    letter = reverse("work:referral-letter", args=[referral.public_id])
    page = client_of(scene.officer).get(letter).content.decode()
    assert county.name in page
    assert "South House" not in page


def test_who_can_live_anywhere_is_told_so(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=LATE, region="EE"))
    letter = reverse("work:referral-letter", args=[referral.public_id])
    page = client_of(scene.officer).get(letter).content.decode()
    assert "in the country" in page
    assert "House" not in page.replace("The house", "")


def test_the_days_between_are_nobodys_but_the_persons(scene: Scene) -> None:
    """A provisional place counts as taken: what is kept is never given away twice."""
    scene.south.pauses.create(start=scene.today, reason="repairs", created_by=scene.worker)
    states = [request_of(scene.send(scene.answers(in_days=LATE))).state for _ in range(3)]
    assert states == ["KEPT", "KEPT", "WAITING"]
    assert stays_held(scene.north) == 2
    assert Stay.objects.filter(start=NOW.date() + timedelta(days=LATE)).count() == 2
