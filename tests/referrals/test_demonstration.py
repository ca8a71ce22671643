"""The referrals of a fresh demonstration: every list of every role has something in it, and they come once."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from home.users.models import User
from providers.demonstration.accounts import account
from providers.demonstration.loading import load
from referrals.answers import SubmittedAnswers
from referrals.demonstration.filing import file_demonstration
from referrals.models import Draft, Offer, OfferAnswer, Referral, RequestState, ServiceRequest
from referrals.permissions import offers_visible_to, referrals_visible_to, unplaced_visible_to
from referrals.sealed import answers_of
from tests.referrals.wizard.filer import Filer

NOW = datetime.now(UTC).replace(hour=9)
TODAY = NOW.date()
OFFICERS = ("officer-viru", "officer-tartu", "officer-pravieniskes")
PROVIDERS = {
    "EE": ("house-north", "house-east", "house-sea", "companions"),
    "LT": ("bridge", "house-morning"),
}
INVENTED = {"Näidis", "Pavyzdys", "Pavyzdienė"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a fresh installation holds, loaded once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_regions", verbosity=0)
        call_command("load_content", verbosity=0)
        load(today=TODAY, now=NOW, password="demo-for-tests")
        assert file_demonstration(today=TODAY, now=NOW) == Referral.objects.count()
        yield
        transaction.set_rollback(True)


def person(login: str) -> User:
    found = account(login)
    assert found is not None
    return found


def opened() -> list[SubmittedAnswers]:
    return [answers_of(referral) for referral in Referral.objects.select_related("data_key")]


@pytest.mark.parametrize("country", ["EE", "LT"])
def test_each_country_shows_every_state_on_the_way(country: str) -> None:
    states = set(ServiceRequest.objects.filter(referral__country=country).values_list("state", flat=True))
    wanted = ("WAITING", "KEPT", "OFFERED", "ACCEPTED", "ACTIVE")
    assert states == {RequestState(state) for state in wanted}


@pytest.mark.parametrize("login", OFFICERS)
def test_each_officer_finds_referrals_and_a_draft_to_go_on_with(login: str) -> None:
    officer = person(login)
    assert referrals_visible_to(officer, TODAY).count() >= 2
    draft = Draft.objects.get(owner=officer, submitted_referral__isnull=True)
    filer = Filer(officer, draft.public_id)
    assert filer.page("region").status_code == 200


@pytest.mark.parametrize("login", [login for country in PROVIDERS.values() for login in country])
def test_each_provider_with_room_finds_a_case(login: str) -> None:
    assert offers_visible_to(person(login), TODAY).exists()


@pytest.mark.parametrize("country", PROVIDERS)
def test_a_provider_is_asked_has_said_yes_and_has_somebody_with_it(country: str) -> None:
    offers = Offer.objects.filter(provider__country=country)
    assert set(offers.values_list("answer", flat=True)) == {OfferAnswer.OPEN, OfferAnswer.ACCEPTED}


@pytest.mark.parametrize("login", ["coordinator-ee", "coordinator-lt"])
def test_the_coordinator_finds_somebody_who_waits(login: str, client: Client) -> None:
    assert unplaced_visible_to(person(login), TODAY).exists()
    client.force_login(person(login))
    assert client.get(reverse("work:unplaced")).status_code == 200


def test_everybody_is_plainly_invented() -> None:
    assert {answers.person.last_name for answers in opened()} == INVENTED
    assert not any(answers.person.personal_code or answers.person.phone for answers in opened())


def test_nobody_is_asked_who_exists() -> None:
    assert not Offer.objects.filter(provider__is_demonstration=False).exists()


def test_it_is_done_once() -> None:
    before = Referral.objects.count(), Draft.objects.count()
    assert file_demonstration(today=TODAY, now=NOW) == 0
    assert (Referral.objects.count(), Draft.objects.count()) == before
