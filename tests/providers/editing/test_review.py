"""A provider's change is looked at before it is public; the reviewer sees the difference and is reminded."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from home.record.sweeper import sweep
from home.users.models import User
from providers.editing.review_duties import remind_reviewers
from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS
from providers.models import ProviderPage, ProviderPageLink
from tests.factories.geography import CountryMembershipFactory
from tests.factories.pages import page_in
from tests.factories.providers import ProviderFactory, ProviderMembershipFactory
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(clock: object) -> ProviderPage:
    made = page_in("et", ProviderPage, title="Vana nimi", lead="Vana tekst")
    ProviderPageLink.objects.create(page=made, provider=ProviderFactory.create(country="EE"))
    return made


@pytest.fixture
def worker(page: ProviderPage) -> User:
    user: User = ProviderMembershipFactory.create(provider=page.provider_link.provider).user
    align_rights(today=TODAY)
    return user


@pytest.fixture
def editor(worker: User) -> User:
    user: User = UserFactory.create(language="lt")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def send(page: ProviderPage, worker: User, **changes: str) -> int:
    """The page's own form, sent with another title and the button "Submit"."""
    form = (
        ProviderPage.objects.get(pk=page.pk)
        .get_edit_handler()
        .get_form_class()(instance=ProviderPage.objects.get(pk=page.pk), for_user=worker)
    )
    data = {"title": "Uus nimi", "slug": page.slug, "lead": "Uus tekst", "body-count": "0"}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return signed_in(worker).post(address, {**data, "action-submit": "1", **changes}).status_code


def public(page: ProviderPage) -> str:
    return Client().get(page.url).content.decode()


def test_what_is_public_stays_until_somebody_has_looked(
    page: ProviderPage, worker: User, editor: User
) -> None:
    assert send(page, worker) == 302
    assert "Vana tekst" in public(page)
    state = ProviderPage.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", state.revision_id])
    difference = signed_in(editor).get(compare).content.decode()
    assert "Vana" in difference
    assert "Uus" in difference
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert signed_in(editor).post(approve).status_code in {200, 302}
    assert "Uus tekst" in public(page)


def test_a_worker_cannot_publish(page: ProviderPage, worker: User) -> None:
    send(page, worker, **{"action-publish": "1"})
    assert Page.objects.get(pk=page.pk).title == "Vana nimi"
    assert "Vana tekst" in public(page)


def test_a_worker_cannot_approve(page: ProviderPage, worker: User) -> None:
    send(page, worker)
    state = ProviderPage.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert signed_in(worker).post(approve).status_code == 404
    assert "Vana tekst" in public(page)


def test_reviewers_are_reminded_after_five_working_days_and_five_more(
    page: ProviderPage, worker: User, editor: User, clock: time_machine.Traveller
) -> None:
    coordinator = CountryMembershipFactory.create(country="EE", user__language="et").user
    CountryMembershipFactory.create(country="LT")
    send(page, worker)
    mail.outbox.clear()
    sent = []
    # Monday. The fifth working day afterwards is the next Monday.
    for day in range(1, 16):
        clock.move_to(NOW + timedelta(days=day))
        # What a duty adds to the outbox, the next round delivers.
        for _round in range(2):
            sweep(now=NOW + timedelta(days=day))
        sent.append(len(mail.outbox))
    assert [
        day for day, (before, after) in enumerate(zip([0, *sent], sent, strict=False), 1) if after > before
    ] == [
        7,
        14,
    ]
    assert {message.to[0] for message in mail.outbox} == {editor.email, coordinator.email}
    assert "/revisions/compare/live..." in mail.outbox[0].body
    assert worker.name not in "".join(str(message.body) for message in mail.outbox)


def test_nobody_is_reminded_of_what_was_reviewed(page: ProviderPage, worker: User, editor: User) -> None:
    send(page, worker)
    state = ProviderPage.objects.get(pk=page.pk).current_workflow_state
    assert state is not None
    state.cancel(user=editor)
    assert remind_reviewers(NOW + timedelta(days=30)) == 0


def test_a_form_that_names_what_is_not_ones_own_is_refused(page: ProviderPage, worker: User) -> None:
    secret = page_in("et", ProviderPage, title="Saladus")
    secret.unpublish()
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": "",
        "body-0-value": rich_text(f'<p><a linktype="page" id="{secret.pk}">siin</a></p>', features=["link"]),
    }
    assert send(page, worker, **body) == 404
    body["body-0-value"] = rich_text(f'<p><a linktype="page" id="{page.pk}">siin</a></p>', features=["link"])
    assert send(page, worker, **body) == 302
    assert escape("siin") not in public(page)
