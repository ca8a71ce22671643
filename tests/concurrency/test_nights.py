"""The night's plan, carried out while people send, take back and answer: nobody loses a place, nobody has two."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import time_machine

from home.record.sweeper import Pace, sweep
from providers.models import Firmness, ServiceAtLocation, Stay
from referrals.models import Offer, Placement, PlanningRun, Referral, ServiceRequest
from referrals.workflow import FIRMNESS
from tests.concurrency.test_places import all_at_once, assert_sound
from tests.concurrency.test_sends import assert_one_place_each, states
from tests.referrals.scene import NOW, Scene, house, make_scene, offer_of, provider, request_of

pytestmark = pytest.mark.django_db(transaction=True)

LATE = 60
STEP_FREE = {"requirement_codes": ("STEP_FREE",)}


@pytest.fixture
def scene(transactional_db: None) -> Iterator[Scene]:
    """Each house has three beds."""
    with time_machine.travel(NOW, tick=False):
        yield make_scene(beds=3)


@pytest.fixture
def ramp(scene: Scene) -> ServiceAtLocation:
    region = scene.tallinn.region
    beds = [["STEP_FREE"]] * 3
    return house(provider("ramp"), beds=beds, programme=scene.programme, region=region)


def sending(scene: Scene, days: int, *, needs: bool = False) -> Callable[[], str]:
    answers = scene.answers(in_days=days, needs=STEP_FREE if needs else {})

    def send() -> str:
        scene.send(answers)
        return "sent"

    return send


def taking_back(scene: Scene, referral: Referral) -> Callable[[], str]:
    def take_back() -> str:
        scene.withdraw(referral)
        return "taken back"

    return take_back


def moving(scene: Scene, referral: Referral, days: int) -> Callable[[], str]:
    def move() -> str:
        scene.move_release(referral, days=days)
        return "moved"

    return move


def refusing(scene: Scene, referral: Referral) -> Callable[[], str]:
    offer = offer_of(referral)

    def refuse() -> str:
        scene.decline(offer, by=scene.worker)
        return "refused"

    return refuse


def sweeping(scene: Scene, pace: Pace | None = None) -> Callable[[], str]:
    return lambda: f"swept {len(sweep(now=scene.now, pace=pace)) > 0}"


def full_of_who_could_sleep_anywhere(scene: Scene) -> tuple[list[Referral], list[Referral]]:
    """The step-free beds are kept for people who need none; who needs one waits; other beds are open again."""
    plain = (scene.north, scene.south)
    for service in plain:
        service.groups.get().steps.update(places=0)
    settled = [scene.send(scene.answers(in_days=LATE + nth)) for nth in range(3)]
    waiting = [scene.send(scene.answers(in_days=LATE + nth, needs=STEP_FREE)) for nth in range(3)]
    for service in plain:
        service.groups.get().steps.update(places=3)
    assert states() == {"KEPT": 3, "WAITING": 3}
    return settled, waiting


@pytest.mark.usefixtures("ramp")
@pytest.mark.parametrize("paces", [[None] * 4, [Pace.LONG, Pace.LONG, Pace.QUICK, Pace.QUICK, None]])
def test_two_that_plan_the_same_night_move_each_once(scene: Scene, paces: list[Pace | None]) -> None:
    settled, waiting = full_of_who_could_sleep_anywhere(scene)
    assert all_at_once([sweeping(scene, pace) for pace in paces]) == {"swept True": len(paces)}
    assert {request_of(one).state for one in [*settled, *waiting]} == {"KEPT"}
    assert PlanningRun.objects.filter(country="EE", service_type__code="housing").count() == 1
    run = PlanningRun.objects.get(country="EE", service_type__code="housing")
    assert run.steps_done == len(run.steps)
    assert run.counts["moved"] == 3
    assert_all_in_order(scene)


@pytest.mark.usefixtures("ramp")
def test_a_night_among_people_who_send_and_take_back(scene: Scene) -> None:
    settled, waiting = full_of_who_could_sleep_anywhere(scene)
    asked = [scene.send(scene.answers(in_days=20)) for _ in range(2)]
    before = {one.pk for one in ServiceRequest.objects.filter(state="KEPT")}
    jobs = [sweeping(scene), sweeping(scene)]
    jobs += [sending(scene, LATE + nth, needs=bool(nth % 2)) for nth in range(4)]
    jobs += [taking_back(scene, settled[0]), taking_back(scene, waiting[0])]
    jobs += [moving(scene, settled[1], 3), moving(scene, waiting[1], -2)]
    jobs += [refusing(scene, one) for one in asked]
    done = all_at_once(jobs)
    assert done == {"swept True": 2, "sent": 4, "taken back": 2, "moved": 2, "refused": 2}
    gone = request_of(settled[0]).pk
    kept = ServiceRequest.objects.filter(pk__in=before - {gone, request_of(settled[1]).pk})
    assert {one.state for one in kept} <= {"KEPT", "OFFERED"}, "nobody lost a place to the night"
    assert_all_in_order(scene)


def assert_all_in_order(scene: Scene) -> None:
    """Everybody who holds a place holds one, as firm as the request is; and no bed is held twice."""
    assert_one_place_each()
    current = Placement.objects.filter(ended_at__isnull=True).select_related("request", "stay")
    for placement in current:
        assert placement.stay.firmness == FIRMNESS[placement.request.state]
    holding = {placement.request_id for placement in current}
    waiting = set(ServiceRequest.objects.filter(state="WAITING").values_list("pk", flat=True))
    assert not holding & waiting
    for service in ServiceAtLocation.objects.order_by("pk"):
        assert_sound(service)
    assert not Offer.objects.filter(placement__stay__firmness=Firmness.PROVISIONAL).exists()
    assert scene.now == NOW


def test_referrals_that_ask_in_opposite_order_do_not_wait_for_each_other(scene: Scene) -> None:
    """One bed and one mentor; everybody asks for both, half of them the other way round."""
    scene.with_mentor()
    orders = [("housing", "mentoring"), ("mentoring", "housing")] * 6

    def send(services: tuple[str, ...]) -> Callable[[], str]:
        answers = replace(scene.answers(services=services), together=True)
        return lambda: scene.send(answers) and "sent"  # type: ignore[return-value]

    assert all_at_once([send(order) for order in orders]) == {"sent": len(orders)}
    assert states() == {"OFFERED": 2, "WAITING": 2 * len(orders) - 2}
    [group] = {offer.placement.request.referral_id for offer in Offer.objects.all()}
    assert Stay.objects.filter(released_at__isnull=True).count() == 2
    assert {one.state for one in Referral.objects.get(pk=group).requests.all()} == {"OFFERED"}
    assert_one_place_each()


def test_two_places_of_one_kind_taken_from_both_ends_do_not_wait_for_each_other(scene: Scene) -> None:
    """Who asks for two beds takes one near and one far; from the other county it is the other way round."""
    for service in (scene.north, scene.south):
        service.groups.get().steps.update(places=1)
        scene.more_places(service, 1)

    def send(region: str) -> Callable[[], str]:
        answers = scene.answers(services=("housing", "housing"), region=region)
        return lambda: scene.send(answers) and "sent"  # type: ignore[return-value]

    jobs = [send(region) for region in ("EE-37", "EE-79") * 6]
    assert all_at_once(jobs) == {"sent": len(jobs)}
    assert states()["OFFERED"] == 2
    assert_one_place_each()
    assert Counter(Stay.objects.values_list("service_at_location", flat=True)).total() == 2
