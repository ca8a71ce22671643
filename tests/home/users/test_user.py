from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from home.users.models import User
from tests.factories.users import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 1, tzinfo=UTC)


def test_addresses_are_kept_and_found_in_lower_case() -> None:
    user = UserFactory(email=" Mari@Example.ORG ")
    assert user.email == "mari@example.org"
    assert authenticate(username="MARI@example.org", password=PASSWORD) == user


def test_two_people_never_share_an_address_in_whatever_case() -> None:
    UserFactory(email="mari@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="MARI@example.org", name="Another")])


def test_a_user_needs_an_address() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("  ")


def test_superusers_may_use_the_administration() -> None:
    user = User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    assert user.is_staff
    assert user.is_superuser
    assert user.is_active


def test_the_date_of_deactivation_decides_who_signs_in() -> None:
    user = UserFactory()
    user.deactivated_at = THEN
    user.save(update_fields=["deactivated_at"])
    assert not user.is_active
    assert list(User.objects.filter(is_active=False)) == [user]
    assert authenticate(username=user.email, password=PASSWORD) is None


def test_unticking_active_notes_when_and_ticking_forgets_it() -> None:
    user = UserFactory()
    user.is_active = False
    user.save()
    stored = User.objects.get(pk=user.pk)
    assert stored.deactivated_at is not None
    assert not stored.is_active
    stored.is_active = True
    stored.save(update_fields=["is_active"])
    assert User.objects.get(pk=user.pk).deactivated_at is None


def test_saving_again_keeps_the_date_of_deactivation() -> None:
    user = UserFactory(deactivated_at=THEN)
    user.is_active = False
    user.save()
    user.refresh_from_db()
    assert user.deactivated_at == THEN


@pytest.mark.parametrize("values", [{"is_active": False}, {"deactivated_at": THEN}])
def test_deactivating_many_at_once_keeps_both_columns_true(values: dict[str, object]) -> None:
    UserFactory.create_batch(2)
    User.objects.all().update(**values)
    assert User.objects.filter(is_active=False, deactivated_at__isnull=False).count() == 2
    User.objects.all().update(is_active=True)
    assert User.objects.filter(is_active=True, deactivated_at__isnull=True).count() == 2


def test_every_new_account_has_its_own_public_id() -> None:
    assert UserFactory().public_id != UserFactory().public_id
