"""A changed phone or opening hour is public at once, with the day; of one's own organisation only."""

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from home.record.models import Event
from home.users.models import User
from providers.models import Contact, LocationDetails, ProviderPage, ProviderPageLink
from providers.operations.describing import DETAIL_COLUMNS, Reached, change_contact, state_details
from tests.factories.pages import page_in
from tests.factories.providers import (
    ContactFactory,
    LocationFactory,
    ProviderMembershipFactory,
    ServiceAtLocationFactory,
    open_house,
)
from tests.factories.services import ServiceTypeFactory
from tests.referrals.scene import NOW, TODAY

pytestmark = pytest.mark.django_db


class Desk:
    """A worker, the house and its contact, the page that the public reads."""

    def __init__(self) -> None:
        self.service = open_house(today=TODAY)
        self.provider = self.service.provider
        self.user: User = ProviderMembershipFactory.create(provider=self.provider).user
        self.contact = ContactFactory.create(provider=self.provider, location=self.service.location)
        self.page = page_in("et", ProviderPage, title="Maja")
        ProviderPageLink.objects.create(page=self.page, provider=self.provider)
        self.client = Client()
        self.client.force_login(self.user)

    def send(self, address: str, of: Any, **data: str) -> int:
        path = reverse(address, args=[of.public_id])
        return self.client.post(path, {"key": str(uuid4()), **data}).status_code

    def public(self) -> str:
        return Client().get(self.page.url).content.decode()


@pytest.fixture
def desk(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield Desk()


def test_a_changed_phone_is_public_at_once(desk: Desk) -> None:
    sent = desk.send("work:contact", desk.contact, role="CONTACT", phone="5550 2020", name="Mari")
    assert sent == 302
    assert 'href="tel:+37255502020"' in desk.public()
    row = Contact.objects.get(pk=desk.contact.pk)
    assert (row.confirmed_on, row.published_for) == (TODAY, "")
    event = Event.objects.get(kind="contact.changed")
    assert (event.actor_id, event.subject_id) == (desk.user.public_id, desk.contact.public_id)


def test_opening_hours_are_public_at_once_in_the_language_there_is(desk: Desk) -> None:
    assert desk.send("work:place", desk.service.location, opening_lt="Pirmadieniais 9–12") == 302
    assert '<span lang="lt">Pirmadieniais 9–12</span>' in desk.public()
    assert LocationDetails.objects.get().confirmed_on == TODAY


def test_no_two_places_of_the_form_have_one_name(desk: Desk) -> None:
    kinds = ServiceTypeFactory.create(unit_kinds=["CASELOAD", "SEAT"])
    for unit_kind in kinds.unit_kinds:
        there = LocationFactory.create(provider=desk.provider, name="Võru", region=None)
        ServiceAtLocationFactory.create(location=there, service_type=kinds, unit_kind=unit_kind)
    page = desk.client.get(reverse("work:contact-new", args=[desk.provider.public_id]))
    names = [str(name) for _code, name in page.context["form"].fields["place"].choices]
    assert {"Võru, one-to-one help", "Võru, course"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "CONTACT"}, "phone"),
        ({"role": "CONTACT", "phone": "call me"}, "phone"),
        ({"role": "BOSS", "phone": "5550 2020"}, "role"),
        ({"role": "CONTACT", "email": "no"}, "email"),
        ({"role": "CONTACT", "phone": "5550 2020", "place": str(uuid4())}, "place"),
        ({"role": "CONTACT", "phone": "5550 2020", "name": "\x00"}, "name"),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(desk: Desk, data: Any, field: str) -> None:
    address = reverse("work:contact", args=[desk.contact.public_id])
    answer = desk.client.post(address, {"key": str(uuid4()), **data})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Contact.objects.get(pk=desk.contact.pk).phone == "555 0100"


def test_a_contact_is_added_once_and_removed(desk: Desk) -> None:
    data = {"key": str(uuid4()), "role": "CONTACT", "email": "maja@example.org"}
    address = reverse("work:contact-new", args=[desk.provider.public_id])
    assert [desk.client.post(address, data).status_code for _ in range(2)] == [302, 302]
    [added] = Contact.objects.filter(email="maja@example.org")
    assert desk.send("work:contact", added, action="remove") == 302
    assert not Contact.objects.filter(pk=added.pk).exists()


def test_what_a_colleague_has_just_removed_is_not_here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def removed_meanwhile(**asked: Any) -> object:
        Contact.objects.filter(pk=desk.contact.pk).delete()
        return change_contact(**asked)

    monkeypatch.setattr("providers.views.places.change_contact", removed_meanwhile)
    assert desk.send("work:contact", desk.contact, role="CONTACT", phone="5550 2020", name="Mari") == 404
    assert not Event.objects.filter(kind="contact.changed").exists()


def test_nobody_elses(desk: Desk) -> None:
    other = Desk()
    assert desk.send("work:contact", other.contact, role="CONTACT", phone="5550 2020") == 404
    assert desk.send("work:contact", other.contact, action="remove") == 404
    assert desk.send("work:contact-new", other.provider, role="CONTACT", phone="5550 2020") == 404
    assert desk.send("work:place", other.service.location, price_et="0") == 404
    elsewhere = {"place": str(other.service.location.public_id)}
    assert desk.send("work:contact", desk.contact, role="CONTACT", phone="5550 2020", **elsewhere) == 422


def test_everything_is_confirmed_with_one_button(desk: Desk) -> None:
    assert desk.client.post(reverse("work:places"), {"key": str(uuid4())}).status_code == 302
    assert Contact.objects.get(pk=desk.contact.pk).confirmed_on == TODAY
    assert Event.objects.filter(kind="pages.confirmed").count() == 1


def test_operations_refuse_what_no_form_sends(desk: Desk) -> None:
    who: Any = {"actor": desk.user, "key": uuid4(), "today": TODAY, "now": NOW}
    with pytest.raises(ValueError, match="role"):
        change_contact(contact_id=desk.contact.public_id, reached=Reached("", "BOSS", "1", ""), **who)
    with pytest.raises(ValueError, match="details"):
        state_details(location_id=desk.service.location.public_id, details={"name": "x"}, **who)
    assert len(DETAIL_COLUMNS) == 12


def test_the_page_costs_the_same_whatever_the_number_of_contacts(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    ContactFactory.create_batch(10, provider=desk.provider, location=desk.service.location)
    with django_assert_max_num_queries(20):
        assert desk.client.get(reverse("work:places")).status_code == 200


def test_a_second_press_on_remove_lands_kindly(desk: Desk) -> None:
    """A double click sends the same page twice; only who removed it is told so, for all others it is not there."""
    address = reverse("work:contact", args=[desk.contact.public_id])
    pressed = {"key": str(uuid4()), "action": "remove"}
    assert desk.client.post(address, pressed)["Location"] == reverse("work:places")
    again = desk.client.post(address, pressed, follow=True)
    assert again.redirect_chain == [(reverse("work:places"), 302)]
    assert "You have removed this contact already." in again.content.decode()
    assert desk.client.get(address).status_code == 302
    assert Event.objects.filter(kind="contact.removed").count() == 1
    stranger = Desk().client
    assert stranger.post(address, pressed).status_code == 404
    assert "/account/login/" in Client().get(address)["Location"]
