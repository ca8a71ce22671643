"""What formtools would let pass: skipping ahead, pages of another draft, submitting by reading."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import Traveller

from referrals.models import Draft, Referral
from referrals.wizard.drafts import typed_in
from tests.factories.users import UserFactory
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import AGREEMENT, GOOD, PERSON, RELEASE, SERVICES, day

STEPS = [*GOOD, "check"]


def test_a_stranger_to_the_site_signs_in_first(officer: Filer) -> None:
    officer.start()
    for address in (reverse("work:referral-new"), officer.url(), officer.url("person")):
        response = Client().get(address)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.usefixtures("officer")
def test_people_without_a_role_find_nothing() -> None:
    assert Filer(UserFactory()).client.get(reverse("work:referral-new")).status_code == 404


def test_reading_about_it_makes_no_draft(officer: Filer) -> None:
    assert officer.client.get(reverse("work:referral-new")).status_code == 200
    assert not Draft.objects.exists()


@pytest.mark.parametrize("step", ["nothing", "done", "0", "person-2"])
def test_an_unknown_part_is_not_there(officer: Filer, step: str) -> None:
    assert officer.start().page(step).status_code == 404
    assert officer.client.post(officer.url(step)).status_code == 404


@pytest.mark.parametrize("step", STEPS[1:])
def test_nothing_about_the_person_before_the_agreement(officer: Filer, step: str) -> None:
    officer.start()
    for response in (
        officer.page(step),
        officer.post(step, GOOD.get(step, {})),
        officer.post(step, {}, stop="yes"),
    ):
        assert response.status_code == 302
        assert response["Location"] == officer.url("agreement")
    assert bytes(officer.draft.sealed) == b""


def test_without_agreement_the_first_part_keeps_nothing_either(officer: Filer) -> None:
    officer.start()
    response = officer.post("agreement", AGREEMENT | {"participates": ""}, stop="yes")
    assert response.status_code == 200
    assert bytes(officer.draft.sealed) == b""


@pytest.mark.parametrize("step", STEPS[2:])
def test_nobody_skips_ahead(officer: Filer, step: str) -> None:
    officer.start().fill("person")
    for response in (officer.page(step), officer.post(step, GOOD.get(step, {}))):
        assert response.status_code == 302
        assert response["Location"] == officer.url("person")
    assert set(typed_in(officer.draft)) == {"agreement"}
    assert "Please finish this part first" in officer.page("person").content.decode()


@pytest.mark.parametrize("step", STEPS)
def test_each_part_opens_when_those_before_are_done(officer: Filer, step: str) -> None:
    officer.start().fill(step)
    assert officer.page(step).status_code == 200
    assert officer.page().context["next"].slug == step


def test_reading_writes_nothing(officer: Filer) -> None:
    officer.start().fill()
    before = Draft.objects.values().get()
    for step in ["", *STEPS]:
        assert officer.page(step).status_code == 200
    assert Draft.objects.values().get() == before
    assert not Referral.objects.exists()


def test_what_time_has_made_wrong_is_asked_again(officer: Filer, clock: Traveller) -> None:
    officer.start().fill()
    clock.move_to(timezone.now().replace(year=2027, month=2))
    officer.client.force_login(officer.user)
    response = officer.page("check")
    assert response["Location"] == officer.url("release")
    assert "This day has passed." in officer.page("release").content.decode()
    states = {
        task.step.slug: task.state for group in officer.page().context["groups"] for task in group.tasks
    }
    assert states["release"] == "STARTED"
    assert states["region"] == "NOT_YET"


@pytest.mark.parametrize("current", ["", "agreement", "nonsense"])
def test_a_page_out_of_date_is_shown_again_with_what_was_typed(officer: Filer, current: str) -> None:
    officer.start().fill("person")
    name = f"{officer.draft_id.hex}-current_step" if officer.draft_id else ""
    response = officer.post("person", PERSON, **{name: current})
    assert response.status_code == 200
    text = response.content.decode()
    assert "This page was out of date" in text
    assert "Kanaarilind" in text
    assert "person" not in typed_in(officer.draft)


def test_saving_and_stopping_keeps_what_is_not_right_yet(officer: Filer) -> None:
    officer.start().fill("release")
    response = officer.post("release", RELEASE | day("expected", date(2020, 1, 1)), stop="yes")
    assert response["Location"] == officer.url()
    assert officer.page().context["next"].slug == "release"
    assert 'value="2020"' in officer.page("release").content.decode()
    assert officer.page("region")["Location"] == officer.url("release")


def test_mistakes_keep_what_was_typed_and_store_nothing(officer: Filer) -> None:
    officer.start().fill("person")
    response = officer.post("person", PERSON | {"personal_code": "39001010012"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error: " in text
    assert "39001010012" in text
    assert "Kanaarilind" in text
    assert "person" not in typed_in(officer.draft)


def test_a_changed_answer_leads_back_to_the_check(officer: Filer) -> None:
    officer.start().fill()
    assert officer.post("person", PERSON | {"first_name": "Teine"})["Location"] == officer.url("check")


def test_a_changed_answer_asks_what_it_opens(officer: Filer) -> None:
    mentoring = SERVICES | {"wanted": ["mentoring"]}
    officer.start().fill(services=mentoring, needs={"interpreter": "no"})
    assert officer.post("services", SERVICES)["Location"] == officer.url("needs")


def test_the_name_stands_in_no_title_and_no_address(officer: Filer) -> None:
    officer.start().fill()
    for step in ["", *STEPS]:
        page = officer.page(step).content.decode()
        title = page.split("<title>")[1].split("</title>")[0]
        assert "Kanaarilind" not in title
        assert "Kanaarilind" not in officer.url(step)
