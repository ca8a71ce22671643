"""The demonstration: plainly invented, in every state a place can be in, safe to load again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from home.geography.permissions import countries_of, prisons_of
from home.names import NAME_LANGUAGES
from home.users.models import User
from providers.capacity.standing import State
from providers.demonstration.accounts import password_of_this_installation
from providers.demonstration.loading import confirm, load
from providers.models import Contact, Location, Provider, ProviderPage, ServiceAtLocation, Stay, UnitGroup
from providers.operations import confirm_numbers
from providers.permissions import providers_of
from providers.queries import availability
from services.models import Programme

TODAY = date(2026, 8, 31)
NOW = datetime(2026, 8, 31, 9, tzinfo=UTC)
PASSWORD = "demo-for-tests"
INVENTED = {"et": "äidis", "en": "Demo", "ru": "емо", "lt": "emonstracin"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture(scope="module")
def demonstration(content: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a fresh installation holds, loaded once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(today=TODAY, now=NOW, password=PASSWORD)
        yield
        transaction.set_rollback(True)


def states(**which: object) -> dict[str, State]:
    """State by provider's code and place."""
    rows = ServiceAtLocation.objects.filter(**which).select_related("provider", "location")
    found = availability(service_at_location_ids=[row.pk for row in rows], today=TODAY)
    return {f"{row.provider.code}/{_region(row)}": found[row.pk].state for row in rows}


def _region(row: ServiceAtLocation) -> str:
    return str(row.location.region.code) if row.location.region else ""


def test_every_state_can_be_seen() -> None:
    seen = states(provider__is_demonstration=True)
    assert set(seen.values()) == set(State) - {State.ENDED}
    assert seen["demo-north/EE-784"] == State.FREE_NOW
    assert seen["demo-south/EE-793"] == State.FULL
    assert seen["demo-east/EE-511"] == State.FREE_FROM
    assert seen["demo-meadow/EE-897"] == State.PAUSED
    assert seen["demo-hill/EE-919"] == State.STALE
    assert seen["demo-counsellors/LT-20"] == State.NOT_STATED


def test_every_service_of_each_country_has_a_free_place_somewhere() -> None:
    for country, services in {"EE": ("mentoring", "housing"), "LT": ("complex_support", "housing")}.items():
        for service in services:
            found = states(provider__country=country, service_type__code=service)
            assert State.FREE_NOW in found.values(), (country, service)


def test_real_services_have_ended_and_have_no_number() -> None:
    assert set(states(provider__is_demonstration=False).values()) == {State.ENDED}
    assert not UnitGroup.objects.filter(service_at_location__provider__is_demonstration=False).exists()
    assert not ServiceAtLocation.objects.filter(
        provider__is_demonstration=False, programmes__is_demonstration=True
    ).exists()


def test_the_programmes_run_around_today_and_are_labelled() -> None:
    programmes = Programme.objects.filter(is_demonstration=True)
    assert {programme.country for programme in programmes} == {"EE", "LT"}
    for programme in programmes:
        assert (programme.start, programme.end) == (date(2025, 8, 1), date(2029, 8, 1))
        assert all(INVENTED[language] in programme.name_in(language) for language in NAME_LANGUAGES)


def test_names_say_in_each_language_that_they_are_invented() -> None:
    for provider in Provider.objects.filter(is_demonstration=True):
        for language in NAME_LANGUAGES:
            assert INVENTED[language] in provider.display_name(language)


def test_no_street_no_contact_and_only_numbers_that_nobody_has() -> None:
    assert not Location.objects.filter(provider__is_demonstration=True).exclude(street="").exists()
    assert not Contact.objects.filter(provider__is_demonstration=True).exists()
    for provider in Provider.objects.filter(is_demonstration=True):
        assert provider.phone.startswith(("+372 000", "+370 000"))


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_each_invented_provider_has_a_page(client: Client, language: str) -> None:
    pages = ProviderPage.objects.live().filter(
        locale__language_code=language, provider_link__provider__is_demonstration=True
    )
    assert pages.count() == Provider.objects.filter(is_demonstration=True).count()
    for page in pages:
        assert client.get(page.url).status_code == 200


def test_each_part_can_be_played() -> None:
    officer = User.objects.get(email="officer-viru@demo.example.org")
    assert [prison.code for prison in prisons_of(officer, TODAY)] == ["EE-VIRU"]
    worker = User.objects.get(email="house-north@demo.example.org")
    assert [provider.code for provider in providers_of(worker, TODAY)] == ["demo-north"]
    coordinator = User.objects.get(email="coordinator-lt@demo.example.org")
    assert list(countries_of(coordinator, TODAY)) == ["LT"]
    editor = User.objects.get(email="editor@demo.example.org")
    assert editor.has_perm("wagtailadmin.access_admin")


def test_the_accounts_open_with_the_password_and_the_loader_does_not() -> None:
    assert authenticate(None, username="officer-viru@demo.example.org", password=PASSWORD) is not None
    loader = User.objects.get(email="demonstration@demo.example.org")
    assert not loader.is_active
    assert not loader.has_usable_password()


def test_loading_again_changes_nothing() -> None:
    stays = sorted(Stay.objects.values_list("public_id", "start", "end"))
    services = sorted(ServiceAtLocation.objects.values_list("public_id", "confirmed_at", "version"))
    load(today=TODAY + timedelta(40), now=NOW + timedelta(40), password="another")
    assert sorted(Stay.objects.values_list("public_id", "start", "end")) == stays
    assert sorted(ServiceAtLocation.objects.values_list("public_id", "confirmed_at", "version")) == services
    assert authenticate(None, username="editor@demo.example.org", password=PASSWORD) is not None


def test_confirming_leaves_out_what_a_person_touched_and_what_no_number_has() -> None:
    service = ServiceAtLocation.objects.get(provider__code="demo-north")
    worker = User.objects.get(email="house-north@demo.example.org")
    confirm_numbers(actor=worker, key=uuid4(), service_at_location_id=service.public_id, today=TODAY, now=NOW)
    later = NOW + timedelta(40)
    done = confirm(today=later.date(), now=later)
    assert done == ServiceAtLocation.objects.filter(groups__isnull=False).distinct().count() - 1
    service.refresh_from_db()
    assert service.confirmed_at == NOW
    east = ServiceAtLocation.objects.get(provider__code="demo-east")
    assert east.confirmed_at == later - timedelta(1)


def test_what_is_meant_to_be_out_of_date_stays_so() -> None:
    later = NOW + timedelta(40)
    confirm(today=later.date(), now=later)
    hill = ServiceAtLocation.objects.get(provider__code="demo-hill")
    assert hill.confirmed_at is not None
    assert (later - hill.confirmed_at).days > hill.max_age_days


def test_the_table_of_accounts_names_everybody_and_the_password(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demonstration_accounts")
    table = capsys.readouterr().out
    for user in User.objects.exclude(email="demonstration@demo.example.org"):
        assert user.email in table
    assert password_of_this_installation() in table
