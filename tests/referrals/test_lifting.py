"""A coordinator puts a case first: who may, what is kept of it, when it is over, who reads why."""

from uuid import uuid4

import pytest
from django.urls import reverse

from home.record.events import events_of
from home.record.models import Event
from home.record.receipts import KeyReused
from referrals.models import ServiceRequest
from referrals.operations import lift_request, lower_request
from referrals.sealed import lift_reason_of
from referrals.workflow import NotAllowed
from tests.referrals.scene import Scene, client_of, make_scene, offer_of, request_of

REASON = "Kanaarilind has nowhere to sleep"


@pytest.fixture
def full(db: None) -> Scene:
    return make_scene(beds=0)


@pytest.fixture
def waiting(full: Scene) -> ServiceRequest:
    return request_of(full.send())


def lift(scene: Scene, request: ServiceRequest, **changes: object) -> None:
    given = {"actor": scene.coordinator, "key": str(uuid4()), "reason": REASON, "now": scene.now, **changes}
    lift_request(request_id=request.public_id, **given)  # type: ignore[arg-type]


def lower(scene: Scene, request: ServiceRequest) -> None:
    lower_request(actor=scene.coordinator, key=str(uuid4()), request_id=request.public_id, now=scene.now)


def now_of(request: ServiceRequest) -> ServiceRequest:
    return ServiceRequest.objects.select_related("referral__data_key", "lifted_by").get(pk=request.pk)


def kinds(request: ServiceRequest) -> list[str]:
    return [event.kind for event in events_of(request.public_id)]


def test_who_lifted_when_and_why_is_kept(full: Scene, waiting: ServiceRequest) -> None:
    lift(full, waiting)
    lifted = now_of(waiting)
    assert (lifted.lifted_at, lifted.lifted_by) == (full.now, full.coordinator)
    assert lift_reason_of(lifted) == REASON
    assert REASON.encode() not in bytes(lifted.lift_reason_sealed)
    assert lifted.state == "WAITING"
    event = events_of(waiting.public_id).last()
    assert event is not None
    assert (event.kind, event.actor_id) == ("request.lift", full.coordinator.public_id)
    assert bytes(event.note_sealed or b"") == bytes(lifted.lift_reason_sealed)


def test_pressed_twice_it_is_done_once(full: Scene, waiting: ServiceRequest) -> None:
    for _press in range(2):
        lift(full, waiting, key="same")
    assert kinds(waiting).count("request.lift") == 1
    with pytest.raises(KeyReused):
        lift(full, waiting, key="same", reason="Another")


def test_lifting_what_is_lifted_changes_nothing(full: Scene, waiting: ServiceRequest) -> None:
    lift(full, waiting)
    with pytest.raises(NotAllowed):
        lift(full, waiting, reason="Another")
    assert lift_reason_of(now_of(waiting)) == REASON


@pytest.mark.parametrize("who", ["lt_coordinator", "officer", "worker", "editor"])
def test_only_a_coordinator_of_the_country_lifts(full: Scene, waiting: ServiceRequest, who: str) -> None:
    with pytest.raises(ServiceRequest.DoesNotExist):
        lift(full, waiting, actor=getattr(full, who))
    assert now_of(waiting).lifted_at is None


def test_only_what_waits_is_lifted(scene: Scene) -> None:
    placed = request_of(scene.send())
    with pytest.raises(NotAllowed):
        lift(scene, placed)
    assert now_of(placed).lifted_at is None
    assert not Event.objects.filter(kind="request.lift").exists()


def test_lowered_it_has_its_usual_turn_again(full: Scene, waiting: ServiceRequest) -> None:
    lift(full, waiting)
    lower(full, waiting)
    lowered = now_of(waiting)
    assert (lowered.lifted_at, lowered.lifted_by, lift_reason_of(lowered)) == (None, None, "")
    assert kinds(waiting)[-2:] == ["request.lift", "request.lower"]
    with pytest.raises(NotAllowed):
        lower(full, waiting)
    lift(full, waiting)


def test_the_lift_lasts_until_a_provider_says_yes(full: Scene, waiting: ServiceRequest) -> None:
    lift(full, waiting)
    full.more_places(full.north, 1)
    full.sweep()
    assert (now_of(waiting).state, now_of(waiting).lifted_at) == ("OFFERED", full.now)
    full.accept(offer_of(waiting.referral))
    accepted = now_of(waiting)
    assert (accepted.state, accepted.lifted_at, lift_reason_of(accepted)) == ("ACCEPTED", None, "")
    assert "request.lift" in kinds(waiting)


def test_a_no_costs_nobody_their_place_at_the_front(full: Scene, waiting: ServiceRequest) -> None:
    lift(full, waiting)
    full.more_places(full.north, 1)
    full.sweep()
    full.decline(offer_of(waiting.referral))
    assert (now_of(waiting).state, now_of(waiting).lifted_at) == ("WAITING", full.now)


