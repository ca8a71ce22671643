"""Drafts: whose they are, that they do not mix, that they are sealed."""

from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from home.geography.models import Prison, PrisonMembership
from home.record.models import DataKey
from referrals.models import Draft
from referrals.wizard.drafts import DraftClosed, save_part, typed_in
from tests.factories.geography import PrisonFactory, PrisonMembershipFactory
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import GOOD, NEEDS, PERSON, RELEASE

CANARIES = ("Kanaarilind", "39001010011", "5123 4567", "Tuleb koeraga", "ARSON")


def everything_stored() -> str:
    """Every column of every row of ours, as text and as bytes."""
    stored = []
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        for row in model._base_manager.order_by().values():
            stored += [
                bytes(value).decode("latin-1") + bytes(value).decode(errors="replace")
                if isinstance(value, (bytes, memoryview))
                else str(value)
                for value in row.values()
            ]
    return "\n".join(stored)


def test_what_is_typed_is_sealed(officer: Filer) -> None:
    officer.start().fill()
    officer.post("needs", NEEDS | {"interpreter": ""}, stop="yes")
    stored = everything_stored()
    assert officer.user.email in stored
    for canary in CANARIES:
        assert canary not in stored
    assert typed_in(officer.draft)["person"]["person-first_name"] == ["Kanaarilind"]


def test_each_draft_has_its_own_key(officer: Filer) -> None:
    first = officer.start().fill("release").draft
    second = officer.start().fill("release").draft
    assert first.data_key != second.data_key
    assert bytes(first.sealed) != bytes(second.sealed)


def test_two_drafts_do_not_mix(officer: Filer) -> None:
    one = officer.start().fill("release")
    other = Filer(officer.user).start().fill("release", person=PERSON | {"first_name": "Teine"})
    assert typed_in(one.draft)["person"]["person-first_name"] == ["Kanaarilind"]
    assert typed_in(other.draft)["person"]["person-first_name"] == ["Teine"]


def test_a_page_of_one_draft_cannot_be_saved_in_another(officer: Filer) -> None:
    one = officer.start().fill("person")
    first = one.draft
    one.start().fill("person")
    wrong = f"{first.public_id.hex}-current_step"
    data = {f"person-{name}": value for name, value in PERSON.items()} | {wrong: "person"}
    response = officer.client.post(officer.url("person"), data)
    assert response.status_code == 200
    assert "This page was out of date" in response.content.decode()
    assert set(typed_in(officer.draft)) == {"agreement"}


def test_two_windows_of_one_draft_keep_each_others_parts(officer: Filer) -> None:
    officer.start().fill("release")
    stale = officer.draft
    officer.post("release", RELEASE)
    save_part(
        draft=stale, step="person", typed={"person-first_name": ["Hiline"]}, prison=None, now=stale.updated_at
    )
    assert set(typed_in(officer.draft)) == {"agreement", "person", "release"}


def test_nobody_else_finds_a_draft(officer: Filer, prison: Prison) -> None:
    officer.start().fill()
    colleague = Filer(PrisonMembershipFactory(prison=prison).user, officer.draft_id)
    elsewhere = Filer(PrisonMembershipFactory(prison=PrisonFactory()).user, officer.draft_id)
    for stranger in (colleague, elsewhere):
        for step in ["", *GOOD, "check"]:
            assert stranger.page(step).status_code == 404
        assert stranger.post("person", PERSON).status_code == 404
        assert stranger.client.post(reverse("work:draft-delete", args=[officer.draft_id])).status_code == 404


def test_an_unknown_draft_is_not_there(officer: Filer) -> None:
    officer.draft_id = uuid4()
    assert officer.page().status_code == 404
    assert officer.page("agreement").status_code == 404


def test_who_left_the_prison_finds_the_draft_no_more(officer: Filer) -> None:
    officer.start().fill()
    PrisonMembership.objects.filter(user=officer.user).update(end=date(2026, 11, 22))
    assert officer.page().status_code == 404


def test_of_two_prisons_the_draft_belongs_to_the_one_named(officer: Filer, prison: Prison) -> None:
    PrisonMembershipFactory(user=officer.user, prison=PrisonFactory(code="EE-VIRU", region=prison.region))
    officer.start().fill("release")
    assert officer.draft.prison is None
    officer.post("release", RELEASE | {"prison": "EE-VIRU"})
    named = officer.draft.prison
    assert named is not None
    assert named.code == "EE-VIRU"


def test_who_left_one_of_two_prisons_loses_its_drafts_only(officer: Filer, prison: Prison) -> None:
    viru = PrisonFactory(code="EE-VIRU", region=prison.region)
    second = PrisonMembershipFactory(user=officer.user, prison=viru)
    of_viru = officer.start().fill("region", release=RELEASE | {"prison": "EE-VIRU"}).url()
    of_tallinn = officer.start().fill("region").url()
    second.end = date(2026, 11, 22)
    second.save()
    assert officer.client.get(of_viru).status_code == 404
    assert officer.client.get(of_tallinn).status_code == 200


def test_a_deleted_draft_takes_its_key_along(officer: Filer) -> None:
    officer.start().fill("release")
    address = reverse("work:draft-delete", args=[officer.draft_id])
    assert officer.client.get(address).status_code == 200
    assert Draft.objects.count() == 1
    assert officer.client.post(address)["Location"] == reverse("work:referrals")
    assert not Draft.objects.exists()
    assert not DataKey.objects.exists()
    assert officer.page().status_code == 404


def test_nothing_is_saved_into_a_deleted_draft(officer: Filer) -> None:
    gone = officer.start().draft
    officer.client.post(reverse("work:draft-delete", args=[officer.draft_id]))
    with pytest.raises(DraftClosed):
        save_part(draft=gone, step="person", typed={}, prison=None, now=gone.updated_at)
