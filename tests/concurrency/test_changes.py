"""What changes a case, from both sides at the same moment: one outcome, no error page, nobody's place lost."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from home.users.models import User
from providers.models import Firmness, Stay
from referrals.models import Offer, Referral, ServiceRequest
from referrals.workflow import FIRMNESS
from tests.concurrency.test_places import all_at_once, assert_sound
from tests.concurrency.test_sends import answering, assert_one_place_each, withdrawing
from tests.referrals.scene import NOW, Scene, client_of, make_scene, offer_of, request_of

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 6
Job = Callable[[], str]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(transactional_db: None, clock: time_machine.Traveller) -> Scene:
    """Room for everybody, in either house."""
    return make_scene(beds=3 * MANY)


def pressing(user: User, name: str, public_id: object, **typed: str) -> Job:
    client: Client = client_of(user)
    client.raise_request_exception = False
    address, body = reverse(f"work:{name}", args=[public_id]), {"key": str(uuid4()), **typed}
    return lambda: str(client.post(address, body).status_code)


def granting(scene: Scene, referral: Referral, *, in_days: int = 20) -> Job:
    typed = day("released_on", scene, in_days)
    return pressing(scene.officer, "referral-granted", referral.public_id, **typed)


def refusing(scene: Scene, referral: Referral) -> Job:
    return pressing(scene.officer, "referral-refused", referral.public_id)


def moving(scene: Scene, referral: Referral, *, in_days: int = 40) -> Job:
    typed = day("expected", scene, in_days)
    return pressing(scene.officer, "referral-release", referral.public_id, **typed)


def handing_over(scene: Scene, referral: Referral) -> Job:
    prison = str(scene.viru.public_id)
    return pressing(scene.officer, "referral-prison", referral.public_id, prison=prison)


def arriving(scene: Scene, offer: Offer) -> Job:
    return pressing(scene.worker, "offer-arrived", offer.public_id)


def sweeping(scene: Scene) -> Job:
    return lambda: "swept" if scene.sweep() else "idle"


def day(name: str, scene: Scene, in_days: int) -> dict[str, str]:
    on = scene.today + timedelta(days=in_days)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def went_well(jobs: list[Job]) -> None:
    outcomes = all_at_once(jobs)
    assert outcomes.keys() <= {"302", "404", "swept"}, outcomes


def assert_whole(scene: Scene) -> None:
    """Every place that is held is one request's, as firm as the request says, on the request's days."""
    assert_one_place_each()
    for request in ServiceRequest.objects.order_by("pk"):
        placement = request.placements.filter(ended_at__isnull=True).select_related("stay").first()
        assert (placement is not None) == (request.state in FIRMNESS), request.state
        if placement is None:
            continue
        assert placement.stay.firmness == FIRMNESS[request.state]
        assert (placement.stay.start, placement.stay.end) == (request.start, request.end)
        asked = {"OFFERED": "", "ACCEPTED": "ACCEPTED", "ACTIVE": "ACCEPTED"}.get(request.state)
        assert asked is None or Offer.objects.get(placement=placement).answer == asked
    closed = Stay.objects.filter(released_at__isnull=False, placement__ended_at__isnull=True)
    assert not closed.exists()
    for house in (scene.north, scene.south):
        assert_sound(house)


def states() -> Counter[str]:
    return Counter(ServiceRequest.objects.order_by("pk").values_list("state", flat=True))


def test_a_hearing_and_an_answer_at_once_leave_one_truth(scene: Scene) -> None:
    referrals = [scene.send(scene.conditional()) for _ in range(MANY)]
    answers = [
        answering(scene.worker, offer_of(one), yes=bool(turn % 3)) for turn, one in enumerate(referrals)
    ]
    told = [granting(scene, one) if turn % 2 else refusing(scene, one) for turn, one in enumerate(referrals)]
    went_well(list(chain(*zip(answers, told, strict=True))))
    assert_whole(scene)
    for turn, referral in enumerate(referrals):
        referral.refresh_from_db()
        assert referral.hearing_outcome == ("GRANTED" if turn % 2 else "REFUSED")
        assert (request_of(referral).state == "WITHDRAWN") == (turn % 2 == 0)


def test_news_and_the_end_of_the_wait_at_once_leave_one_truth(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    referrals = [scene.send(scene.conditional()) for _ in range(MANY)]
    for referral in referrals:
        scene.accept(offer_of(referral))
    over = scene.later(days=31)
    clock.move_to(over.now)
    for house in (scene.north, scene.south):
        type(house).objects.filter(pk=house.pk).update(confirmed_at=over.now)
    told = [granting(over, one, in_days=2) for one in referrals]
    went_well([*told[:3], sweeping(over), *told[3:], sweeping(over)])
    assert_whole(scene)
    assert set(states()) <= {"ACCEPTED", "OFFERED"}
    assert Referral.objects.filter(hearing_outcome="GRANTED").count() == MANY


def test_a_release_that_moves_while_the_provider_answers(scene: Scene) -> None:
    referrals = [scene.send() for _ in range(MANY)]
    answers = [
        answering(scene.worker, offer_of(one), yes=bool(turn % 3)) for turn, one in enumerate(referrals)
    ]
    moved = [moving(scene, one, in_days=20) for one in referrals]
    went_well(list(chain(*zip(answers, moved, strict=True))))
    assert_whole(scene)
    assert set(states()) <= {"ACCEPTED", "OFFERED", "KEPT"}
    assert set(ServiceRequest.objects.values_list("start", flat=True)) == {scene.today + timedelta(days=20)}


def test_who_arrives_while_the_referral_is_taken_back(scene: Scene, clock: time_machine.Traveller) -> None:
    referrals = [scene.send() for _ in range(MANY)]
    for referral in referrals:
        scene.accept(offer_of(referral))
    clock.move_to(NOW + timedelta(days=33))
    came = [arriving(scene, offer_of(one)) for one in referrals]
    taken_back = [withdrawing(scene.officer, one) for one in referrals]
    went_well(list(chain(*zip(came, taken_back, strict=True))))
    assert_one_place_each_or_left(scene)
    assert states() == {"WITHDRAWN": MANY}


def test_another_prison_and_another_release_at_once(scene: Scene) -> None:
    mentor = scene.with_mentor()
    mentor.prisons.add(scene.tallinn)
    referrals = [scene.send() for _ in range(MANY)] + [scene.send(scene.in_prison())]
    handed = [handing_over(scene, one) for one in referrals]
    moved = [moving(scene, one) for one in referrals]
    went_well([*chain(*zip(handed, moved, strict=True)), sweeping(scene)])
    assert_whole(scene)
    assert set(Referral.objects.values_list("prison__code", flat=True)) == {scene.viru.code}


def assert_one_place_each_or_left(scene: Scene) -> None:
    """Who was there has left today; of who never came, no day stays taken."""
    for stay in Stay.objects.order_by("pk"):
        left = NOW.date() + timedelta(days=33)
        assert stay.released_at == left or (stay.firmness, stay.end) == (Firmness.PRESENT, left)
    for house in (scene.north, scene.south):
        assert_sound(house)


def test_of_two_that_end_at_once_the_last_closes_the_case(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    mentors = scene.with_mentor()
    mentors.provider.memberships.create(user=scene.worker, start=scene.today)
    referral = scene.send(scene.answers(services=("housing", "mentoring")))
    offers = [offer_of(referral, service) for service in ("housing", "mentoring")]
    for offer in offers:
        scene.accept(offer, by=scene.worker)
    clock.move_to(NOW + timedelta(days=30))
    there = scene.later(days=30)
    went_well([arriving(there, offer) for offer in offers])
    typed = day("left_on", there, 0)
    jobs = [
        pressing(scene.worker, "offer-left", offer.public_id, **typed) for offer in offers for _ in range(2)
    ]
    went_well([*jobs, sweeping(there)])
    assert [request.state for request in ServiceRequest.objects.all()] == ["ENDED", "ENDED"]
    assert Referral.objects.get().state == "CLOSED"


def test_the_office_takes_back_what_ends_at_the_same_moment(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    referrals = [scene.send() for _ in range(MANY)]
    offers = [offer_of(referral) for referral in referrals]
    for offer in offers:
        scene.accept(offer)
    clock.move_to(NOW + timedelta(days=30))
    absent = [pressing(scene.worker, "offer-not-arrived", offer.public_id) for offer in offers]
    went_well([*absent, *(withdrawing(scene.officer, referral) for referral in referrals)])
    assert {referral.state for referral in Referral.objects.all()} <= {"CLOSED", "WITHDRAWN"}