def test_what_was_taken_back_is_first_for_nothing(full: Scene, waiting: ServiceRequest) -> None:
    lift(full, waiting)
    full.withdraw(waiting.referral)
    assert (now_of(waiting).state, now_of(waiting).lifted_at) == ("WITHDRAWN", None)


def test_the_free_place_goes_to_who_was_lifted(full: Scene) -> None:
    first, lifted = request_of(full.send()), request_of(full.send())
    lift(full, lifted)
    full.more_places(full.north, 1)
    full.sweep()
    assert (now_of(first).state, now_of(lifted).state) == ("WAITING", "OFFERED")


# The pages


def address(request: ServiceRequest) -> str:
    return reverse("work:unplaced-request", args=[request.public_id])


def typed(**changes: str) -> dict[str, str]:
    return {"key": str(uuid4()), "reason": REASON, **changes}


def test_the_coordinator_lifts_and_lowers_on_the_page(full: Scene, waiting: ServiceRequest) -> None:
    client = client_of(full.coordinator)
    assert "Put this case first" in client.get(address(waiting)).content.decode()
    assert client.post(address(waiting), typed())["Location"] == address(waiting)
    page = client.get(address(waiting)).content.decode()
    assert REASON in page
    assert "This case comes first" in page
    assert "Put this case first" not in page
    assert client.post(address(waiting), {"key": str(uuid4()), "lower": "yes"}).status_code == 302
    assert now_of(waiting).lifted_at is None


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "Say why this case must come before the others."),
        ("   ", "Say why this case must come before the others."),
        ("x" * 501, "Say it in at most 500 characters. It has 501 now."),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_what_is_no_reason_is_said_at_the_field_and_stays(
    full: Scene, waiting: ServiceRequest, reason: str, told: str
) -> None:
    response = client_of(full.coordinator).post(address(waiting), typed(reason=reason))
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert reason.strip("\0 ") in page or "\0" in reason
    assert now_of(waiting).lifted_at is None


@pytest.mark.parametrize("sent", [{"key": ""}, {"key": "x"}, {"key": "", "lower": "yes"}])
def test_a_page_without_its_key_saves_nothing(
    full: Scene, waiting: ServiceRequest, sent: dict[str, str]
) -> None:
    assert client_of(full.coordinator).post(address(waiting), typed(**sent)).status_code == 422
    assert now_of(waiting).lifted_at is None


def test_a_case_that_found_a_place_meanwhile_leads_to_the_list(scene: Scene) -> None:
    placed = request_of(scene.send())
    response = client_of(scene.coordinator).post(address(placed), typed(), follow=True)
    assert response.redirect_chain[0][0] == reverse("work:unplaced")
    assert "This case has changed meanwhile." in response.content.decode()


@pytest.mark.parametrize("who", ["lt_coordinator", "officer", "worker", "editor"])
@pytest.mark.parametrize("more", [{}, {"lower": "yes"}, {"reason": ""}])
def test_for_strangers_there_is_nothing(
    full: Scene, waiting: ServiceRequest, who: str, more: dict[str, str]
) -> None:
    client = client_of(getattr(full, who))
    assert client.post(address(waiting), typed(**more)).status_code == 404
    assert now_of(waiting).lifted_at is None


def test_each_look_is_recorded_also_at_a_page_that_complains(full: Scene, waiting: ServiceRequest) -> None:
    client = client_of(full.coordinator)
    client.get(address(waiting))
    client.post(address(waiting), typed(reason=""))
    looks = Event.objects.filter(kind="referral.viewed", subject_id=waiting.referral.public_id)
    assert looks.count() == 2


def test_the_officer_sees_that_and_not_why(full: Scene, waiting: ServiceRequest) -> None:
    lift(full, waiting)
    page = client_of(full.officer).get(reverse("work:referral", args=[waiting.referral.public_id]))
    text = page.content.decode()
    assert "Put first by the coordinator" in text
    assert "The coordinator put the case first on the waiting list." in text
    assert REASON not in text


def test_the_list_shows_turn_and_reasons_for_it_and_no_names(full: Scene) -> None:
    early = request_of(full.send(full.answers(in_days=20)))
    lifted = request_of(full.send(full.answers(in_days=50, needs={"requirement_codes": ("PET",)})))
    lift(full, lifted)
    page = client_of(full.coordinator).get(reverse("work:unplaced"))
    rows = [(row.turn, row.pk) for row in page.context["page_of_rows"]]
    text = page.content.decode()
    assert rows == [(1, lifted.pk), (2, early.pk)]
    assert text.count("Put first by the coordinator") == 1
    assert "12 January 2027" in text
    assert REASON not in text
    assert "Demo Person" not in text


def test_turns_are_counted_for_each_country_by_itself(full: Scene) -> None:
    full.send()
    full.send(by=full.lt_coordinator, answers=full.answers(country="LT", region="LT", prison=None))
    for who in (full.coordinator, full.lt_coordinator):
        page = client_of(who).get(reverse("work:unplaced"))
        assert [row.turn for row in page.context["page_of_rows"]] == [1]
