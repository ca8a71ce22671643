"""Nothing is free on the day of release: a later day is promised ahead, and made earlier where it can be."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from home.record.events import events_of
from providers.models import ServiceAtLocation
from providers.operations import declare_places
from referrals.answers import SubmittedAnswers
from referrals.matching import match
from referrals.models import Referral, RoutingDecision, ServiceRequest
from referrals.operations.planning_night import carry_out_nights, plan_night
from referrals.routing.codes import Code, Rule, UnlockKind
from referrals.routing.dates import latest_start
from referrals.sealed import decision_of
from tests.referrals.scene import Scene, client_of, offer_of, request_of, stays_held
from tests.referrals.test_night import kept_at

AHEAD = 60
"""Days until the release: the house is not named yet."""


def asking(scene: Scene, *, weeks: int = 4, in_days: int = AHEAD, **changes: object) -> SubmittedAnswers:
    answers = scene.answers(in_days=in_days, **changes)
    return replace(answers, requests=tuple(replace(one, later_weeks=weeks) for one in answers.requests))


def opens(scene: Scene, service: ServiceAtLocation, *days: int) -> None:
    """The house has no place but one from each of these days on, counted from today."""
    service.groups.get().steps.all().delete()
    for places, day in enumerate((-1, *sorted(days))):
        declare_places(
            actor=scene.worker,
            key=str(uuid4()),
            group_id=service.groups.get().public_id,
            start=scene.today + timedelta(days=max(day, 0)),
            places=places,
            today=scene.today,
            now=scene.now,
        )


def day(scene: Scene, days: int) -> date:
    return scene.today + timedelta(days=days)


def days_of(scene: Scene, referral: Referral) -> tuple[str, int, int, int]:
    """State of the request; the day asked for, its first day and the latest, counted from today."""
    request = request_of(referral)
    days = (request.asked_start, request.start, request.latest_start)
    asked, start, latest = ((each - scene.today).days for each in days)
    return request.state, asked, start, latest


def night(scene: Scene) -> int:
    plan_night(country="EE", now=scene.now)
    return carry_out_nights(country="EE", now=scene.now)


@pytest.fixture
def full(scene: Scene) -> Scene:
    """The north house has a bed ten days after the release, the south house has none."""
    opens(scene, scene.north, AHEAD + 10)
    opens(scene, scene.south)
    return scene


def test_the_first_later_day_is_promised_at_once(full: Scene) -> None:
    referral = full.send(asking(full))
    assert days_of(full, referral) == ("KEPT", AHEAD, AHEAD + 10, AHEAD + 28)
    assert kept_at(referral) == full.north
    assert request_of(referral).starts_later


def test_who_refused_a_later_day_waits_and_is_told_of_the_first(full: Scene) -> None:
    referral = full.send(asking(full, weeks=0))
    assert days_of(full, referral) == ("WAITING", AHEAD, AHEAD, AHEAD)
    [stored] = RoutingDecision.objects.filter(request__referral=referral)
    told = {unlock.kind: unlock.params for unlock in decision_of(stored).unlocks}
    assert told[UnlockKind.LATER_DATE] == {"from": day(full, AHEAD + 10).isoformat()}


@pytest.mark.parametrize(("weeks", "state"), [(2, "KEPT"), (1, "WAITING")])
def test_no_day_after_the_last_agreed_one_is_promised(full: Scene, weeks: int, state: str) -> None:
    assert request_of(full.send(asking(full, weeks=weeks))).state == state


def test_a_bed_on_the_day_comes_first_however_far_away(full: Scene) -> None:
    opens(full, full.south, AHEAD)
    referral = full.send(asking(full))
    assert (kept_at(referral), request_of(referral).starts_later) == (full.south, False)


def test_a_wish_for_a_later_place_does_not_cost_days_without_a_bed(full: Scene) -> None:
    """The wish was made while the house had a place on the day."""
    opens(full, full.south, AHEAD)
    wishing = asking(full)
    [asked] = wishing.requests
    wishing = replace(wishing, requests=(replace(asked, wish=full.north.public_id),))
    assert kept_at(full.send(wishing)) == full.south


def test_the_decision_says_why_it_begins_later_and_can_be_replayed(full: Scene) -> None:
    referral = full.send(asking(full))
    stored = RoutingDecision.objects.get(request__referral=referral)
    decision = decision_of(stored)
    assert decision.best is not None
    [found] = [outcome for outcome in decision.best.outcomes if outcome.rule == Rule.DATES]
    asked, promised = day(full, AHEAD).isoformat(), day(full, AHEAD + 10).isoformat()
    assert (found.code, found.params["asked"], found.params["from"]) == (
        Code.DATES_FREE_SOON,
        asked,
        promised,
    )
    out = StringIO()
    call_command("replay_routing", referral.number, "--language", "en", stdout=out)
    assert "and the person can wait that long" in out.getvalue()


def test_a_night_gives_a_bed_on_the_day_wherever_one_is(full: Scene) -> None:
    referral = full.send(asking(full))
    opens(full, full.south, AHEAD)
    assert night(full) == 1
    assert days_of(full, referral) == ("KEPT", AHEAD, AHEAD, AHEAD + 28)
    assert (kept_at(referral), stays_held(full.north)) == (full.south, 0)


def test_a_night_gives_an_earlier_day_in_the_same_house_and_the_office_is_told(full: Scene) -> None:
    referral = full.send(asking(full))
    opens(full, full.north, AHEAD + 4, AHEAD + 10)
    full.sweep()
    assert days_of(full, referral)[2] == AHEAD + 4
    assert kept_at(referral) == full.north
    kinds = [event.kind for event in events_of(request_of(referral).public_id)]
    assert kinds[-1] == "request.earlier"
    full.later(minutes=5).sweep()
    assert any(message.to == [full.officer.email] for message in mail.outbox)


def test_a_later_day_elsewhere_is_no_reason_to_leave_the_region(full: Scene) -> None:
    referral = full.send(asking(full))
    opens(full, full.south, AHEAD + 5)
    assert night(full) == 0
    assert (kept_at(referral), days_of(full, referral)[2]) == (full.north, AHEAD + 10)


def test_somebody_else_makes_room_for_an_earlier_day(full: Scene) -> None:
    """Who has the bed in the north on the day could have the one in the south."""
    opens(full, full.north, AHEAD - 1, AHEAD + 10)
    first = full.send(asking(full, region="EE"))
    assert kept_at(first) == full.north
    later = full.send(asking(full))
    assert days_of(full, later)[2] == AHEAD + 10
    opens(full, full.south, AHEAD)
    assert night(full) >= 1
    assert {days_of(full, one)[2] for one in (first, later)} == {AHEAD}


def test_who_waits_is_promised_a_later_day_as_soon_as_one_is_known(scene: Scene) -> None:
    opens(scene, scene.north)
    opens(scene, scene.south)
    referral = scene.send(asking(scene))
    assert request_of(referral).state == "WAITING"
    opens(scene, scene.north, AHEAD + 7)
    scene.sweep()
    assert days_of(scene, referral) == ("KEPT", AHEAD, AHEAD + 7, AHEAD + 28)


def test_who_waits_longer_than_agreed_still_gets_what_frees(scene: Scene) -> None:
    opens(scene, scene.north)
    opens(scene, scene.south)
    referral = scene.send(asking(scene, weeks=1, in_days=5))
    afterwards = scene.later(days=20)
    afterwards.more_places(scene.north, 1)
    afterwards.sweep()
    request = request_of(referral)
    assert request.asked_start == day(scene, 5)
    assert request.start == request.latest_start == afterwards.today


def test_the_same_house_is_not_given_up_for_a_release_that_moves_a_little(full: Scene) -> None:
    referral = full.send(asking(full))
    assert full.move_release(referral, days=-5) == {"housing": "STAYED"}
    assert days_of(full, referral) == ("KEPT", AHEAD - 5, AHEAD + 10, AHEAD - 5 + 28)
    assert stays_held(full.north) == 1


def test_a_release_after_the_promised_day_moves_the_place_along(full: Scene) -> None:
    referral = full.send(asking(full))
    assert full.move_release(referral, days=15) == {"housing": "STAYED"}
    assert days_of(full, referral) == ("KEPT", AHEAD + 15, AHEAD + 15, AHEAD + 15 + 28)


def test_a_release_so_early_that_nobody_would_wait_so_long(full: Scene) -> None:
    referral = full.send(asking(full))
    assert full.move_release(referral, days=-25) == {"housing": "WAITING"}
    assert stays_held(full.north) == 0


def test_a_release_that_moves_to_a_day_with_a_bed_elsewhere_goes_there(full: Scene) -> None:
    referral = full.send(asking(full))
    opens(full, full.south, AHEAD - 5)
    assert full.move_release(referral, days=-5) == {"housing": "ELSEWHERE"}
    assert (kept_at(referral), days_of(full, referral)[2]) == (full.south, AHEAD - 5)


def test_a_conditional_release_is_promised_a_later_day_by_the_same_rule(full: Scene) -> None:
    conditional = full.conditional(in_days=AHEAD)
    weeks = tuple(replace(one, later_weeks=4) for one in conditional.requests)
    referral = full.send(replace(conditional, requests=weeks))
    assert days_of(full, referral)[:3] == ("OFFERED", AHEAD, AHEAD + 10)
    assert night(full) == 0


def test_the_pages_say_both_days(full: Scene) -> None:
    referral = full.send(asking(full))
    client = client_of(full.officer)
    address = reverse("work:referral", args=[referral.public_id])
    text = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "No suitable place was free from" in text
    assert "where they can sleep until" in text
    letter = client.get(reverse("work:referral-letter", args=[referral.public_id])).content.decode()
    assert "not yet on" in letter


def test_the_provider_sees_from_which_day_help_was_asked_for(full: Scene) -> None:
    opens(full, full.north, 20)
    referral = full.send(asking(full, in_days=10))
    offer = offer_of(referral)
    page = client_of(full.worker).get(reverse("work:offer", args=[offer.public_id])).content.decode()
    assert "asked for from" in page


@pytest.mark.parametrize("change", [{"asked_start": 1}, {"latest_start": -1}])
def test_no_start_outside_the_days_that_were_agreed(full: Scene, change: dict[str, int]) -> None:
    referral = full.send(asking(full, weeks=0))
    request = request_of(referral)
    moved = {name: getattr(request, name) + timedelta(days=days) for name, days in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceRequest.objects.filter(pk=request.pk).update(**moved)


def test_the_last_day_is_counted_in_whole_weeks() -> None:
    assert latest_start(date(2028, 2, 15), 2) == date(2028, 2, 29)
    assert latest_start(date(2026, 12, 23), 0) == date(2026, 12, 23)


def test_old_answers_said_nothing_about_later_days(full: Scene) -> None:
    stored = asking(full).to_json()
    for request in stored["requests"]:
        del request["later_weeks"]
    weeks: Iterable[int] = (one.later_weeks for one in SubmittedAnswers.from_json(stored).requests)
    assert set(weeks) == {0}


def offered_in_the_wizard(scene: Scene, answers: SubmittedAnswers) -> list[str]:
    [found] = match(answers=answers, today=scene.today)
    return [ranked.candidate_id for ranked in found.decision.ranked]


def test_the_wizard_offers_later_places_only_where_there_is_none_on_the_day(full: Scene) -> None:
    north, south = str(full.north.public_id), str(full.south.public_id)
    assert offered_in_the_wizard(full, asking(full)) == [north]
    assert offered_in_the_wizard(full, asking(full, weeks=0)) == []
    opens(full, full.south, AHEAD)
    assert offered_in_the_wizard(full, asking(full)) == [south]


def test_a_provider_that_says_no_does_not_end_the_patience(full: Scene) -> None:
    """The next search begins at the day asked for again, not at the day that was promised."""
    opens(full, full.north, 20)
    opens(full, full.south, 25)
    referral = full.send(asking(full, in_days=10))
    full.decline(offer_of(referral), reason="NO_PLACE_AFTER_ALL")
    assert days_of(full, referral)[:3] == ("OFFERED", 10, 25)
    assert kept_at(referral) == full.south
