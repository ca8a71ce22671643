"""A person is taken to another prison: the case goes along, and help in prison is tested again."""

from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.urls import reverse

from home.geography.models import Prison
from home.record.events import events_of
from home.record.models import Outbox
from providers.models import ServiceAtLocation
from referrals.models import Referral, ServiceRequest
from referrals.operations import change_prison
from referrals.permissions import referrals_visible_to
from referrals.sealed import answers_of
from referrals.workflow import NotAllowed
from tests.factories.geography import PrisonFactory
from tests.referrals.scene import (
    NOW,
    TODAY,
    Scene,
    by_service,
    client_of,
    house,
    offer_of,
    provider,
    request_of,
    stays_held,
)


def change(scene: Scene, referral: Referral, *, to: Prison | None = None, key: str = "") -> dict[str, str]:
    followed = change_prison(
        actor=scene.officer,
        key=key or str(uuid4()),
        referral_id=referral.public_id,
        prison_id=(to or scene.viru).public_id,
        today=scene.today,
        now=scene.now,
    )
    return by_service(followed)


def mentor_in(scene: Scene, *prisons: Prison) -> ServiceAtLocation:
    made = scene.with_mentor()
    made.prisons.set(prisons)
    return made


def other_mentor_in(scene: Scene, prison: Prison) -> ServiceAtLocation:
    made = house(
        provider("others"),
        beds=1,
        programme=scene.programme,
        region=scene.north.location.region,
        service="mentoring",
    )
    made.prisons.set([prison])
    return made


def test_the_new_prison_sees_the_case_and_the_former_one_no_longer(scene: Scene) -> None:
    referral = scene.send()
    assert change(scene, referral) == {"housing": "UNCHANGED"}
    referral.refresh_from_db()
    assert referral.prison == scene.viru
    assert answers_of(referral).release.prison == "EE-VIRU"
    assert not referrals_visible_to(scene.officer, TODAY).exists()
    assert referrals_visible_to(scene.other_officer, TODAY).get() == referral
    event = events_of(referral.public_id).get(kind="referral.prison_changed")
    assert (event.from_state, event.to_state) == ("EE-TALLINN", "EE-VIRU")
    assert offer_of(referral).is_open


def test_a_provider_that_works_there_too_keeps_the_person_and_is_told(scene: Scene) -> None:
    mentors = mentor_in(scene, scene.tallinn, scene.viru)
    referral = scene.send(scene.in_prison())
    offer = offer_of(referral, "mentoring")
    assert change(scene, referral) == {"mentoring": "STAYED"}
    assert offer_of(referral, "mentoring") == offer
    assert stays_held(mentors) == 1
    assert Outbox.objects.get(kind="offer.changed").payload == {"offer": str(offer.public_id)}


@pytest.mark.parametrize("accepted", [False, True])
def test_otherwise_another_one_is_asked_and_the_first_is_told(scene: Scene, accepted: bool) -> None:
    mentors, others = mentor_in(scene, scene.tallinn), other_mentor_in(scene, scene.viru)
    referral = scene.send(scene.in_prison())
    left = offer_of(referral, "mentoring")
    if accepted:
        scene.accept(left, by=scene.worker)
    assert change(scene, referral) == {"mentoring": "ELSEWHERE"}
    left.refresh_from_db()
    assert left.answer == "CANCELLED"
    assert (stays_held(mentors), stays_held(others)) == (0, 1)
    assert offer_of(referral, "mentoring").provider == others.provider
    assert Outbox.objects.filter(kind="offer.taken_back").count() == 1


def test_where_nobody_works_it_waits_until_the_person_is_where_somebody_does(scene: Scene) -> None:
    mentor_in(scene, scene.tallinn)
    referral = scene.send(scene.in_prison())
    assert change(scene, referral) == {"mentoring": "WAITING"}
    assert request_of(referral, "mentoring").state == "WAITING"
    assert change(scene.later(minutes=1), referral, to=scene.tallinn) == {"mentoring": "FOUND"}
    assert request_of(referral, "mentoring").state == "OFFERED"


def test_what_is_under_way_stays_and_its_provider_is_told(scene: Scene) -> None:
    mentors = mentor_in(scene, scene.tallinn)
    referral = scene.send(scene.in_prison())
    scene.accept(offer_of(referral, "mentoring"), by=scene.worker)
    ServiceRequest.objects.update(state="ACTIVE")
    assert change(scene, referral) == {"mentoring": "UNDER_WAY"}
    assert stays_held(mentors) == 1
    assert Outbox.objects.filter(kind="offer.changed").count() == 1


def test_it_is_safe_to_repeat_and_there_is_nothing_to_do_twice(scene: Scene) -> None:
    mentor_in(scene, scene.tallinn)
    referral = scene.send(scene.in_prison())
    assert change(scene, referral, key="same") == change(scene, referral, key="same")
    assert events_of(referral.public_id).filter(kind="referral.prison_changed").count() == 1
    with pytest.raises(NotAllowed):
        change(scene, referral)


def test_only_open_cases_from_prison_go_and_only_within_the_country(scene: Scene) -> None:
    released, closed, case = (
        scene.send(scene.answers(prison=None), by=scene.coordinator),
        scene.send(),
        scene.send(),
    )
    scene.withdraw(closed)
    for referral in (released, closed):
        with pytest.raises(NotAllowed):
            change(scene, referral)
    abroad = PrisonFactory.create(country="LT", region=scene.tallinn.region)
    with pytest.raises(Prison.DoesNotExist):
        change(scene, case, to=abroad)
    case.refresh_from_db()
    assert case.prison == scene.tallinn


def told(scene: Scene) -> dict[str, str]:
    mail.outbox.clear()
    scene.sweep()
    return {message.to[0]: str(message.body) for message in mail.outbox}


def test_the_new_officers_are_told_and_answers_reach_them_from_then_on(scene: Scene) -> None:
    referral = scene.send()
    told(scene)
    change(scene, referral)
    mails = told(scene)
    assert mails.keys() == {scene.other_officer.email}
    assert referral.number in mails[scene.other_officer.email]
    scene.accept(offer_of(referral))
    assert told(scene).keys() == {scene.other_officer.email}


def send_form(scene: Scene, referral: Referral, prison: object) -> tuple[int, str]:
    address = reverse("work:referral-prison", args=[referral.public_id])
    body = {"key": str(uuid4()), "prison": str(prison)}
    response = client_of(scene.officer).post(address, body, follow=True)
    return response.status_code, response.content.decode()


def test_the_page_hands_over_and_leads_to_the_list(scene: Scene) -> None:
    mentor_in(scene, scene.tallinn)
    referral = scene.send(scene.in_prison())
    status, text = send_form(scene, referral, scene.viru.public_id)
    assert status == 200
    assert "The case is with the new prison now." in text
    assert "nobody has a free place in the new prison" in text
    assert referral.number not in text


def test_the_page_offers_open_prisons_of_the_country_only(scene: Scene) -> None:
    closed = PrisonFactory.create(region=scene.tallinn.region, closed_on=NOW.date())
    abroad = PrisonFactory.create(country="LT", region=scene.tallinn.region)
    referral = scene.send()
    for wrong in (closed.public_id, abroad.public_id, scene.tallinn.public_id, UUID(int=0), "nonsense", ""):
        assert send_form(scene, referral, wrong)[0] == 422, wrong
    referral.refresh_from_db()
    assert referral.prison == scene.tallinn
