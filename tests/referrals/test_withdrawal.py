"""Taking a referral back frees everything in one step."""

from datetime import timedelta

import pytest

from home.record.events import events_of
from home.record.models import Outbox
from providers.models import Stay
from referrals.models import Offer
from referrals.operations import OfferClosed, person_arrived
from referrals.permissions import offers_visible_to
from referrals.workflow import NotAllowed
from tests.referrals.scene import NOW, TODAY, Scene, offer_of, request_of, stays_held


@pytest.mark.parametrize("accepted", [False, True])
def test_everything_is_freed_in_one_step(scene: Scene, accepted: bool) -> None:
    scene.with_mentor()
    referral = scene.send(scene.answers(services=("mentoring", "housing", "complex_support")))
    offer = offer_of(referral)
    if accepted:
        scene.accept(offer)
    scene.withdraw(referral)
    referral.refresh_from_db()
    assert (referral.state, referral.withdrawn_at) == ("WITHDRAWN", NOW)
    assert {item.state for item in referral.requests.all()} == {"WITHDRAWN"}
    assert not Stay.objects.filter(released_at__isnull=True).exists()
    assert set(Offer.objects.values_list("answer", flat=True)) == {"CANCELLED"}
    assert not offers_visible_to(scene.worker, TODAY).exists()
    assert Outbox.objects.filter(kind="offer.taken_back").count() == 2
    last = events_of(referral.public_id).latest("pk")
    assert (last.kind, last.actor_id, last.reason_code) == (
        "referral.withdrawn",
        scene.officer.public_id,
        "MISTAKE",
    )
    with pytest.raises(OfferClosed):
        scene.accept(offer)


def test_the_place_is_there_for_the_next_person(scene: Scene) -> None:
    referrals = [scene.send() for _ in range(5)]
    assert request_of(referrals[4]).state == "WAITING"
    scene.withdraw(referrals[0])
    assert stays_held(scene.north) == 1
    assert offer_of(scene.send()).provider == scene.north.provider


def test_it_is_safe_to_repeat(scene: Scene) -> None:
    referral = scene.send()
    for _ in range(3):
        scene.withdraw(referral, key="same")
    assert events_of(referral.public_id).filter(kind="referral.withdrawn").count() == 1
    with pytest.raises(NotAllowed):
        scene.withdraw(referral, key="another")


def test_a_declined_offer_is_not_taken_back_again(scene: Scene) -> None:
    referral = scene.send()
    scene.decline(offer_of(referral))
    scene.withdraw(referral)
    answers = Offer.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["DECLINED", "CANCELLED"]
    assert Outbox.objects.filter(kind="offer.taken_back").count() == 1
    assert not Stay.objects.filter(released_at__isnull=True).exists()


def test_who_never_came_leaves_no_days_behind(scene: Scene) -> None:
    """The place was promised and the first day has passed: nobody was there, so no day of it stays taken."""
    referral = scene.send()
    scene.accept(offer_of(referral))
    scene.later(days=33).withdraw(referral)
    stay = Stay.objects.get()
    assert (stay.released_at, stay.end - stay.start > timedelta(days=100)) == (
        scene.later(days=33).today,
        True,
    )
    assert not stay.occupations.filter(released_at__isnull=True).exists()


def test_who_has_come_keeps_the_days_until_then(scene: Scene) -> None:
    referral, late = scene.send(), scene.later(days=33)
    scene.accept(offer_of(referral))
    offer_id = offer_of(referral).public_id
    person_arrived(actor=scene.worker, key="came", offer_id=offer_id, today=late.today, now=late.now)
    late.withdraw(referral)
    stay = Stay.objects.get()
    assert (stay.released_at, stay.end) == (None, late.today)
