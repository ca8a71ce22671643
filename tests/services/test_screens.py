"""Screens of the administration for services and programmes: what may be typed, and what it costs to list them."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS
from services.models import Programme, ProgrammeLimit, ServiceType
from services.screen_forms import free_code
from tests.factories.providers import ProviderMembershipFactory
from tests.factories.services import ProgrammeFactory, ProgrammeLimitFactory, ServiceTypeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
ROWS = "wagtailsnippets_services_"
NAMES = {f"name_{language}": "Töö leidmine" for language in ("et", "en", "ru", "lt")}
PROGRAMME = {**NAMES, "country": "EE", "start": "2027-01-01", "end": "2028-01-01"}
SERVICE = {
    **NAMES,
    "unit_kinds": ["SEAT"],
    "given_where": "BOTH",
    "region_rule": "MUST_SERVE",
    "starts": "WHEN_AGREED",
    "order": "4",
}


@pytest.fixture(autouse=True)
def _wagtails_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its templates rely on undefined variables being blank; ours are held to more elsewhere."""
    for backend in engines.all():
        if isinstance(backend, DjangoTemplates):
            monkeypatch.setattr(backend.engine, "string_if_invalid", "")


@pytest.fixture
def editor() -> Client:
    user = UserFactory.create()
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    align_rights(today=date(2026, 11, 22))
    client = Client()
    client.force_login(user)
    return client


def add(client: Client, row: str, **said: Any) -> Any:
    return client.post(reverse(f"{ROWS}{row}:add"), said)


def wrong(answer: Any) -> list[str]:
    """The fields at which something is said; none where it was saved."""
    return [] if answer.status_code == 302 else list(answer.context["form"].errors)


def test_the_fourth_service_is_an_entry(editor: Client) -> None:
    assert wrong(add(editor, "servicetype", **SERVICE)) == []
    service = ServiceType.objects.get()
    assert (service.code, service.unit_kinds, service.decision_days) == ("too-leidmine", ["SEAT"], None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"unit_kinds": []}, "unit_kinds"),
        ({"unit_kinds": ["PALACE"]}, "unit_kinds"),
        ({"decision_days": "-1"}, "decision_days"),
        ({"decision_days": "99999"}, "decision_days"),
        ({"order": "x"}, "order"),
        ({"code": "housing"}, "code"),
        ({"name_lt": ""}, "name_lt"),
    ],
)
def test_a_service_that_cannot_be_is_told_at_the_field(editor: Client, said: Any, field: str) -> None:
    ServiceTypeFactory.create(code="housing")
    assert wrong(add(editor, "servicetype", **{**SERVICE, **said})) == [field]
    assert ServiceType.objects.count() == 1


def test_a_programme_is_entered_with_what_it_pays_for(editor: Client) -> None:
    housing = ServiceTypeFactory.create()
    assert wrong(add(editor, "programme", **PROGRAMME)) == []
    programme = Programme.objects.get()
    assert (
        wrong(add(editor, "programmelimit", programme=programme.pk, service_type=housing.pk, months=6)) == []
    )
    assert (programme.code, list(programme.service_types.all())) == ("too-leidmine", [housing])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"end": "2027-01-01"}, "__all__"),
        ({"country": "FI"}, "country"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"web": "kriminaal poliitika"}, "web"),
        ({"start": "eile"}, "start"),
        ({"name_et": "TÖÖ LEIDMINE", "start": "2026-06-01", "end": "2027-01-02", "code": "x"}, "name_et"),
    ],
)
def test_a_programme_that_cannot_be_is_told_at_the_field(editor: Client, said: Any, field: str) -> None:
    ProgrammeFactory.create(**{**PROGRAMME, "start": date(2026, 12, 1), "end": date(2027, 1, 2), "code": "a"})
    later = {**PROGRAMME, "start": "2027-01-02"}
    assert wrong(add(editor, "programme", **{**later, **said})) == [field]
    assert Programme.objects.count() == 1


def test_the_next_period_of_a_programme_may_have_its_name(editor: Client) -> None:
    ProgrammeFactory.create(**{**PROGRAMME, "start": date(2026, 1, 1), "end": date(2027, 1, 1), "code": "a"})
    assert wrong(add(editor, "programme", **PROGRAMME)) == []


@pytest.mark.parametrize("months", ["0", "-1", "121", "6,5"])
def test_a_limit_is_a_number_of_months(editor: Client, months: str) -> None:
    said = {"programme": ProgrammeFactory.create().pk, "service_type": ServiceTypeFactory.create().pk}
    assert wrong(add(editor, "programmelimit", **said, months=months)) == ["months"]
    assert not ProgrammeLimit.objects.exists()


def test_a_service_stands_in_a_programme_once(editor: Client) -> None:
    limit = ProgrammeLimitFactory.create()
    said = {"programme": limit.programme_id, "service_type": limit.service_type_id, "months": 12}
    assert wrong(add(editor, "programmelimit", **said)) == ["service_type"]
    address = reverse(f"{ROWS}programmelimit:edit", args=[limit.pk])
    assert wrong(editor.post(address, said)) == []
    limit.refresh_from_db()
    assert limit.months == 12


def test_codes_differ_however_names_are() -> None:
    for code in ("maja", "maja-2", "programme"):
        ProgrammeFactory.create(code=code)
    assert [free_code(Programme, name) for name in ("Maja", "Дом", "Kodu")] == [
        "maja-3",
        "programme-2",
        "kodu",
    ]
    assert len(free_code(Programme, "a" * 300)) <= 50


@pytest.mark.parametrize("row", ["servicetype", "programme", "programmelimit", "servicepagelink"])
def test_a_list_costs_the_same_whatever_its_length(editor: Client, row: str) -> None:
    def cost() -> int:
        kind = ServiceTypeFactory.create(code=f"kind-{ServiceType.objects.count()}")
        ProgrammeLimitFactory.create(service_type=kind)
        editor.get(reverse(f"{ROWS}{row}:list"))
        with CaptureQueriesContext(connection) as asked:
            assert editor.get(reverse(f"{ROWS}{row}:list")).status_code == 200
        return len(asked)

    first = cost()
    assert [cost() for _more in range(3)] == [first] * 3


def test_a_providers_worker_finds_none_of_the_screens() -> None:
    worker = ProviderMembershipFactory.create().user
    align_rights(today=date(2026, 11, 22))
    client = Client()
    client.force_login(worker)
    for row in ("servicetype", "programme", "programmelimit", "servicepagelink", "programmepagelink"):
        assert client.get(reverse(f"{ROWS}{row}:list")).status_code == 404
        assert add(client, row).status_code == 404


@pytest.mark.parametrize("language", ["et", "ru", "lt"])
def test_rows_have_names_of_their_own(language: str) -> None:
    """Not the name of their class, which no editor knows."""
    with translation.override(language):
        names = [
            (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
            for model in (ServiceType, Programme, ProgrammeLimit)
        ]
    assert not {name for pair in names for name in pair} & {"service type", "programme limit"}


@pytest.mark.parametrize(("language", "first"), [("et", "Avaleht"), ("ru", "Главная")])
def test_the_way_back_is_named_in_the_readers_language(editor: Client, language: str, first: str) -> None:
    UserProfile.objects.update(preferred_language=language)
    page = editor.get(reverse(f"{ROWS}programme:list")).content.decode()
    crumbs = page.partition("w-breadcrumbs")[2].partition("</nav>")[0]
    assert first in crumbs
