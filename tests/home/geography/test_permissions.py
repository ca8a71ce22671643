from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from home.geography.models import CountryMembership, PrisonMembership, Region
from home.geography.permissions import countries_of, prisons_of
from tests.factories.geography import (
    CountryMembershipFactory,
    MunicipalityFactory,
    PrisonFactory,
    PrisonMembershipFactory,
)
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
START, END = date(2026, 3, 1), date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "holds"),
    [(START - DAY, False), (START, True), (END - DAY, True), (END, False), (END + DAY, False)],
)
def test_memberships_hold_from_the_first_day_up_to_the_last(today: date, holds: bool) -> None:
    officer = PrisonMembershipFactory(start=START, end=END)
    coordinator = CountryMembershipFactory(start=START, end=END, country="LT")
    assert list(prisons_of(officer.user, today)) == ([officer.prison] if holds else [])
    assert countries_of(coordinator.user, today) == (("LT",) if holds else ())


def test_a_membership_without_an_end_goes_on() -> None:
    membership = PrisonMembershipFactory(start=START)
    assert prisons_of(membership.user, date(2099, 1, 1)).get() == membership.prison


def test_somebody_may_work_for_several_and_is_told_each_once() -> None:
    user = UserFactory()
    prisons = [PrisonFactory(code="EE-B"), PrisonFactory(code="EE-A")]
    for prison in [*prisons, prisons[0]]:
        PrisonMembershipFactory(user=user, prison=prison, start=START)
    for country in ("LT", "EE", "LT"):
        CountryMembershipFactory(user=user, country=country, start=START)
    assert [prison.code for prison in prisons_of(user, START)] == ["EE-A", "EE-B"]
    assert countries_of(user, START) == ("EE", "LT")


def test_others_see_nothing() -> None:
    PrisonMembershipFactory(start=START)
    CountryMembershipFactory(start=START)
    for stranger in (UserFactory(), AnonymousUser()):
        assert not prisons_of(stranger, START).exists()
        assert countries_of(stranger, START) == ()


def test_who_was_deactivated_sees_nothing() -> None:
    user = UserFactory(deactivated_at=timezone.now())
    PrisonMembershipFactory(user=user, start=START)
    CountryMembershipFactory(user=user, start=START)
    assert not prisons_of(user, START).exists()
    assert countries_of(user, START) == ()


@pytest.mark.parametrize("factory", [PrisonMembershipFactory, CountryMembershipFactory])
@pytest.mark.parametrize("end", [START, START - DAY])
def test_the_database_refuses_an_end_that_is_not_after_the_start(factory: type, end: date) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(start=START, end=end)


def test_a_form_is_told_so_in_words() -> None:
    membership = PrisonMembership(user=UserFactory(), prison=PrisonFactory(), start=START, end=START)
    with pytest.raises(ValidationError, match="must come after"):
        membership.full_clean()


def test_the_database_knows_the_countries_and_kinds() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CountryMembershipFactory(country="LV")
    with pytest.raises(IntegrityError), transaction.atomic():
        PrisonFactory(country="LV", time_zone="Europe/Riga")
    municipality = MunicipalityFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(pk=municipality.pk).update(kind="VILLAGE")
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(pk=municipality.pk).update(parent=None)


def test_who_saw_cases_is_never_forgotten() -> None:
    membership = CountryMembershipFactory()
    with pytest.raises(ProtectedError):
        membership.user.delete()
    assert CountryMembership.objects.count() == 1
