"""A provider's answer: yes makes the place firm; no, or silence, frees it and asks the next one."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.urls import reverse

from home.record.events import events_of
from home.record.models import Outbox
from home.record.receipts import KeyReused
from providers.models import Firmness
from referrals.duties import expire_offers
from referrals.models import Offer, OfferAnswer, RoutingDecision
from referrals.operations import OfferClosed, OfferLate
from referrals.permissions import offers_visible_to
from referrals.sealed import note_of
from tests.referrals.scene import DUE, NOW, TODAY, Scene, client_of, offer_of, request_of, stays_held


def events_after_sending(scene: Scene, offer: Offer) -> list[tuple[str, UUID | None, str]]:
    found = events_of(offer.placement.request.public_id)
    return [(event.kind, event.actor_id, event.reason_code) for event in found][2:]


def test_yes_makes_the_place_firm(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    scene.accept(offer)
    after = offer_of(referral)
    assert request_of(referral).state == "ACCEPTED"
    assert (after.answer, after.answered_at, after.answered_by) == ("ACCEPTED", NOW, scene.worker)
    assert after.placement.stay.firmness == Firmness.ACCEPTED
    assert after.placement.ended_at is None
    assert events_after_sending(scene, offer) == [("request.accept", scene.worker.public_id, "")]
    assert Outbox.objects.filter(kind="offer.answered", payload={"offer": str(offer.public_id)}).count() == 1


def test_the_same_yes_again_is_one_yes(scene: Scene) -> None:
    offer = offer_of(scene.send())
    for _ in range(3):
        scene.accept(offer, key="same")
    assert len(events_after_sending(scene, offer)) == 1
    with pytest.raises(OfferClosed):
        scene.accept(offer, key="another")
    assert len(events_after_sending(scene, offer)) == 1


def test_after_yes_there_is_no_no(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    scene.accept(offer)
    with pytest.raises(OfferClosed):
        scene.decline(offer)
    assert request_of(referral).state == "ACCEPTED"
    assert stays_held(scene.north) == 1


def test_no_frees_the_place_and_asks_the_next_provider(scene: Scene) -> None:
    referral = scene.send()
    declined = offer_of(referral)
    scene.decline(declined, reason="HOUSE_RULES", note="Too loud here")
    after, answer = offer_of(referral), Offer.objects.get(pk=declined.pk)
    assert (answer.answer, answer.reason_code, answer.answered_by) == (
        "DECLINED",
        "HOUSE_RULES",
        scene.worker,
    )
    assert answer.placement.ended_at == NOW
    assert (stays_held(scene.north), stays_held(scene.south)) == (0, 1)
    assert after.provider == scene.south.provider
    assert (request_of(referral).state, after.placement.stay.firmness) == ("OFFERED", Firmness.OFFERED)
    assert [kind for kind, _who, _why in events_after_sending(scene, declined)] == [
        "request.decline",
        "request.keep",
        "request.offer",
    ]
    assert events_after_sending(scene, declined)[0] == (
        "request.decline",
        scene.worker.public_id,
        "HOUSE_RULES",
    )


def test_the_note_of_a_no_is_sealed(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    scene.decline(offer, note="Too loud here")
    stored = Offer.objects.select_related("placement__request__referral__data_key").get(pk=offer.pk)
    assert note_of(stored, referral=stored.placement.request.referral) == "Too loud here"
    assert b"loud" not in bytes(stored.note_sealed)


def test_the_freed_place_goes_to_the_next_person(scene: Scene) -> None:
    first, second = scene.send(), scene.send()
    assert stays_held(scene.north) == 2
    scene.decline(offer_of(first))
    third = scene.send()
    assert offer_of(third).provider == scene.north.provider
    assert offer_of(second).provider == scene.north.provider


def test_who_said_no_loses_sight_at_once_and_is_not_asked_again(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    assert offers_visible_to(scene.worker, TODAY).get() == offer
    scene.decline(offer)
    assert not offers_visible_to(scene.worker, TODAY).exists()
    assert offers_visible_to(scene.other_worker, TODAY).get() == offer_of(referral)
    scene.decline(offer_of(referral))
    request = request_of(referral)
    assert (request.state, request.waiting_since) == ("WAITING", NOW)
    assert (stays_held(scene.north), stays_held(scene.south)) == (0, 0)
    assert scene.later(days=1).sweep()["referrals.place_waiting"] == 0
    assert request_of(referral).state == "WAITING"


def test_none_left_is_told_to_the_coordinator_with_the_reasons(scene: Scene) -> None:
    referral = scene.send()
    for _ in range(2):
        scene.decline(offer_of(referral))
    request = request_of(referral)
    assert Outbox.objects.get(kind="request.waiting").payload == {"request": str(request.public_id)}
    assert list(RoutingDecision.objects.filter(request=request).values_list("outcome", flat=True)) == [
        "NO_PLACE",
        "PLACED",
        "PLACED",
    ]


def test_the_same_no_again_is_one_no(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    for _ in range(3):
        scene.decline(offer, key="same")
    assert Offer.objects.filter(answer=OfferAnswer.DECLINED).count() == 1
    assert offer_of(referral).provider == scene.south.provider
    with pytest.raises(KeyReused):
        scene.decline(offer, key="same", reason="OTHER")


def test_an_answer_to_nothing_is_refused(scene: Scene) -> None:
    offer = offer_of(scene.send())
    offer.public_id = uuid4()
    with pytest.raises(Exception, match="does not exist"):
        scene.accept(offer)


@pytest.mark.parametrize(("day", "ran_out"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_silence_counts_as_no_after_the_last_day(scene: Scene, day: date, ran_out: bool) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    # The last day ends at midnight in Tallinn, two hours before it does in Greenwich.
    at = datetime(day.year, day.month, day.day, 21, 59, tzinfo=UTC) - timedelta(days=ran_out)
    at += timedelta(minutes=2) if ran_out else timedelta()
    assert expire_offers(at) == int(ran_out)
    after = Offer.objects.get(pk=offer.pk)
    assert after.answer == ("EXPIRED" if ran_out else "")
    assert after.answered_by is None
    assert offer_of(referral).provider == (scene.south if ran_out else scene.north).provider


def test_silence_of_all_ends_on_the_waiting_list(scene: Scene) -> None:
    referral = scene.send()
    for _round in range(2):
        scene = scene.later(days=10)
        assert scene.sweep()["referrals.expire_offers"] == 1
    assert request_of(referral).state == "WAITING"
    assert scene.sweep()["referrals.expire_offers"] == 0
    assert (stays_held(scene.north), stays_held(scene.south)) == (0, 0)
    assert not offers_visible_to(scene.worker, scene.today).exists()


def test_a_yes_does_not_run_out(scene: Scene) -> None:
    referral = scene.send()
    scene.accept(offer_of(referral))
    assert scene.later(days=20).sweep()["referrals.expire_offers"] == 0
    assert request_of(referral).state == "ACCEPTED"


def test_an_answer_after_it_ran_out_is_refused(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    late = scene.later(days=10)
    late.sweep()
    with pytest.raises(OfferClosed):
        late.accept(offer)
    assert offer_of(referral).provider == scene.south.provider


def test_a_release_that_passed_meanwhile_is_placed_from_today(scene: Scene) -> None:
    referral = scene.send(scene.answers(in_days=2))
    late = scene.later(days=10)
    late.decline(offer_of(referral))
    assert request_of(referral).start == late.today
    assert offer_of(referral).placement.stay.start == late.today
    assert Offer.objects.get(answer="DECLINED").placement.stay.released_at == late.today


def test_a_yes_after_the_last_day_is_refused_and_the_next_provider_asked(scene: Scene) -> None:
    referral = scene.send()
    offer, late = offer_of(referral), scene.later(days=8)
    assert late.today > DUE
    for _ in range(2):
        with pytest.raises(OfferLate):
            late.accept(offer, key="same")
    offer.refresh_from_db()
    assert (offer.answer, offer.answered_by) == ("EXPIRED", None)
    assert offer_of(referral).provider == scene.south.provider
    assert (stays_held(scene.north), stays_held(scene.south)) == (0, 1)
    assert [kind for kind, _who, _why in events_after_sending(scene, offer)] == [
        "request.expire",
        "request.keep",
        "request.offer",
    ]
    assert late.sweep()["referrals.expire_offers"] == 0


def test_a_yes_on_the_last_day_is_a_yes(scene: Scene) -> None:
    referral = scene.send()
    scene.later(days=7).accept(offer_of(referral))
    assert request_of(referral).state == "ACCEPTED"


def test_the_page_says_that_the_last_day_has_passed(scene: Scene, midday: time_machine.Traveller) -> None:
    offer = offer_of(scene.send())
    midday.move_to(scene.now + timedelta(days=8))
    address = reverse("work:offer-accept", args=[offer.public_id])
    for told in ("The last day to answer has passed.", None):
        response = client_of(scene.worker).post(address, {"key": str(offer.public_id)}, follow=True)
        assert response.status_code == (200 if told else 404)
        if told:
            assert response.request["PATH_INFO"] == reverse("work:offers")
            assert told in response.content.decode()
