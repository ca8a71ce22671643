"""Who was promised a mentor who speaks their language has one, whatever happens afterwards."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from providers.models import EVERY_PLACE, Firmness, ServiceAtLocation, Stay, UnitGroup, VoidReason
from providers.operations import NoPlace, add_void, extend_stay, record_overstay
from referrals.models import Referral
from referrals.sealed import decision_of
from tests.factories.providers import CapacityStepFactory, UnitFactory, UnitGroupFactory
from tests.providers.places import day, keep, unit_of
from tests.referrals.scene import Scene, house, provider, request_of

RUSSIAN, BOTH, ESTONIAN = ("ru",), ("et", "ru"), ("et",)


@pytest.fixture
def mentors(scene: Scene) -> ServiceAtLocation:
    """Two mentors of one service, a place each: the first speaks Estonian alone, the second Russian as well."""
    service = scene.with_mentor()
    service.groups.update(name="Estonian", languages=["et"])
    another(service, "Both", ["et", "ru"])
    return service


def another(service: ServiceAtLocation, name: str, languages: list[str]) -> UnitGroup:
    group: UnitGroup = UnitGroupFactory.create(service_at_location=service, name=name, languages=languages)
    CapacityStepFactory.create(group=group)
    UnitFactory.create(group=group)
    return group


def sent(scene: Scene, *languages: str, **needs: Any) -> Referral:
    """A request for a mentor by somebody who speaks these languages."""
    person = {"languages": languages}
    return scene.send(scene.answers(services=("mentoring",), person=person, needs=needs))


def stay_of(referral: Referral) -> Stay:
    return Stay.objects.get(
        placement__request=request_of(referral, "mentoring"),
        placement__ended_at__isnull=True,
        released_at__isnull=True,
    )


def mentor_of(referral: Referral) -> str:
    return unit_of(stay_of(referral)).group.name


def state_of(referral: Referral) -> str:
    return request_of(referral, "mentoring").state


def kinds_told(referral: Referral) -> set[str]:
    """What would open a place, as it was stored."""
    stored = request_of(referral, "mentoring").decisions.select_related("request__referral__data_key").get()
    return {unlock.kind for unlock in decision_of(stored).unlocks}


def test_the_place_is_with_who_speaks_the_language(scene: Scene, mentors: ServiceAtLocation) -> None:
    russian = sent(scene, *RUSSIAN)
    assert mentor_of(russian) == "Both"
    assert stay_of(russian).languages == ["ru"]
    # A place is free, but the mentor who has it does not speak the language.
    second = sent(scene, *RUSSIAN)
    assert state_of(second) == "WAITING"
    assert kinds_told(second) >= {"INTERPRETER", "LATER_DATE"}
    assert mentor_of(sent(scene, *ESTONIAN)) == "Estonian"


def test_who_speaks_both_goes_where_the_other_is_left_for_who_does_not(
    scene: Scene, mentors: ServiceAtLocation
) -> None:
    assert mentor_of(sent(scene, *BOTH)) == "Estonian"
    assert mentor_of(sent(scene, *RUSSIAN)) == "Both"


def test_with_an_interpreter_any_mentor_will_do(scene: Scene, mentors: ServiceAtLocation) -> None:
    agreed = sent(scene, *RUSSIAN, interpreter_agreed=True)
    assert (mentor_of(agreed), stay_of(agreed).languages) == ("Estonian", [])
    stored = request_of(agreed, "mentoring").decisions.select_related("request__referral__data_key").get()
    (ranked,) = decision_of(stored).ranked
    assert "LANGUAGE_INTERPRETER" in {outcome.code for outcome in ranked.outcomes}
    assert not ranked.standing.spoken


def test_who_was_there_first_makes_room_until_the_provider_says_yes(
    scene: Scene, mentors: ServiceAtLocation
) -> None:
    """The Estonian mentor was on leave when the first came; once he is back, she is left to who needs her."""
    estonian = UnitGroup.objects.get(name="Estonian")
    first = sent_while_closed(scene, estonian)
    assert mentor_of(first) == "Both"
    second = sent(scene, *RUSSIAN)
    assert [mentor_of(first), mentor_of(second)] == ["Estonian", "Both"]


def sent_while_closed(scene: Scene, group: UnitGroup) -> Referral:
    group.steps.update(places=0)
    first = sent(scene, *BOTH)
    group.steps.update(places=1)
    return first


def test_leave_of_the_mentor_who_speaks_it_lets_nobody_new_in(
    scene: Scene, mentors: ServiceAtLocation
) -> None:
    before = sent(scene, *RUSSIAN)
    goes_on_leave(scene, "Both")
    # What was promised stays promised; who comes now waits, though the other mentor is free.
    assert mentor_of(before) == "Both"
    scene.withdraw(before)
    assert state_of(sent(scene, *RUSSIAN)) == "WAITING"
    assert mentor_of(sent(scene, *ESTONIAN)) == "Estonian"


def test_other_days_are_with_who_speaks_it_or_are_not_given(scene: Scene, mentors: ServiceAtLocation) -> None:
    """While she is on leave his days cannot be moved to the other mentor without asking what he speaks."""
    service = mentors
    stay = kept(service, scene, *RUSSIAN)
    goes_on_leave(scene, "Both", after=40, days=10)
    with pytest.raises(NoPlace) as caught:
        extend_stay(
            actor=scene.coordinator,
            key=uuid4(),
            stay_id=stay.public_id,
            end=scene.today + timedelta(days=50),
            reason="FLAT_NOT_READY",
            today=scene.today,
            now=scene.now,
        )
    assert caught.value.refusal.languages == ("ru",)
    Stay.objects.filter(pk=stay.pk).update(languages=[])
    extend_stay(
        actor=scene.coordinator,
        key=uuid4(),
        stay_id=stay.public_id,
        end=scene.today + timedelta(days=50),
        reason="FLAT_NOT_READY",
        today=scene.today,
        now=scene.now,
    )
    assert unit_of(stay).group.name == "Estonian"


def test_a_release_that_moves_takes_the_language_along(scene: Scene, mentors: ServiceAtLocation) -> None:
    russian = sent(scene, *RUSSIAN)
    scene.move_release(russian, days=14)
    assert (mentor_of(russian), stay_of(russian).languages) == ("Both", ["ru"])


def test_who_waits_gets_the_mentor_who_speaks_it_and_no_other(
    scene: Scene, mentors: ServiceAtLocation
) -> None:
    first, second = sent(scene, *RUSSIAN), sent(scene, *RUSSIAN)
    another(mentors, "Third", ["et", "lv"])
    scene.sweep()
    assert state_of(second) == "WAITING"
    scene.withdraw(first)
    scene.sweep()
    assert mentor_of(second) == "Both"
    assert stay_of(second).languages == ["ru"]


def test_at_night_who_can_have_either_leaves_the_mentor_to_who_cannot(
    scene: Scene, mentors: ServiceAtLocation
) -> None:
    """Of two services, the one near by has the only mentor who speaks Russian."""
    type(mentors.service_type).objects.filter(pk=mentors.service_type_id).update(decision_days=5)
    UnitGroup.objects.get(name="Estonian").delete()
    both = sent(scene, *BOTH)
    assert mentor_of(both) == "Both"
    russian = sent(scene, *RUSSIAN)
    assert state_of(russian) == "WAITING"
    far = house(
        provider("far"),
        beds=1,
        programme=scene.programme,
        region=mentors.regions.get(),
        service="mentoring",
        languages=["et"],
    )
    far.groups.update(name="Far")
    scene.later(days=1).sweep()
    assert {mentor_of(both), mentor_of(russian)} == {"Far", "Both"}
    assert mentor_of(russian) == "Both"


def test_a_refusal_names_the_language_and_the_days(scene: Scene, mentors: ServiceAtLocation) -> None:
    kept(mentors, scene, *RUSSIAN, firmness=Firmness.ACCEPTED)
    with pytest.raises(NoPlace) as caught:
        kept(mentors, scene, *RUSSIAN)
    assert caught.value.refusal.languages == ("ru",)
    assert kept(mentors, scene).languages == []


def kept(service: ServiceAtLocation, scene: Scene, *languages: str, **fields: Any) -> Stay:
    start = (scene.today - day(0)).days
    return keep(service, start + 10, start + 40, languages=languages, today=scene.today, **fields)


def goes_on_leave(scene: Scene, name: str, *, after: int = 0, days: int = 700) -> None:
    add_void(
        actor=scene.worker,
        key=uuid4(),
        group_id=UnitGroup.objects.get(name=name).public_id,
        start=scene.today + timedelta(days=after),
        end=scene.today + timedelta(days=after + days),
        places=EVERY_PLACE,
        reason=VoidReason.LEAVE,
        today=scene.today,
        now=scene.now,
    )


def test_who_was_to_come_after_an_overstay_is_not_sent_to_who_does_not_speak_it(
    scene: Scene, mentors: ServiceAtLocation
) -> None:
    """Her person stays on: who comes next keeps her, and the days show that she has too many."""
    start = (scene.today - day(0)).days
    stays = keep(mentors, start, start + 5, languages=RUSSIAN, firmness=Firmness.PRESENT, today=scene.today)
    comes = keep(mentors, start + 5, start + 30, languages=RUSSIAN, today=scene.today)
    either = keep(mentors, start + 30, start + 50, languages=BOTH, today=scene.today)
    later = scene.later(days=5)
    record_overstay(
        actor=scene.worker,
        key=uuid4(),
        stay_id=stays.public_id,
        expected_end=later.today + timedelta(days=10),
        reason_code="FLAT_NOT_READY",
        today=later.today,
        now=later.now,
    )
    assert [unit_of(stay).group.name for stay in (comes, either)] == ["Both", "Estonian"]


def test_an_interpreter_opens_the_place_of_the_other_mentor(scene: Scene, mentors: ServiceAtLocation) -> None:
    sent(scene, *RUSSIAN)
    assert mentor_of(sent(scene, *RUSSIAN, interpreter_agreed=True)) == "Estonian"


def test_the_plan_gives_a_place_to_the_first_in_turn_who_can_talk_there(
    scene: Scene, mentors: ServiceAtLocation
) -> None:
    """Who waits longer speaks Russian alone, and the place that opens is the other mentor's."""
    estonian = UnitGroup.objects.get(name="Estonian")
    estonian.steps.update(places=0)
    sent(scene, *RUSSIAN)
    longer, shorter = sent(scene, *RUSSIAN), sent(scene.later(minutes=5), *ESTONIAN)
    assert [state_of(longer), state_of(shorter)] == ["WAITING", "WAITING"]
    estonian.steps.update(places=1)
    scene.later(minutes=10).sweep()
    assert state_of(longer) == "WAITING"
    assert mentor_of(shorter) == "Estonian"
