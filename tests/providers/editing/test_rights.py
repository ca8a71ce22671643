"""Rights in the administration follow memberships, by day, and nothing but them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from home.users.models import User
from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS, TRANSLATORS
from providers.models import ProviderDesk, ProviderMembership, ProviderPage, ProviderPageLink
from providers.permissions import COORDINATORS, own_pages
from tests.factories.geography import CountryMembershipFactory
from tests.factories.pages import page_in
from tests.factories.providers import ProviderFactory, ProviderMembershipFactory, noon
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, TODAY

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def page(db: None) -> ProviderPage:
    made = page_in("et", ProviderPage, title="Maja")
    ProviderPageLink.objects.create(page=made, provider=ProviderFactory.create())
    return made


@pytest.fixture
def worker(page: ProviderPage) -> User:
    user: User = ProviderMembershipFactory.create(provider=page.provider_link.provider).user
    return user


def edit(page: Page, user: User, day: Any = NOW) -> int:
    client = Client()
    with time_machine.travel(day, tick=False):
        client.force_login(user)
        return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code


def test_a_worker_edits_the_page_of_the_provider(page: ProviderPage, worker: User) -> None:
    assert align_rights(today=TODAY) > 0
    assert edit(page, worker) == 200
    assert align_rights(today=TODAY) == 0


def test_in_every_language_also_one_that_is_written_later(page: ProviderPage, worker: User) -> None:
    align_rights(today=TODAY)
    lithuanian = page_in("lt", ProviderPage, title="Namai", key=page.translation_key)
    assert align_rights(today=TODAY) > 0
    assert lithuanian.provider_link.provider == page.provider_link.provider
    assert edit(lithuanian, worker) == 200


def test_not_a_copy_that_tells_about_another(page: ProviderPage, worker: User) -> None:
    other = page_in("lt", ProviderPage, title="Kitas", key=page.translation_key)
    ProviderPageLink.objects.create(page=other, provider=ProviderFactory.create())
    align_rights(today=TODAY)
    assert edit(other, worker) == 404
    assert list(own_pages(worker, TODAY)) == [page]


def test_who_left_edits_nothing_from_that_day_on_also_before_the_duty_ran(
    page: ProviderPage, worker: User
) -> None:
    ProviderMembership.objects.filter(user=worker).update(end=TOMORROW)
    align_rights(today=TODAY)
    assert edit(page, worker) == 200
    assert edit(page, worker, NOW + timedelta(days=1)) == 404
    align_rights(today=TOMORROW)
    assert not worker.groups.exists()
    # Without any group there is nothing of the administration to see: the way leads to the sign-in.
    assert edit(page, worker, NOW + timedelta(days=1)) == 302


def test_who_is_deactivated_leaves_the_group(page: ProviderPage, worker: User) -> None:
    align_rights(today=TODAY)
    User.objects.filter(pk=worker.pk).update(deactivated_at=noon(TODAY))
    align_rights(today=TODAY)
    assert not worker.groups.exists()


def test_what_somebody_gave_by_hand_is_taken_back(page: ProviderPage, worker: User) -> None:
    align_rights(today=TODAY)
    group, stranger = ProviderDesk.objects.get().group, UserFactory.create()
    group.user_set.add(stranger)
    root = Page.objects.get(depth=1)
    publish = GroupPagePermission.objects.filter(permission__codename="publish_page").first()
    assert publish is not None
    GroupPagePermission.objects.create(group=group, page=root, permission=publish.permission)
    assert align_rights(today=TODAY) == 2
    assert set(group.user_set.all()) == {worker}
    left = GroupPagePermission.objects.filter(group=group)
    assert set(left.values_list("page", "permission__codename")) == {(page.pk, "change_page")}


def test_coordinators_are_those_of_today(db: None) -> None:
    member = CountryMembershipFactory.create(start=TODAY, end=TOMORROW)
    align_rights(today=TODAY)
    group = Group.objects.get(name=COORDINATORS)
    assert list(group.user_set.all()) == [member.user]
    align_rights(today=TOMORROW)
    assert not group.user_set.exists()


@pytest.mark.parametrize("role", [EDITORS, TRANSLATORS])
def test_editors_and_translators_see_all_pages(page: ProviderPage, role: str) -> None:
    align_rights(today=TODAY)
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name=role))
    assert edit(page, user) == 200


def test_an_editor_who_also_works_for_a_provider_is_an_editor(page: ProviderPage, worker: User) -> None:
    other = page_in("et", ProviderPage, title="Muu")
    align_rights(today=TODAY)
    assert edit(other, worker) == 404
    worker.groups.add(Group.objects.get(name=EDITORS))
    assert edit(other, worker) == 200


def test_the_administration_speaks_the_language_of_the_account(page: ProviderPage) -> None:
    member = ProviderMembershipFactory.create(provider=page.provider_link.provider, user__language="lt")
    align_rights(today=TODAY)
    client = Client()
    with time_machine.travel(NOW, tick=False):
        client.force_login(member.user)
        shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert '<html lang="lt"' in shown
