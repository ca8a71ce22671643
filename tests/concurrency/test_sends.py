"""Many officers send, many workers answer, at the same moment: one outcome each, and no error page."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from home.record.models import Event, Outbox
from home.users.models import User
from providers.models import Firmness, Stay
from referrals.models import Draft, Offer, Placement, Referral, ServiceRequest
from referrals.wizard.drafts import save_part, start_draft, typed_in
from referrals.wizard.filing import filing_places
from tests.concurrency.test_places import all_at_once
from tests.referrals.scene import NOW, TODAY, Scene, client_of, make_scene, offer_of, request_of, stays_held
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import GOOD, NEEDS, REGION, RELEASE, SERVICES, day

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 50
HOUSING_ONLY: dict[str, Any] = {
    "region": REGION | {"no_contact": []},
    "services": SERVICES | {"wanted": ["housing"]},
    "needs": NEEDS | {"requirements": []},
    "matches": {"wish_housing": ""},
}


@pytest.fixture
def scene(transactional_db: None) -> Iterator[Scene]:
    """Each house has one place free."""
    with time_machine.travel(NOW, tick=False):
        yield make_scene(beds=1)


def filled_drafts(scene: Scene, count: int) -> list[Filer]:
    """So many drafts with every part answered, each before the last button; the house is asked at once."""
    near = RELEASE | day("expected", TODAY + timedelta(days=20))
    first = Filer(scene.officer).start().fill(**HOUSING_ONLY, release=near)
    return [first, *(copy_of(first) for _ in range(count - 1))]


def seen_by(filer: Filer) -> str:
    """The mark of the answers on the last page, the same for all drafts that say the same."""
    return str(filer.page("check").context["form"].initial["seen"])


def copy_of(filled: Filer) -> Filer:
    owner, content = filled.user, typed_in(filled.draft)
    draft = start_draft(owner=owner, place=filing_places(owner, TODAY)["EE"], now=NOW)
    for step in GOOD:
        save_part(draft=draft, step=step, typed=content[step], prison=filled.draft.prison, now=NOW)
    return Filer(owner, draft.public_id)


def sending(filer: Filer, seen: str) -> Callable[[], str]:
    """The last button, ready to be pressed; says where it leads."""
    filer.client.raise_request_exception = False
    shown = {"key": str(filer.draft_id), "seen": seen}

    def press() -> str:
        response = filer.post("check", {"confirmed": "on", **shown})
        return f"{response.status_code} {kind_of_address(response.headers.get('Location', ''))}"

    return press


def kind_of_address(address: str) -> str:
    """A thread of its own speaks the default language, so the address begins with that."""
    inside = address.partition("/work/referrals/")[2]
    return "referral" if inside and not inside.startswith("drafts/") else address


def test_fifty_sends_for_one_last_place_give_it_to_one(scene: Scene) -> None:
    scene.south.pauses.create(start=TODAY, reason="repairs", created_by=scene.other_worker)
    drafts = filled_drafts(scene, MANY)
    seen = seen_by(drafts[0])
    presses = [sending(filer, seen) for filer in drafts]
    assert all_at_once(presses) == {"302 referral": MANY}
    assert Referral.objects.count() == MANY
    assert states() == {"OFFERED": 1, "WAITING": MANY - 1}
    stay = Stay.objects.get()
    assert (stay.firmness, stay.released_at) == (Firmness.OFFERED, None)
    assert Placement.objects.get().stay == stay
    assert Offer.objects.get().placement.stay == stay
    assert not Draft.objects.filter(submitted_referral__isnull=True).exists()
    assert kinds(Outbox) == {"offer.sent": 1, "request.waiting": MANY - 1}
    assert kinds(Event)["referral.submitted"] == MANY


def test_one_button_pressed_by_twenty_sends_once(scene: Scene) -> None:
    [filer] = filled_drafts(scene, 1)
    press = sending(filer, seen_by(filer))
    assert all_at_once([press] * 20) == {"302 referral": 20}
    assert states() == {"OFFERED": 1}
    assert kinds(Outbox) == {"offer.sent": 1}
    assert Stay.objects.count() == 1


def answering(user: User, offer: Offer, *, yes: bool) -> Callable[[], str]:
    client = client_of(user)
    client.raise_request_exception = False
    name = "work:offer-accept" if yes else "work:offer-decline"
    body = {"key": str(uuid4()), "reason": "SAFETY", "note": "Not here"}
    return lambda: str(client.post(reverse(name, args=[offer.public_id]), body).status_code)


def test_twenty_answers_to_one_offer_are_one_answer(scene: Scene) -> None:
    referral = scene.send()
    offer = offer_of(referral)
    outcomes = all_at_once([answering(scene.worker, offer, yes=bool(turn % 2)) for turn in range(20)])
    # Who comes after a no is told that there is nothing here any more.
    assert outcomes.keys() <= {"302", "404"}
    assert outcomes["302"] >= 1
    answered = Offer.objects.get(pk=offer.pk)
    assert answered.answer in {"ACCEPTED", "DECLINED"}
    given = Event.objects.filter(kind__in=["request.accept", "request.decline"])
    assert given.count() == 1
    assert_one_place_each()
    if answered.answer == "ACCEPTED":
        assert request_of(referral).state == "ACCEPTED"
        assert (stays_held(scene.north), stays_held(scene.south)) == (1, 0)
    else:
        assert offer_of(referral).provider == scene.south.provider
        assert (stays_held(scene.north), stays_held(scene.south)) == (0, 1)


def test_refusals_that_cross_do_not_wait_for_each_other(scene: Scene) -> None:
    """Each refusal at one house looks for a place at the other."""
    for house in (scene.north, scene.south):
        scene.more_places(house, 20)
    near = [scene.send() for _ in range(8)]
    far = [scene.send(scene.answers(region="EE-79")) for _ in range(8)]
    refusals = [answering(scene.worker, offer_of(one), yes=False) for one in near]
    refusals += [answering(scene.other_worker, offer_of(one), yes=False) for one in far]
    assert all_at_once(refusals) == {"302": 16}
    assert states() == {"OFFERED": 16}
    assert {offer_of(one).provider for one in near} == {scene.south.provider}
    assert {offer_of(one).provider for one in far} == {scene.north.provider}
    assert_one_place_each()


def test_taking_back_and_answering_at_once_leaves_one_truth(scene: Scene) -> None:
    for house in (scene.north, scene.south):
        scene.more_places(house, 20)
    referrals = [scene.send() for _ in range(10)]
    jobs = [answering(scene.worker, offer_of(one), yes=bool(turn % 2)) for turn, one in enumerate(referrals)]
    jobs += [withdrawing(scene.officer, referral) for referral in referrals]
    assert all_at_once(jobs).keys() <= {"302", "404"}
    assert states() == {"WITHDRAWN": 10}
    assert not Stay.objects.filter(released_at__isnull=True).exists()
    assert not Offer.objects.filter(answer="").exists()


def withdrawing(user: User, referral: Referral) -> Callable[[], str]:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    address = reverse("work:referral-withdraw", args=[referral.public_id])
    body = {"key": str(uuid4()), "reason": "MISTAKE"}
    return lambda: str(client.post(address, body).status_code)


def test_sweepers_that_meet_place_and_tell_each_case_once(scene: Scene) -> None:
    placed, waiting = [scene.send() for _ in range(2)], [scene.send() for _ in range(6)]
    for referral in placed:
        scene.withdraw(referral)
    assert all_at_once([lambda: str(sorted(scene.sweep()))] * 6).total() == 6
    assert states() == {"WITHDRAWN": 2, "OFFERED": 2, "WAITING": 4}
    assert_one_place_each()
    again = [event.subject_id for event in Event.objects.filter(kind="request.offer").order_by("pk")]
    assert len(again) == len(set(again)) == 4
    assert {request_of(one).state for one in waiting} == {"OFFERED", "WAITING"}


def states() -> Counter[str]:
    return Counter(ServiceRequest.objects.order_by("pk").values_list("state", flat=True))


def kinds(model: type[Outbox] | type[Event]) -> Counter[str]:
    return Counter(model.objects.order_by("pk").values_list("kind", flat=True))


def assert_one_place_each() -> None:
    """Whoever holds a place holds one, and every place that is held is somebody's."""
    current = Placement.objects.filter(ended_at__isnull=True)
    doubled = current.order_by().values("request").annotate(places=Count("pk")).filter(places__gt=1)
    assert not doubled.exists()
    held: set[UUID] = set(Stay.objects.filter(released_at__isnull=True).values_list("holder", flat=True))
    assert held == set(current.values_list("public_id", flat=True))
