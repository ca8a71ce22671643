"""Whatever is sent, refused, taken back, opened or closed: no night takes a place from anybody who had one."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from home.geography.queries import region_path
from providers.models import CapacityStep, ServiceAtLocation
from providers.operations import StepExists, correct_places, declare_places
from referrals.duties import offer_due_places, place_waiting, plan_the_night
from referrals.models import Placement, PlanningRun, Referral, ServiceRequest
from referrals.promises import promised_region
from referrals.workflow import FIRMNESS, HOLDING_PLACE
from tests.concurrency.test_places import assert_sound
from tests.concurrency.test_sends import assert_one_place_each
from tests.referrals.scene import Scene, house, make_scene, offer_of, provider

pytestmark = [pytest.mark.django_db, pytest.mark.long]

LATE = 70
which = st.integers(0, 20)
releases = st.sampled_from([3, 30, 33, 45, 45, 60, 60, 90])
regions = st.sampled_from(["EE-37", "EE-37", "EE", "EE-79"])
needs = st.sampled_from([{}, {}, {"requirement_codes": ("STEP_FREE",)}])
services = st.sampled_from([("housing",), ("housing",), ("housing",), ("housing", "mentoring")])


class Nights(RuleBasedStateMachine):
    """Three houses, one of them with a step-free bed, and a mentor with one slot."""

    @initialize(crowd=st.lists(st.tuples(regions, needs), min_size=4, max_size=7))
    def open(self, crowd: list[tuple[str, dict[str, tuple[str, ...]]]]) -> None:
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.scene: Scene = make_scene(beds=1)
        region = self.scene.tallinn.region
        beds = [["STEP_FREE"], ["STEP_FREE"], []]
        house(provider("ramp"), beds=beds, programme=self.scene.programme, region=region)
        self.scene.with_mentor()
        # Who comes first has the step-free beds, needed or not; then the other houses open, and there is a choice.
        plain = CapacityStep.objects.filter(
            group__service_at_location__in=[self.scene.north, self.scene.south]
        )
        plain.update(places=0)
        for lives_in, needed in crowd:
            self.scene.send(self.scene.answers(in_days=LATE, region=lives_in, needs=needed))
        plain.update(places=1)
        self.night(1, fresh=True)

    def teardown(self) -> None:
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    # What people do

    @rule(days=releases, region=regions, needs=needs, services=services, together=st.booleans(), wish=which)
    def send(
        self,
        days: int,
        region: str,
        needs: dict[str, tuple[str, ...]],
        services: tuple[str, ...],
        together: bool,
        wish: int,
    ) -> None:
        answers = self.scene.answers(in_days=days, region=region, needs=needs, services=services)
        houses = list(ServiceAtLocation.objects.filter(service_type__code="housing").order_by("pk"))
        wished = houses[wish].public_id if wish < len(houses) else None
        requests = tuple(
            replace(asked, wish=wished, wish_reason="Family") if asked.service_type == "housing" else asked
            for asked in answers.requests
        )
        self.scene.send(replace(answers, requests=requests, together=together))
        self.look()

    @rule(which=which)
    def take_back(self, which: int) -> None:
        referral = self.some(which)
        if referral is not None:
            self.scene.withdraw(referral)
            self.look()
            self.night(1, fresh=True)

    @rule(which=which, days=st.sampled_from([-20, -3, 2, 30]))
    def move_release(self, which: int, days: int) -> None:
        referral = self.some(which)
        if referral is not None and referral.release_on is not None:
            days = max(days, (self.scene.today - referral.release_on).days)
            self.scene.move_release(referral, days=days)
            self.look()

    @rule(which=which, yes=st.booleans())
    def answer(self, which: int, yes: bool) -> None:
        offered = ServiceRequest.objects.filter(state="OFFERED").order_by("pk")
        if not offered:
            return
        request = offered[which % len(offered)]
        offer = offer_of(request.referral, request.service_type.code)
        if offer.due_on < self.scene.today:
            return
        (self.scene.accept if yes else self.scene.decline)(offer, by=self.scene.coordinator)
        self.look()

    @rule(which=which, places=st.integers(0, 3))
    def say_places(self, which: int, places: int) -> None:
        service = self.service(which)
        say: dict[str, object] = {
            "group_id": service.groups.get().public_id,
            "start": self.scene.today,
            "places": places,
            "today": self.scene.today,
            "now": self.scene.now,
        }
        operation: Callable[..., object] = declare_places
        if service.groups.get().steps.filter(start=self.scene.today).exists():
            operation = correct_places
        try:
            operation(actor=self.scene.worker, key=str(uuid4()), **say)
        except StepExists:
            event("said today already")
        self.look()
        self.night(1, fresh=True)

    @rule(which=which)
    def pause_or_resume(self, which: int) -> None:
        service = self.service(which)
        if service.pauses.exists():
            service.pauses.all().delete()
        else:
            service.pauses.create(start=self.scene.today, reason="x", created_by=self.scene.worker)

    # What the night does

    @rule(days=st.sampled_from([1, 1, 1, 7, 20]), fresh=st.booleans())
    def night(self, days: int, fresh: bool) -> None:
        self.scene = self.scene.later(days=days)
        if fresh:
            ServiceAtLocation.objects.update(confirmed_at=self.scene.now)
        self.keeping(lambda: offer_due_places(self.scene.now))
        self.keeping(lambda: place_waiting(self.scene.now))
        moved = self.keeping(lambda: plan_the_night(self.scene.now))
        event(f"a night with changes: {moved > 0}")
        assert not PlanningRun.objects.filter(night=self.scene.today, finished_at__isnull=True).exists()

    def keeping(self, work: Callable[[], int]) -> int:
        """Do it; whoever had a place has one still, firm ones theirs, others one in the regions promised."""
        before = holding()
        done = work()
        after = holding()
        for request, placement in before.items():
            assert request in after, "a place was lost"
            here, there = placement.stay.service_at_location, after[request].stay.service_at_location
            if here != there:
                event("somebody was moved")
                assert placement.request.state == "KEPT"
                assert is_within_promise(placement, there)
        self.look()
        return done

    # What holds

    def look(self) -> None:
        assert_one_place_each()
        for placement in holding().values():
            assert placement.stay.firmness == FIRMNESS[placement.request.state]
            days = (placement.stay.start, placement.stay.end)
            assert days == (placement.request.start, placement.request.end)
        with_place = ServiceRequest.objects.filter(state__in=HOLDING_PLACE).values_list("pk", flat=True)
        assert set(with_place) == set(holding())
        for service in ServiceAtLocation.objects.order_by("pk"):
            assert_sound(service)

    def some(self, which: int) -> Referral | None:
        found = Referral.objects.filter(state="SUBMITTED").order_by("pk")
        return found[which % len(found)] if found else None

    def service(self, which: int) -> ServiceAtLocation:
        found = list(ServiceAtLocation.objects.order_by("pk"))
        return found[which % len(found)]


def holding() -> dict[int, Placement]:
    """The current placement of each request, by the request's key."""
    related = ("request__service_type", "request__region", "stay__service_at_location__location__region")
    current = Placement.objects.filter(ended_at__isnull=True).select_related(*related)
    return {placement.request_id: placement for placement in current.order_by("pk")}


def is_within_promise(placement: Placement, there: ServiceAtLocation) -> bool:
    request = placement.request
    promised = promised_region(request=request, service=placement.stay.service_at_location)
    if promised is None:
        return True
    region = there.location.region
    codes = {promised.code} | ({request.region.code} if request.region else set())
    return region is not None and not codes.isdisjoint(region_path(region))


def test_no_night_takes_a_place_from_anybody() -> None:
    """Few runs of many steps; the "thorough" profile makes ten times as many."""
    profile = settings.default
    assert profile is not None
    few = max(profile.max_examples // 6, 5)
    run_state_machine_as_test(Nights, settings=settings(max_examples=few, stateful_step_count=10))
