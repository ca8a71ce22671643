"""Sending a referral: routed, kept and offered in one step, or put on the waiting list with the reasons."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from home.record.events import events_of
from home.record.models import DataKey, Event, Outbox, Receipt
from home.record.receipts import KeyReused
from providers.models import Firmness, ServiceAtLocation, Stay
from referrals.answers import SubmittedAnswers
from referrals.models import Agreement, Draft, Placement, Referral, RoutingDecision, ServiceRequest
from referrals.numbers import is_valid
from referrals.operations import SubmissionResult, submit_referral
from referrals.routing.codes import Rule
from referrals.sealed import answers_of, decision_of
from tests.factories.providers import ProviderFactory, ProviderMembershipFactory
from tests.factories.referrals import draft as make_draft
from tests.referrals.scene import (
    DUE,
    NOW,
    TODAY,
    Scene,
    offer_of,
    request_of,
    stays_held,
)

RELEASE = date(2026, 12, 23)


def kinds_of(subject: Referral | ServiceRequest) -> list[str]:
    return [event.kind for event in events_of(subject.public_id)]


def test_the_nearest_house_is_asked_at_once_and_its_place_kept(scene: Scene) -> None:
    referral = scene.send()
    request, offer = request_of(referral), offer_of(referral)
    stay = offer.placement.stay
    assert referral.state == "SUBMITTED"
    assert is_valid(referral.number)
    assert (request.state, request.waiting_since) == ("OFFERED", None)
    assert (request.start, request.end) == (RELEASE, date(2027, 6, 23))
    assert offer.provider == scene.north.provider
    assert (offer.sent_at, offer.due_on, offer.answer) == (NOW, DUE, "")
    assert stay.service_at_location == scene.north
    assert (stay.firmness, stay.holder) == (Firmness.OFFERED, offer.placement.public_id)
    assert (stay.start, stay.end, stay.programme) == (request.start, request.end, scene.programme)
    assert stay.occupations.filter(released_at__isnull=True).count() == 1


def test_days_to_answer_are_working_days_of_the_country(scene: Scene) -> None:
    scene.now = datetime(2026, 12, 22, 10, tzinfo=UTC)
    # Christmas Eve, Christmas and Boxing Day are no working days; the last one is a Saturday.
    assert offer_of(scene.send()).due_on == date(2026, 12, 31)


def test_what_happened_is_recorded_in_order(scene: Scene) -> None:
    referral = scene.send()
    request = request_of(referral)
    assert kinds_of(referral) == ["referral.submitted"]
    assert kinds_of(request) == ["request.keep", "request.offer"]
    assert events_of(referral.public_id).get().actor_id == scene.officer.public_id
    steps = [(event.from_state, event.to_state) for event in events_of(request.public_id)]
    assert steps == [("SUBMITTED", "KEPT"), ("KEPT", "OFFERED")]


def test_the_provider_is_told_by_a_row_that_names_nobody(scene: Scene) -> None:
    offer = offer_of(scene.send())
    row = Outbox.objects.get()
    assert (row.kind, row.payload, row.due_at) == ("offer.sent", {"offer": str(offer.public_id)}, NOW)


def test_the_decision_is_kept_sealed_and_can_be_read(scene: Scene) -> None:
    request = request_of(scene.send())
    stored = RoutingDecision.objects.select_related("request__referral__data_key").get(request=request)
    decision = decision_of(stored)
    assert (stored.outcome, stored.chosen) == ("PLACED", scene.north)
    assert [ranked.candidate_id for ranked in decision.ranked] == [
        str(scene.north.public_id),
        str(scene.south.public_id),
    ]
    assert {outcome.rule for outcome in decision.ranked[0].outcomes} == set(Rule)
    assert decision.need.start == RELEASE
    assert b"EE-37" not in bytes(stored.sealed)


def test_agreement_and_notice_are_recorded_apart(scene: Scene) -> None:
    referral = scene.send()
    kinds = Agreement.objects.filter(referral=referral).order_by("kind").values_list("kind", "given_on")
    assert list(kinds) == [("PARTICIPATION", TODAY), ("PRIVACY_NOTICE", TODAY)]


def test_the_answers_are_sealed_under_a_key_of_their_own(scene: Scene) -> None:
    answers = scene.answers()
    first, second = scene.send(answers), scene.send(answers)
    assert answers_of(first) == answers == answers_of(second)
    assert first.data_key_id != second.data_key_id
    assert bytes(first.sealed) != bytes(second.sealed)
    assert b"Demo" not in bytes(first.sealed)


def test_two_referrals_of_one_person_meet_in_the_blind_index_alone(scene: Scene) -> None:
    one = scene.send(scene.answers(person={"personal_code": "39001010011"}))
    again = scene.send(scene.answers(person={"personal_code": "39001010011", "first_name": "DEMO "}))
    other = scene.send(scene.answers(person={"last_name": "Another"}))
    assert one.person_index == again.person_index != ""
    assert one.name_index == again.name_index != other.name_index
    assert other.person_index == ""


def test_the_draft_keeps_nothing_but_where_it_went(scene: Scene) -> None:
    referral = scene.send()
    draft = Draft.objects.get()
    assert draft.submitted_referral == referral
    assert bytes(draft.sealed) == b""


def test_without_a_place_the_request_waits_with_the_reasons(scene: Scene) -> None:
    scene.south.groups.get().steps.update(places=0)
    scene.south.groups.get().units.all().delete()
    for _ in range(2):
        scene.send()
    referral = scene.send()
    request = request_of(referral)
    assert (request.state, request.waiting_since) == ("WAITING", NOW)
    assert not Placement.objects.filter(request=request).exists()
    assert kinds_of(request) == ["request.wait"]
    stored = RoutingDecision.objects.select_related("request__referral__data_key").get(request=request)
    decision = decision_of(stored)
    assert (stored.outcome, stored.chosen) == ("NO_PLACE", None)
    assert {str(scene.north.public_id), str(scene.south.public_id)} == {
        rejected.candidate_id for rejected in decision.rejected
    }
    north = next(one for one in decision.rejected if one.candidate_id == str(scene.north.public_id))
    assert [outcome.rule for outcome in north.failed] == [Rule.DATES]
    assert decision.unlocks
    row = Outbox.objects.get(kind="request.waiting")
    assert row.payload == {"request": str(request.public_id)}


def test_nobody_is_sent_to_a_house_that_is_paused_or_stale(scene: Scene) -> None:
    scene.north.confirmed_at = NOW - timedelta(days=40)
    scene.north.save()
    assert offer_of(scene.send()).provider == scene.south.provider
    scene.south.pauses.create(start=TODAY, reason="repairs", created_by=scene.other_worker)
    assert request_of(scene.send()).state == "WAITING"


def test_the_same_key_again_gives_the_first_answer(scene: Scene) -> None:
    draft, answers = make_draft(owner=scene.officer), scene.answers()
    sent = [
        submit_referral(
            actor=scene.officer,
            key="one",
            draft_id=draft.public_id,
            answers=answers,
            today=TODAY,
            now=NOW + timedelta(minutes=minute),
        )
        for minute in range(3)
    ]
    assert len(set(sent)) == 1
    assert Referral.objects.get().submitted_at == NOW
    assert (Stay.objects.count(), Outbox.objects.count(), DataKey.objects.count()) == (1, 1, 2)


def test_another_key_for_the_same_draft_leads_to_the_same_referral(scene: Scene) -> None:
    draft, answers = make_draft(owner=scene.officer), scene.answers()
    sent = {_send(scene, draft, answers, key) for key in ("one", "two")}
    assert sent == {SubmissionResult(Referral.objects.get().public_id)}
    assert Receipt.objects.get().key == "one"


def test_a_key_used_for_other_answers_is_refused(scene: Scene) -> None:
    draft, answers = make_draft(owner=scene.officer), scene.answers()
    for given, refused in ((answers, False), (replace(answers, requests=()), True)):
        if refused:
            with pytest.raises(KeyReused):
                _send(scene, draft, given)
        else:
            _send(scene, draft, given)
    assert ServiceRequest.objects.count() == 1


def test_somebody_elses_draft_cannot_be_sent(scene: Scene) -> None:
    draft = make_draft(owner=scene.other_officer)
    with pytest.raises(Draft.DoesNotExist):
        _send(scene, draft, scene.answers())
    assert not Referral.objects.exists()
    assert not Receipt.objects.exists()


def test_what_fails_in_the_middle_leaves_nothing_behind(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referrals.operations.deciding.enqueue", _fail)
    with pytest.raises(RuntimeError):
        scene.send()
    assert not Referral.objects.exists()
    assert not Stay.objects.exists()
    assert not Receipt.objects.exists()
    assert not Event.objects.exists()
    assert Draft.objects.get().submitted_referral is None


def test_each_request_goes_its_own_way(scene: Scene) -> None:
    mentor = scene.with_mentor()
    referral = scene.send(scene.answers(services=("mentoring", "housing", "complex_support")))
    states = {item.service_type.code: item.state for item in referral.requests.all()}
    assert states == {"mentoring": "OFFERED", "housing": "OFFERED", "complex_support": "WAITING"}
    assert offer_of(referral, "mentoring").placement.stay.service_at_location == mentor
    assert offer_of(referral).placement.stay.service_at_location == scene.north
    lengths = {item.service_type.code: item.end for item in referral.requests.all()}
    assert lengths["mentoring"] == date(2028, 6, 23)
    assert lengths["housing"] == date(2027, 6, 23)
    assert referral.requests.get(service_type__code="complex_support").order == 2


def test_somebody_released_already_has_no_prison_and_starts_today(scene: Scene) -> None:
    answers = scene.answers(prison=None, in_days=0)
    referral = scene.send(answers, by=scene.worker)
    assert (referral.prison, referral.release_kind) == (None, "RELEASED_ALREADY")
    assert referral.filed_for_provider == scene.north.provider
    assert request_of(referral).start == TODAY
    assert request_of(referral).state == "OFFERED"


def test_an_officers_referral_belongs_to_the_prison(scene: Scene) -> None:
    referral = scene.send()
    assert (referral.prison, referral.filed_for_provider) == (scene.tallinn, None)


@pytest.mark.parametrize("free", [True, False])
def test_a_wish_goes_before_closeness_but_never_past_a_full_house(scene: Scene, free: bool) -> None:
    if not free:
        for _ in range(2):
            scene.send(wishing(scene, scene.south))
    referral = scene.send(wishing(scene, scene.south))
    assert request_of(referral).wish == scene.south
    chosen = scene.south if free else scene.north
    assert offer_of(referral).placement.stay.service_at_location == chosen


def test_a_case_is_filed_for_nobody_abroad(scene: Scene) -> None:
    abroad = ProviderFactory.create(country="LT")
    ProviderMembershipFactory.create(provider=abroad, user=scene.worker)
    abroad.name = f"A before {scene.north.provider.name}"
    abroad.save()
    referral = scene.send(scene.answers(prison=None), by=scene.worker)
    assert referral.filed_for_provider == scene.north.provider
    ProviderMembershipFactory.create(provider=abroad, user=scene.coordinator)
    assert scene.send(scene.answers(prison=None), by=scene.coordinator).filed_for_provider is None


def test_no_house_ever_holds_more_than_its_places(scene: Scene) -> None:
    states = [request_of(scene.send()).state for _ in range(6)]
    assert states == ["OFFERED"] * 4 + ["WAITING"] * 2
    assert (stays_held(scene.north), stays_held(scene.south)) == (2, 2)


def test_a_zone_that_must_be_kept_away_from_is_kept_away_from(scene: Scene) -> None:
    answers = scene.answers()
    answers = replace(answers, region=replace(answers.region, no_contact=("EE-784",)))
    assert offer_of(scene.send(answers)).provider == scene.south.provider


def wishing(scene: Scene, wished: ServiceAtLocation) -> SubmittedAnswers:
    answers = scene.answers()
    asked = replace(answers.requests[0], wish=wished.public_id, wish_reason="Near the family")
    return replace(answers, requests=(asked,))


def _send(scene: Scene, draft: Draft, answers: SubmittedAnswers, key: str = "one") -> SubmissionResult:
    return submit_referral(
        actor=scene.officer, key=key, draft_id=draft.public_id, answers=answers, today=TODAY, now=NOW
    )


def _fail(**row: object) -> None:
    raise RuntimeError
