"""Rows of the sources: every fact is there, none is invented, and loading again changes nothing."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command

from providers.models import CapacityStep, Contact, Location, Provider, ServiceAtLocation, Unit
from services.models import Programme, ProgrammeLimit, ServiceType
from tests.providers.stated import CONTACTS, PROVIDERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@pytest.mark.parametrize(("code", "name", "web", "places"), PROVIDERS, ids=[row[0] for row in PROVIDERS])
def test_a_provider_stands_as_stated(code: str, name: str, web: str, places: list[Any]) -> None:
    provider = Provider.objects.get(code=code)
    services = provider.services.values_list("service_type__code", "location__name", "location__region__code")
    assert (provider.name, provider.web, sorted(services)) == (name, web, places)
    assert not provider.is_demonstration


def test_no_other_provider_is_there() -> None:
    assert set(Provider.objects.values_list("code", flat=True)) == {row[0] for row in PROVIDERS}


def test_contacts_stand_as_published_and_are_not_confirmed() -> None:
    fields = ("provider__code", "location__name", "name", "role", "phone", "published_for")
    assert set(Contact.objects.values_list(*fields)) == CONTACTS
    assert not Contact.objects.filter(confirmed_on__isnull=False).exists()


def test_contacts_can_be_dialled() -> None:
    assert set(Contact.objects.values_list("phone_e164", flat=True)) == {
        "+37253063893",
        "+3726716198",
        "+3725047145",
        "+37253932200",
        "+37256465405",
    }


def test_what_else_is_stated_of_providers() -> None:
    jmk, uus = Provider.objects.get(code="jmk"), Provider.objects.get(code="uus_polvkond")
    assert (jmk.email, jmk.phone) == ("jmk@jmk.ee", "7 300 541")
    assert uus.also_called == "MTÜ Uus Põlvkond"
    assert uus.together_with == "EELK diakoonia- ja ühiskonnatöö SA"
    assert Provider.objects.get(code="valge_eesti").only_in_language == "et"
    assert not Provider.objects.exclude(code="valge_eesti").exclude(only_in_language="").exists()


def test_no_place_no_street_no_number_is_invented() -> None:
    assert not CapacityStep.objects.exists()
    assert not Unit.objects.exists()
    assert not Location.objects.exclude(street="", postcode="").exists()
    assert not ServiceAtLocation.objects.filter(confirmed_at__isnull=False).exists()


def test_mentoring_serves_south_estonia_and_siauliai_the_north_of_lithuania() -> None:
    served = ServiceAtLocation.objects.filter(regions__isnull=False)
    assert set(served.values_list("provider__code", "regions__code")) == {
        ("jmk", "EE-X-SOUTH"),
        ("lt_biuras", "LT-X-NORTH"),
    }
    in_prison = ServiceAtLocation.objects.filter(prisons__isnull=False)
    assert list(in_prison.values_list("provider__code", "prisons__code")) == [
        ("lt_biuras", "LT-PRAVIENISKES")
    ]


@pytest.mark.parametrize(
    ("code", "last_day", "stated", "run_by"),
    [
        ("estonia_reentry", date(2023, 12, 31), "2015–2023", "Justiitsministeerium"),
        ("jmk_mentoring", date(2022, 12, 31), "2019–2022", "MTÜ Johannes Mihkelsoni keskus"),
        (
            "lithuania_complex_services",
            date(2023, 12, 31),
            "2023-01-01 – 2023-12-31",
            "VšĮ Žmogiškųjų išteklių stebėsenos ir plėtros biuras",
        ),
    ],
)
def test_a_programme_has_ended_after_its_last_day(
    code: str, last_day: date, stated: str, run_by: str
) -> None:
    programme = Programme.objects.get(code=code)
    assert programme.is_running(last_day)
    assert programme.has_ended(date.fromordinal(last_day.toordinal() + 1))
    assert (programme.period_as_stated, programme.run_by) == (stated, run_by)
    assert not programme.is_demonstration


def test_limits_are_those_that_are_stated() -> None:
    rows = ProgrammeLimit.objects.values_list("programme__code", "service_type__code", "months", "extendable")
    assert set(rows) == {
        ("estonia_reentry", "housing", 6, True),
        ("estonia_reentry", "mentoring", 18, False),
        ("jmk_mentoring", "mentoring", None, False),
        ("lithuania_complex_services", "complex_support", None, False),
    }


def test_real_services_belong_to_ended_programmes_only() -> None:
    paying = Programme.objects.filter(offered_by__isnull=False).distinct()
    assert {programme.code for programme in paying if programme.has_ended(date(2024, 1, 1))} == {
        "estonia_reentry",
        "jmk_mentoring",
        "lithuania_complex_services",
    }
    assert not ServiceAtLocation.objects.filter(programmes__end__gt=date(2024, 1, 1)).exists()


def test_service_types_carry_their_rules() -> None:
    fields = ("code", "unit_kinds", "given_where", "region_rule", "starts", "decision_days")
    assert list(ServiceType.objects.order_by("order").values_list(*fields)) == [
        ("mentoring", ["CASELOAD"], "BOTH", "MUST_SERVE", "WHEN_AGREED", None),
        ("housing", ["BED"], "AFTER_RELEASE", "ANYWHERE_IN_COUNTRY", "ON_RELEASE", 30),
        ("complex_support", ["CASELOAD", "SEAT"], "BOTH", "MUST_SERVE", "WHEN_AGREED", None),
    ]


def _everything() -> dict[str, str]:
    ours = {"home", "services", "providers", "geography", "wagtailcore"}
    models = [model for model in apps.get_models() if model._meta.app_label in ours]
    return {
        str(model): serializers.serialize("json", model._default_manager.order_by("pk")) for model in models
    }


def test_loading_again_changes_nothing() -> None:
    before = _everything()
    call_command("load_content")
    assert _everything() == before


def test_loading_again_leaves_what_people_changed() -> None:
    Provider.objects.filter(code="jmk").update(phone="7 300 000")
    Contact.objects.filter(provider__code="jmk").update(phone="53 00 00 00")
    call_command("load_content")
    assert Provider.objects.get(code="jmk").phone == "7 300 000"
    assert Contact.objects.get(provider__code="jmk").phone == "53 00 00 00"


def test_the_files_win_where_that_is_asked_for() -> None:
    Provider.objects.filter(code="jmk").update(phone="7 300 000")
    call_command("load_content", overwrite=True)
    assert Provider.objects.get(code="jmk").phone == "7 300 541"
