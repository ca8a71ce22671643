import pytest
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.users.forms import UserEditForm

from home.users.models import User
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("active", [True, False])
def test_the_tick_in_the_administration_activates_and_deactivates(active: bool) -> None:
    user = UserFactory(is_active=not active)
    values = {"email": user.email, "first_name": "A", "last_name": "B", "is_active": "on" if active else ""}
    form = UserEditForm(values, instance=user)
    assert form.is_valid(), form.errors
    form.save()
    assert User.objects.get(pk=user.pk).is_active is active


def test_wagtail_finds_active_people_by_their_permissions() -> None:
    root = User.objects.create_superuser("root@example.org", name="Root")
    User.objects.create_superuser("gone@example.org", name="Gone", is_active=False)
    found = ModelPermissionPolicy(User).users_with_permission("change")
    assert list(found) == [root]
