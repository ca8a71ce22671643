"""A worker sees the numbers of their own provider, while they work there; nobody else sees any."""

import pytest
from django.contrib.auth.models import AnonymousUser

from home.users.models import User
from providers.permissions import providers_of, services_visible_to
from tests.factories.providers import TODAY, ProviderMembershipFactory, ServiceAtLocationFactory, noon
from tests.factories.users import UserFactory
from tests.providers.places import day

pytestmark = pytest.mark.django_db


def test_a_worker_sees_their_own_provider_only() -> None:
    own, other = ServiceAtLocationFactory.create_batch(2)
    user = ProviderMembershipFactory.create(provider=own.provider).user
    assert list(providers_of(user, TODAY)) == [own.provider]
    assert list(services_visible_to(user, TODAY)) == [own]
    assert other not in services_visible_to(user, TODAY)


@pytest.mark.parametrize(
    ("start", "end", "sees"), [(0, 1, True), (-5, None, True), (1, None, False), (-5, 0, False)]
)
def test_on_the_days_of_the_membership_only(start: int, end: int | None, sees: bool) -> None:
    membership = ProviderMembershipFactory.create(start=day(start), end=None if end is None else day(end))
    assert providers_of(membership.user, TODAY).exists() == sees


def test_nobody_else_sees_any() -> None:
    service = ServiceAtLocationFactory.create()
    gone: User = ProviderMembershipFactory.create(provider=service.provider).user
    User.objects.filter(pk=gone.pk).update(deactivated_at=noon(TODAY))
    gone.refresh_from_db()
    staff = UserFactory.create(is_staff=True, is_superuser=True)
    for user in (AnonymousUser(), gone, staff):
        assert not services_visible_to(user, TODAY).exists()
