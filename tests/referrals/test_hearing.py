"""A hearing decides on the release: granted, put off, or no news of it; what is promised follows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail

from home.record.events import events_of
from home.record.models import Outbox
from home.record.receipts import KeyReused
from providers.models import ServiceAtLocation, Stay
from referrals.models import Placement, Referral
from referrals.operations import (
    Followed,
    hearing_postponed,
    person_arrived,
    release_granted,
    release_refused,
)
from referrals.sealed import answers_of
from referrals.workflow import NotAllowed
from tests.factories.geography import PrisonMembershipFactory
from tests.referrals.scene import TODAY, Scene, by_service, offer_of, request_of, stays_held

HEARING, RELEASE = date(2026, 11, 30), date(2026, 12, 23)
BEFORE_HEARING = date(2026, 11, 27)
HELD_UNTIL = RELEASE
"""Later than ten working days after the hearing."""


def granted(
    scene: Scene, referral: Referral, released_on: date = RELEASE, key: str = ""
) -> dict[UUID, Followed]:
    return release_granted(
        actor=scene.officer,
        key=key or str(uuid4()),
        referral_id=referral.public_id,
        released_on=released_on,
        today=scene.today,
        now=scene.now,
    )


def postponed(
    scene: Scene, referral: Referral, hearing: date, expected: date = RELEASE, key: str = ""
) -> dict[UUID, Followed]:
    return hearing_postponed(
        actor=scene.officer,
        key=key or str(uuid4()),
        referral_id=referral.public_id,
        hearing=hearing,
        expected=expected,
        today=scene.today,
        now=scene.now,
    )


def refused(scene: Scene, referral: Referral) -> None:
    release_refused(
        actor=scene.officer,
        key=str(uuid4()),
        referral_id=referral.public_id,
        today=scene.today,
        now=scene.now,
    )


def long_after(scene: Scene) -> Scene:
    """A day on which no place is held any more; every house has said that its numbers are right."""
    over = scene.later(days=31)
    ServiceAtLocation.objects.update(confirmed_at=over.now)
    return over


def placement_of(referral: Referral, service: str = "housing") -> Placement:
    return offer_of(referral, service).placement


def kinds_of(subject: UUID) -> list[str]:
    return list(events_of(subject).values_list("kind", flat=True))


def mailed(to: str) -> list[str]:
    return [str(message.subject) for message in mail.outbox if message.to == [to]]


@pytest.fixture
def referral(scene: Scene) -> Referral:
    """A place that the house has agreed to hold, before the hearing."""
    sent = scene.send(scene.conditional())
    scene.accept(offer_of(sent))
    return sent


@pytest.fixture
def heard(scene: Scene) -> Scene:
    """The day after the hearing."""
    return scene.later(days=8)


def test_the_house_is_asked_at_once_and_answers_before_the_hearing(scene: Scene) -> None:
    far = scene.conditional(in_days=200)
    referral = scene.send(far)
    offer = offer_of(referral)
    assert (request_of(referral).state, offer.due_on) == ("OFFERED", BEFORE_HEARING)
    assert placement_of(referral).held_until == TODAY + timedelta(days=200)


def test_granted_on_the_day_expected_the_place_is_held_for_good(heard: Scene, referral: Referral) -> None:
    assert by_service(granted(heard, referral)) == {"housing": "UNCHANGED"}
    referral.refresh_from_db()
    assert (referral.hearing_outcome, referral.release_on) == ("GRANTED", RELEASE)
    assert (request_of(referral).state, placement_of(referral).held_until) == ("ACCEPTED", None)
    assert kinds_of(referral.public_id)[-1] == "referral.release_granted"
    assert Outbox.objects.filter(kind="offer.changed").count() == 1
    much_later = heard.later(days=200)
    much_later.sweep()
    assert request_of(referral).state == "ACCEPTED"


@pytest.mark.parametrize("days", [-15, 9])
def test_granted_for_another_day_the_place_moves_along(heard: Scene, referral: Referral, days: int) -> None:
    released_on = RELEASE + timedelta(days=days)
    offer = offer_of(referral)
    assert by_service(granted(heard, referral, released_on)) == {"housing": "STAYED"}
    assert (offer_of(referral), placement_of(referral).stay.start) == (offer, released_on)
    assert answers_of(Referral.objects.get()).release.expected == released_on
    assert kinds_of(referral.public_id)[-2:] == ["referral.release_granted", "referral.release_moved"]
    assert not Outbox.objects.filter(kind="referral.release_moved").exists(), "one mail is enough"


def test_a_ruling_that_comes_after_the_first_day_loses_no_place(scene: Scene, referral: Referral) -> None:
    late = scene.later(days=35)
    assert late.today > RELEASE
    other = scene.send()
    scene.accept(offer_of(other))
    assert by_service(granted(late, referral, late.today + timedelta(days=2))) == {"housing": "STAYED"}
    stay = placement_of(referral).stay
    assert (stay.start, request_of(referral).start) == (late.today + timedelta(days=2),) * 2
    assert offer_of(referral).provider == scene.north.provider


def test_released_yesterday_begins_today(heard: Scene, referral: Referral) -> None:
    granted(heard, referral, HEARING)
    referral.refresh_from_db()
    assert (referral.release_on, request_of(referral).start) == (HEARING, heard.today)


def test_a_hearing_put_off_moves_all_that_hangs_on_it(scene: Scene) -> None:
    referral = scene.send(scene.conditional())
    later, release = date(2027, 1, 18), date(2027, 1, 25)
    assert by_service(postponed(scene, referral, later, release)) == {"housing": "STAYED"}
    referral.refresh_from_db()
    assert (referral.hearing_on, referral.release_on, referral.hearing_outcome) == (later, release, "")
    offer = offer_of(referral)
    assert offer.due_on == date(2026, 11, 30), "five working days, as always: the hearing is far away"
    assert offer.placement.held_until == date(2027, 2, 1)
    assert kinds_of(referral.public_id)[-2:] == ["referral.hearing_postponed", "referral.release_moved"]


def test_a_hearing_brought_forward_hurries_the_answer(scene: Scene) -> None:
    referral = scene.send(scene.conditional())
    assert by_service(postponed(scene, referral, date(2026, 11, 25))) == {"housing": "UNCHANGED"}
    assert offer_of(referral).due_on == date(2026, 11, 24)
    assert Outbox.objects.filter(kind="offer.changed").count() == 1


def test_what_has_begun_before_the_hearing_does_not_hang_on_it(scene: Scene) -> None:
    scene.with_mentor().prisons.add(scene.tallinn)
    answers = scene.in_prison()
    release = replace(answers.release, kind="CONDITIONAL", hearing=TODAY + timedelta(days=20))
    referral = scene.send(replace(answers, release=release))
    scene.accept(offer_of(referral, "mentoring"), by=scene.worker)
    scene.later(days=300).sweep()
    assert request_of(referral, "mentoring").state == "ACCEPTED"


def test_without_news_the_place_is_given_back_and_the_request_waits(scene: Scene, referral: Referral) -> None:
    scene.later(days=30).sweep()
    assert request_of(referral).state == "ACCEPTED", "the last day counts"
    mail.outbox.clear()
    over = long_after(scene)
    assert over.sweep()["referrals.give_back_unheard_of"] == 1
    request = request_of(referral)
    assert (request.state, request.waiting_since) == ("WAITING", over.now)
    assert not Stay.objects.filter(released_at__isnull=True).exists()
    assert not request.placements.filter(ended_at__isnull=True).exists()
    event = events_of(request.public_id).latest("pk")
    assert (event.kind, event.reason_code, event.actor_id) == ("request.wait", "NO_NEWS", None)
    over.later(minutes=1).sweep()
    for person in (scene.officer, scene.worker, scene.coordinator):
        assert len(mailed(person.email)) >= 1, person
    for _ in range(2):
        assert over.later(minutes=2).sweep()["referrals.give_back_unheard_of"] == 0
    assert request_of(referral).state == "WAITING", "nothing is kept until there is news"


def test_news_after_that_finds_a_place_again(scene: Scene, referral: Referral) -> None:
    over = long_after(scene)
    over.sweep()
    assert by_service(granted(over, referral, over.today + timedelta(days=3))) == {"housing": "FOUND"}
    assert request_of(referral).state == "OFFERED"
    assert placement_of(referral).held_until is None


def test_a_new_hearing_after_that_finds_a_place_again(scene: Scene, referral: Referral) -> None:
    over = long_after(scene)
    over.sweep()
    followed = postponed(over, referral, over.today + timedelta(days=9), over.today + timedelta(days=20))
    assert by_service(followed) == {"housing": "FOUND"}
    over.later(minutes=1).sweep()
    assert request_of(referral).state == "OFFERED"


def test_an_open_offer_is_taken_back_as_well(scene: Scene) -> None:
    referral = scene.send(scene.conditional())
    offer = offer_of(referral)
    type(offer).objects.update(due_on=TODAY + timedelta(days=90))
    scene.later(days=31).sweep()
    offer.refresh_from_db()
    assert (offer.answer, request_of(referral).state) == ("CANCELLED", "WAITING")


def test_who_has_come_is_news_enough(scene: Scene) -> None:
    scene.with_mentor()
    referral = scene.send(scene.conditional(services=("housing", "mentoring")))
    for service in ("housing", "mentoring"):
        scene.accept(offer_of(referral, service), by=scene.worker)
    first_day = scene.later(days=30)
    person_arrived(
        actor=scene.worker,
        key="came",
        offer_id=offer_of(referral).public_id,
        today=first_day.today,
        now=first_day.now,
    )
    assert scene.later(days=40).sweep()["referrals.give_back_unheard_of"] == 0
    assert request_of(referral, "mentoring").state == "ACCEPTED"


def test_the_provider_is_reminded_the_working_day_before_the_answer_is_due(scene: Scene) -> None:
    scene.send(scene.conditional())
    other = scene.send()
    scene.sweep()
    for days, reminded in [(1, 0), (2, 0), (3, 1), (4, 0)]:
        assert scene.later(days=days).sweep()["referrals.remind_of_hearings"] == reminded, days
    [row] = Outbox.objects.filter(kind="offer.due", payload__has_key="offer").exclude(payload__has_key="to")
    assert row.payload["offer"] != str(offer_of(other).public_id)


def test_who_was_asked_today_is_not_reminded_today(scene: Scene) -> None:
    answers = scene.conditional()
    soon = replace(answers.release, hearing=TODAY + timedelta(days=2))
    referral = scene.send(replace(answers, release=soon))
    assert offer_of(referral).due_on == TODAY + timedelta(days=1)
    assert scene.sweep()["referrals.remind_of_hearings"] == 0


def test_an_answered_offer_is_not_reminded_of(scene: Scene, referral: Referral) -> None:
    assert scene.later(days=3).sweep()["referrals.remind_of_hearings"] == 0


def test_the_office_is_asked_on_the_first_working_day_after_the_hearing(
    scene: Scene, referral: Referral
) -> None:
    assert scene.later(days=7).sweep()["referrals.remind_of_hearings"] == 0
    mail.outbox.clear()
    scene.later(days=8).sweep()
    scene.later(days=8, minutes=1).sweep()
    assert len(mailed(scene.officer.email)) == 1
    assert all("Demo" not in str(message.body) for message in mail.outbox)
    scene.later(days=9).sweep()
    scene.later(days=9, minutes=1).sweep()
    assert len(mailed(scene.officer.email)) == 1


def test_no_office_is_asked_on_a_sunday(scene: Scene) -> None:
    referral = scene.send(scene.conditional())
    scene.accept(offer_of(referral))
    postponed(scene, referral, date(2026, 12, 4))
    asked = [
        scene.later(days=days).sweep()["referrals.remind_of_hearings"]
        for days in (11, 12, 13, 14, 15)  # Friday to Tuesday
    ]
    assert asked == [0, 0, 0, 1, 0]


@pytest.mark.parametrize("say", [granted, refused])
def test_no_office_is_asked_what_it_has_said(
    scene: Scene, referral: Referral, say: Callable[..., Any]
) -> None:
    say(scene, referral)
    assert scene.later(days=8).sweep()["referrals.remind_of_hearings"] == 0
    assert scene.later(days=60).sweep()["referrals.give_back_unheard_of"] == 0


def test_it_is_said_once(heard: Scene, referral: Referral) -> None:
    first = granted(heard, referral, key="same")
    assert granted(heard.later(minutes=3), referral, key="same") == first
    with pytest.raises(KeyReused):
        granted(heard, referral, RELEASE + timedelta(days=1), key="same")
    with pytest.raises(NotAllowed):
        granted(heard, referral)
    with pytest.raises(NotAllowed):
        postponed(heard, referral, RELEASE)


def test_a_ruling_may_be_overruled(heard: Scene, referral: Referral) -> None:
    granted(heard, referral)
    refused(heard, referral)
    referral.refresh_from_db()
    assert (referral.hearing_outcome, referral.state) == ("REFUSED", "WITHDRAWN")
    assert stays_held(heard.north) == 0


def test_only_a_hearing_that_is_awaited_has_an_outcome(scene: Scene) -> None:
    without = scene.send()
    taken_back = scene.send(scene.conditional())
    scene.withdraw(taken_back)
    for referral in (without, taken_back):
        with pytest.raises(NotAllowed):
            granted(scene, referral)
        with pytest.raises(NotAllowed):
            postponed(scene, referral, RELEASE)


def test_colleagues_hear_of_it_and_who_said_so_does_not(scene: Scene) -> None:
    colleague = PrisonMembershipFactory.create(prison=scene.tallinn).user
    referral = scene.send(scene.conditional(), by=colleague)
    scene.accept(offer_of(referral))
    scene.sweep()
    mail.outbox.clear()
    granted(scene, referral)
    scene.sweep()
    assert len(mailed(colleague.email)) == 1
    assert mailed(scene.officer.email) == []
    assert len(mailed(scene.worker.email)) == 1
