"""Is a page still right? Asked after 90 days, three times; the link opens a page, its button acts."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from home.models import StandardPage
from home.record.models import Event, Outbox
from home.record.sweeper import sweep
from home.users.models import User
from providers.editing.confirming import LINK_HOLDS, token_for
from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS
from providers.models import Contact, PageConfirmation, ProviderMembership, ProviderPage, ProviderPageLink
from tests.factories.pages import page_in
from tests.factories.providers import ContactFactory, ProviderFactory, ProviderMembershipFactory
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> ProviderPage:
    with time_machine.travel(NOW, tick=False):
        made = page_in("et", ProviderPage, title="Näidismaja", lead="Siin saab elada.")
        ProviderPageLink.objects.create(page=made, provider=ProviderFactory.create())
        align_rights(today=TODAY)
        return made


@pytest.fixture
def worker(page: ProviderPage) -> User:
    user: User = ProviderMembershipFactory.create(
        provider=page.provider_link.provider, user__language="ru"
    ).user
    return user


def days_of_mails(*looked_at: int) -> list[int]:
    """On which of these days after NOW mails went out; nothing is swept in between.

    What is due on a day goes with the first sweep on it or after it: the day itself and the one before tell.
    """
    days, before = [], len(mail.outbox)
    for day in looked_at:
        moment = NOW + timedelta(days=day)
        with time_machine.travel(moment, tick=False):
            # What a duty adds to the outbox, the next round delivers.
            sweep(now=moment)
            sweep(now=moment)
        if len(mail.outbox) > before:
            days.append(day)
        before = len(mail.outbox)
    return days


def public(page: ProviderPage) -> str:
    return Client().get(page.url).content.decode()


def link(page: ProviderPage, user: User) -> str:
    with override("et"):
        return reverse("work:still-right", args=[token_for(translation_key=page.translation_key, user=user)])


def test_three_reminders_a_fortnight_apart_then_the_editors(page: ProviderPage, worker: User) -> None:
    editor = UserFactory.create(language="lt")
    editor.groups.add(Group.objects.get(name=EDITORS))
    assert days_of_mails(0, 89, 90, 103, 104, 117, 118, 131, 132, 145, 146, 174) == [90, 104, 118, 132]
    assert [message.to for message in mail.outbox] == [[worker.email]] * 3 + [[editor.email]]
    with override("ru"):
        assert mail.outbox[0].subject == gettext("Is your page still right?")
    assert f"{settings.BASE_URL}/ru/work/still-right/" in mail.outbox[0].body
    with override("lt"):
        assert mail.outbox[3].subject == gettext("A page was not confirmed")
    told = "".join(str(message.body) for message in mail.outbox)
    assert worker.name not in told
    assert worker.email not in told
    assert "token" not in str(list(Outbox.objects.values_list("payload", flat=True)))


def test_nobody_is_asked_where_nobody_works(page: ProviderPage) -> None:
    assert days_of_mails(*range(0, 200, 10)) == []


def test_the_owner_of_another_page_is_asked(db: None) -> None:
    owner = UserFactory.create()
    with time_machine.travel(NOW, tick=False):
        own = page_in("et", StandardPage, title="Meist")
        StandardPage.objects.filter(pk=own.pk).update(owner=owner)
        align_rights(today=TODAY)
    assert days_of_mails(0, 89, 90, 94) == [90]
    assert mail.outbox[0].to == [owner.email]


def test_opening_the_link_changes_nothing(page: ProviderPage, worker: User) -> None:
    with time_machine.travel(NOW, tick=False):
        ContactFactory.create(provider=page.provider_link.provider, name="Mari Maasikas")
        client, address = Client(), link(page, worker)
        for _again in range(2):
            shown = client.get(address)
            assert shown.status_code == 200
            assert "Näidismaja" in shown.content.decode()
            assert "Mari Maasikas" in shown.content.decode()
        client.head(address)
    assert not PageConfirmation.objects.exists()
    assert not Event.objects.filter(kind="pages.confirmed").exists()


def test_the_button_confirms_once(page: ProviderPage, worker: User) -> None:
    contact = ContactFactory.create(provider=page.provider_link.provider)
    other = ContactFactory.create()
    with time_machine.travel(NOW, tick=False):
        client, address = Client(), link(page, worker)
        key = client.get(address).context["confirm"]["key"].value()
        assert client.post(address, {"key": key}).status_code == 200
        assert client.post(address, {"key": key}).status_code == 200
    with override("et"):
        assert gettext("Confirmed on %(date)s.") % {"date": "23. november 2026"} in public(page)
    row = PageConfirmation.objects.get(translation_key=page.translation_key)
    assert (row.confirmed_on, row.confirmed_by) == (TODAY, worker)
    event = Event.objects.get(kind="pages.confirmed")
    assert (event.actor_id, event.at) == (worker.public_id, NOW)
    assert Contact.objects.get(pk=contact.pk).confirmed_on == TODAY
    assert Contact.objects.get(pk=other.pk).confirmed_on is None


def test_after_it_nobody_is_asked_for_ninety_days(page: ProviderPage, worker: User) -> None:
    assert days_of_mails(0, 89, 90) == [90]
    moment = NOW + timedelta(days=100)
    with time_machine.travel(moment, tick=False):
        client, address = Client(), link(page, worker)
        client.post(address, {"key": client.get(address).context["confirm"]["key"].value()})
    assert days_of_mails(101, 104, 118, 189, 190, 194) == [190]


def test_the_link_ends_with_time_and_with_the_membership(page: ProviderPage, worker: User) -> None:
    with time_machine.travel(NOW, tick=False):
        address = link(page, worker)
    with time_machine.travel(NOW + LINK_HOLDS + timedelta(minutes=1), tick=False):
        assert Client().get(address).status_code == 410
        assert Client().post(address, {}).status_code == 410
    with time_machine.travel(NOW, tick=False):
        ProviderMembership.objects.filter(user=worker).update(end=TODAY)
        assert Client().get(address).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "é"])
def test_what_was_never_a_link_of_ours_leads_nowhere(db: None, token: str) -> None:
    assert Client().get(f"/et/work/still-right/{token}/").status_code == 404


def test_a_changed_link_leads_nowhere(page: ProviderPage, worker: User) -> None:
    assert Client().get(link(page, worker)[:-3] + "xx/").status_code == 404
