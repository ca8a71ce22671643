"""Service types are data; programmes have periods and limits that the database keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from services.models import Programme, ProgrammeLimit
from services.queries import longest_months, running_programmes
from tests.factories.services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory

START, END = date(2026, 1, 1), date(2026, 7, 1)
DAY = timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize("end", [START, START - DAY])
def test_a_programme_ends_after_it_starts(end: date) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeFactory.create(start=START, end=end)


@pytest.mark.django_db
def test_a_limit_is_above_zero_or_not_stated() -> None:
    ProgrammeLimitFactory.create(months=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeLimitFactory.create(months=0)


@pytest.mark.django_db
def test_a_service_has_one_limit_in_a_programme() -> None:
    limit = ProgrammeLimitFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeLimit.objects.create(programme=limit.programme, service_type=limit.service_type, months=3)


@pytest.mark.django_db
def test_a_service_with_limits_is_not_deleted() -> None:
    limit = ProgrammeLimitFactory.create()
    with pytest.raises(ProtectedError):
        limit.service_type.delete()


@pytest.mark.parametrize("kinds", [[], ["ROOM"], ["BED", "ROOM"], "BED", None])
def test_kinds_of_place_are_known_ones(kinds: object) -> None:
    service = ServiceTypeFactory.build(unit_kinds=kinds)
    with pytest.raises(ValidationError) as refused:
        service.clean_fields()
    assert "unit_kinds" in refused.value.message_dict


def test_names_and_funders_are_told_in_the_readers_language() -> None:
    programme = Programme(name_et="Programm", name_ru="Программа", funder_en="Fund", funder_ru="Фонд")
    with translation.override("ru"):
        assert (programme.name, programme.funder) == ("Программа", "Фонд")
    with translation.override("lt"):
        assert programme.funder == "Fund"


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_on_no_day_does_a_programme_run_and_have_ended(today: date) -> None:
    programme = Programme(start=START, end=END)
    assert programme.is_running(today) == (START <= today < END)
    assert programme.has_ended(today) == (today >= END)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "runs"),
    [
        (START, END, True),
        (START - DAY, END, False),
        (START, END + DAY, False),
        (START + DAY, END - DAY, True),
    ],
)
def test_a_programme_runs_for_a_stay_when_it_pays_for_every_day(start: date, end: date, runs: bool) -> None:
    limit = ProgrammeLimitFactory.create(programme=ProgrammeFactory.create(start=START, end=END))
    found = running_programmes(country="EE", service_type=limit.service_type, start=start, end=end)
    assert list(found) == ([limit.programme] if runs else [])


@pytest.mark.django_db
def test_programmes_of_another_country_or_service_do_not_run() -> None:
    limit = ProgrammeLimitFactory.create(programme=ProgrammeFactory.create(country="LT"))
    other = ServiceTypeFactory.create(code="mentoring")
    asked = {"start": START, "end": END}
    assert not running_programmes(country="EE", service_type=limit.service_type, **asked)
    assert not running_programmes(country="LT", service_type=other, **asked)


@pytest.mark.django_db
def test_the_longest_months_are_those_of_any_programme() -> None:
    housing, mentoring = (
        ServiceTypeFactory.create(code="housing"),
        ServiceTypeFactory.create(code="mentoring"),
    )
    ProgrammeLimitFactory.create(service_type=housing, months=6)
    ProgrammeLimitFactory.create(service_type=housing, months=4)
    ProgrammeLimitFactory.create(service_type=mentoring, months=None)
    assert longest_months() == {"housing": 6}
