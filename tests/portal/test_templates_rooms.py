"""The staff bar: who, where, and the rooms that are theirs today and nobody else's."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.test import RequestFactory
from django.utils import timezone

from home.geography.models import CountryMembership, PrisonMembership
from home.users.models import User
from portal.templatetags.rooms import organisation, work_rooms
from tests.factories.geography import PrisonFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def context_of(user: User | AnonymousUser, path: str = "/en/work/") -> Context:
    request = RequestFactory().get(path)
    request.user = user
    return Context({"request": request})


def rooms_of(user: User | AnonymousUser) -> list[str]:
    return [room["url"] for room in work_rooms(context_of(user))]


def officer(start: date) -> User:
    user: User = UserFactory.create()
    PrisonMembership.objects.create(user=user, prison=PrisonFactory.create(), start=start)
    return user


def test_an_officer_has_the_referrals_and_the_name_of_the_prison() -> None:
    user = officer(timezone.localdate())
    assert rooms_of(user) == ["/en/work/referrals/"]
    assert organisation(context_of(user)) == PrisonMembership.objects.get(user=user).prison.name


def test_who_begins_tomorrow_has_no_room_yet() -> None:
    user = officer(timezone.localdate() + timedelta(days=1))
    assert rooms_of(user) == []
    assert organisation(context_of(user)) == ""


def test_a_coordinator_meets_the_cases_without_a_place_first() -> None:
    user = UserFactory.create()
    CountryMembership.objects.create(user=user, country="LT", start=timezone.localdate())
    assert rooms_of(user) == ["/en/work/unplaced/", "/en/work/planning/", "/en/work/referrals/"]
    assert organisation(context_of(user)) == "Lithuania"


def test_a_stranger_has_nothing() -> None:
    assert rooms_of(AnonymousUser()) == []
    assert organisation(context_of(AnonymousUser())) == ""


def test_the_room_one_stands_in_is_marked() -> None:
    user = officer(timezone.localdate())
    (room,) = work_rooms(context_of(user, "/en/work/referrals/new/"))
    assert room["current"]
