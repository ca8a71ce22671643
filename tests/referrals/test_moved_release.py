"""Release comes earlier or later: what begins with it moves along, keeps its place or finds another."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.urls import reverse

from home.record.events import events_of
from home.record.models import Outbox
from home.record.receipts import KeyReused
from providers.models import Stay
from referrals.models import Referral, RoutingDecision, ServiceRequest
from referrals.operations import ReleaseDates, move_release
from referrals.sealed import answers_of
from referrals.workflow import NotAllowed
from tests.factories.geography import PrisonMembershipFactory
from tests.referrals.scene import NOW, Scene, client_of, offer_of, request_of, stays_held

RELEASE = date(2026, 12, 23)


def stay_of(referral: Referral, service: str = "housing") -> Stay:
    return offer_of(referral, service).placement.stay


@pytest.mark.parametrize("days", [-10, 20])
@pytest.mark.parametrize("accepted", [False, True])
def test_a_place_that_is_free_moves_along_as_firm_as_it_was(scene: Scene, days: int, accepted: bool) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    if accepted:
        scene.accept(offer)
    before = stay_of(referral)
    assert scene.move_release(referral, days=days) == {"housing": "STAYED"}
    after, request = stay_of(referral), request_of(referral)
    assert (after.pk, after.firmness) == (before.pk, before.firmness)
    assert after.start == request.start == RELEASE + timedelta(days=days)
    assert after.end == request.end == after.limit_end
    assert request.state == ("ACCEPTED" if accepted else "OFFERED")
    assert offer_of(referral) == offer
    [occupied] = after.occupations.filter(released_at__isnull=True)
    assert occupied.start == after.start


def test_answers_and_columns_tell_the_new_dates(scene: Scene) -> None:
    referral = scene.send()
    dates = ReleaseDates(
        expected=date(2027, 1, 9),
        earliest=date(2027, 1, 2),
        latest=date(2027, 2, 1),
        hearing=date(2026, 12, 1),
    )
    key = referral.data_key
    scene_move(scene, referral, dates)
    referral.refresh_from_db()
    assert referral.data_key == key
    release = answers_of(referral).release
    assert (release.expected, release.earliest, release.latest, release.hearing) == (
        referral.release_on,
        referral.release_earliest,
        referral.release_latest,
        referral.hearing_on,
    )
    assert (
        ReleaseDates(
            expected=release.expected or NOW.date(),
            earliest=release.earliest,
            latest=release.latest,
            hearing=release.hearing,
        )
        == dates
    )
    event = events_of(referral.public_id).get(kind="referral.release_moved")
    assert (event.from_state, event.to_state) == ("2026-12-23", "2027-01-09")
    assert event.actor_id == scene.officer.public_id


def scene_move(scene: Scene, referral: Referral, dates: ReleaseDates, key: str = "") -> dict[UUID, str]:
    followed = move_release(
        actor=scene.officer,
        key=key or str(uuid4()),
        referral_id=referral.public_id,
        dates=dates,
        today=scene.today,
        now=scene.now,
    )
    return {request: str(each) for request, each in followed.items()}


def fill(scene: Scene, *, from_days: int, beds: int = 2) -> list[Referral]:
    """Others who take the north house from so many days on."""
    return [scene.send(scene.answers(in_days=from_days)) for _ in range(beds)]


def kept_for(referral: Referral) -> Stay:
    """Where a place is kept, whoever was asked."""
    return Stay.objects.get(placement__request__referral=referral, placement__ended_at__isnull=True)


def test_where_the_house_is_full_on_the_new_days_another_is_asked_in_time(scene: Scene) -> None:
    # One bed until the others come in a year; then the person's stay, a month later, would overlap theirs.
    fill(scene, from_days=30 + 190)
    referral = scene.send()
    scene.accept(offer_of(referral))
    left = offer_of(referral)
    assert left.provider == scene.north.provider
    assert scene.move_release(referral, days=30) == {"housing": "ELSEWHERE"}
    left.refresh_from_db()
    assert left.answer == "CANCELLED"
    request, stay = request_of(referral), kept_for(referral)
    assert (request.state, request.start) == ("KEPT", RELEASE + timedelta(days=30))
    assert (stay.service_at_location, stay.start) == (scene.south, request.start)
    assert Stay.objects.filter(service_at_location=scene.north, released_at__isnull=True).count() == 2
    kinds = list(events_of(request.public_id).values_list("kind", flat=True))
    assert kinds[-2:] == ["request.move", "request.keep"]
    scene.later(days=30).sweep()
    assert offer_of(referral).provider == scene.south.provider


def test_with_no_place_left_it_waits_and_the_old_place_is_free(scene: Scene) -> None:
    scene.more_places(scene.south, 0)
    fill(scene, from_days=30 + 190)
    referral = scene.send()
    assert scene.move_release(referral, days=30) == {"housing": "WAITING"}
    request = request_of(referral)
    assert (request.state, request.waiting_since) == ("WAITING", NOW)
    assert not request.placements.filter(ended_at__isnull=True).exists()
    assert stays_held(scene.north) == 2
    assert RoutingDecision.objects.filter(request=request).latest("pk").outcome == "NO_PLACE"
    assert scene.later(minutes=5).move_release(referral, days=-30) == {"housing": "FOUND"}
    assert request_of(referral).state == "OFFERED"


def test_who_waits_goes_on_waiting_in_turn_with_new_reasons(scene: Scene) -> None:
    referral = scene.send(scene.answers(person={"languages": ("fr",)}))
    assert scene.later(days=1).move_release(referral, days=10) == {"housing": "WAITING"}
    request = request_of(referral)
    assert (request.waiting_since, request.start) == (NOW, RELEASE + timedelta(days=10))
    assert RoutingDecision.objects.filter(request=request).count() == 2


@pytest.mark.parametrize(
    ("start", "in_prison", "followed"),
    [(-20, True, "UNCHANGED"), (-20, False, "UNCHANGED"), (0, False, "STAYED"), (14, False, "STAYED")],
)
def test_a_mentor_moves_only_where_the_help_begins_after_release(
    scene: Scene, start: int, in_prison: bool, followed: str
) -> None:
    scene.with_mentor().prisons.add(scene.tallinn)
    answers = scene.answers(services=("mentoring",))
    [asked] = answers.requests
    asked = replace(asked, start=RELEASE + timedelta(days=start), in_prison=in_prison)
    referral = scene.send(replace(answers, requests=(asked,)))
    assert scene.move_release(referral, days=7) == {"mentoring": followed}
    moved = timedelta(days=7 if followed == "STAYED" else 0)
    assert (
        request_of(referral, "mentoring").start == asked.start + moved == stay_of(referral, "mentoring").start
    )


def test_what_has_begun_or_ended_stays_as_it_is(scene: Scene) -> None:
    referral = scene.send()
    scene.accept(offer_of(referral))
    ServiceRequest.objects.filter(referral=referral).update(state="ACTIVE")
    assert scene.move_release(referral, days=7) == {}
    assert request_of(referral).start == stay_of(referral).start == RELEASE


def test_the_same_day_again_changes_nothing(scene: Scene) -> None:
    referral = scene.send()
    assert scene.move_release(referral, days=0) == {"housing": "UNCHANGED"}
    assert not Outbox.objects.filter(kind="offer.moved").exists()


def test_it_is_safe_to_repeat(scene: Scene) -> None:
    referral = scene.send()
    dates = ReleaseDates(expected=date(2027, 1, 9))
    first = scene_move(scene, referral, dates, key="same")
    assert scene_move(scene.later(hours=1), referral, dates, key="same") == first
    assert events_of(referral.public_id).filter(kind="referral.release_moved").count() == 1
    assert Outbox.objects.filter(kind="offer.moved").count() == 1
    with pytest.raises(KeyReused):
        scene_move(scene, referral, replace(dates, latest=date(2027, 2, 1)), key="same")


def test_only_an_open_referral_with_a_release_to_come_is_moved(scene: Scene) -> None:
    released = scene.send(scene.answers(prison=None), by=scene.coordinator)
    taken_back = scene.send()
    scene.withdraw(taken_back)
    for referral in (released, taken_back):
        with pytest.raises(NotAllowed):
            scene_move(scene, referral, ReleaseDates(expected=date(2027, 1, 9)))


def test_both_sides_are_told_but_not_the_one_who_did_it(scene: Scene) -> None:
    referral = scene.send(by=PrisonMembershipFactory.create(prison=scene.tallinn).user)
    scene.sweep()
    mail.outbox.clear()
    scene.move_release(referral, days=7)
    scene.sweep()
    assert {address for message in mail.outbox for address in message.to} == {
        scene.worker.email,
        referral.filed_by.email,
    }
    for message in mail.outbox:
        assert referral.number in message.body
        assert "Demo" not in message.body
    mail.outbox.clear()
    scene.later(minutes=1).move_release(scene.send(), days=7)
    scene.sweep()
    assert scene.officer.email not in [address for message in mail.outbox for address in message.to]


def test_a_provider_that_lost_sight_meanwhile_is_not_told_of_new_dates(scene: Scene) -> None:
    referral = scene.send()
    scene.sweep()
    scene.move_release(referral, days=7)
    scene.withdraw(referral)
    mail.outbox.clear()
    scene.sweep()
    assert len([message for message in mail.outbox if message.to == [scene.worker.email]]) == 1


BODY = {"expected_day": "9", "expected_month": "1", "expected_year": "2027"}


def test_the_page_says_what_became_of_each_service(scene: Scene) -> None:
    scene.with_mentor()
    referral = scene.send(scene.answers(services=("mentoring", "housing", "complex_support")))
    client, address = client_of(scene.officer), reverse("work:referral-release", args=[referral.public_id])
    key = client.get(address).context["form"]["key"].value()
    for _ in range(2):
        response = client.post(address, {"key": key, **BODY}, follow=True)
        assert response.redirect_chain[-1][0] == reverse("work:referral", args=[referral.public_id])
        text = response.content.decode()
        assert text.count("the place stays the same, on the new dates") == 2
        assert "no place is free on the new dates" in text
    assert "9 January 2027" in text
    assert "The release date was changed." in text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({}, "Enter the expected day of release."),
        ({**BODY, "expected_year": "2020"}, "This day has passed."),
        ({**BODY, "expected_year": "2099"}, "more than ten years away"),
        (
            {**BODY, "latest_day": "1", "latest_month": "1", "latest_year": "2027"},
            "earlier than the expected",
        ),
        ({**BODY, "expected_day": "30", "expected_month": "2"}, "There is no such day."),
    ],
)
def test_a_date_that_cannot_be_is_said_at_the_field(
    scene: Scene, typed: dict[str, str], complaint: str
) -> None:
    referral = scene.send()
    address = reverse("work:referral-release", args=[referral.public_id])
    response = client_of(scene.officer).post(address, {"key": str(uuid4()), **typed})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert request_of(referral).start == RELEASE


def test_a_hearing_that_was_held_does_not_stand_in_the_way(scene: Scene) -> None:
    answers = scene.answers()
    release = replace(answers.release, kind="CONDITIONAL", hearing=NOW.date() - timedelta(days=1))
    referral = scene.send(replace(answers, release=release))
    client, address = client_of(scene.officer), reverse("work:referral-release", args=[referral.public_id])
    hearing = {"hearing_day": "22", "hearing_month": "11", "hearing_year": "2026"}
    assert client.post(address, {"key": str(uuid4()), **BODY}).status_code == 422
    assert client.post(address, {"key": str(uuid4()), **BODY, **hearing}).status_code == 302
    passed = {**hearing, "hearing_day": "20"}
    assert client.post(address, {"key": str(uuid4()), **BODY, **passed}).status_code == 422


def test_somebody_released_already_has_no_release_to_move(scene: Scene) -> None:
    referral = scene.send(scene.answers(prison=None), by=scene.coordinator)
    client = client_of(scene.coordinator)
    assert client.get(reverse("work:referral-release", args=[referral.public_id])).status_code == 302
    page = client.get(reverse("work:referral", args=[referral.public_id])).content.decode()
    assert "The release comes earlier or later" not in page
