"""A small world in which an officer of Tallinn Prison files referrals on 22 November 2026."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.db.models import Model

from home.geography.models import Prison
from services.models import ServiceType
from tests.factories.geography import (
    CountryFactory,
    CountyFactory,
    MunicipalityFactory,
    PrisonFactory,
    PrisonMembershipFactory,
)
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import service_types, some_matches

NOON = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def prison(db: None) -> Prison:
    for county, municipalities in {"EE-37": ("EE-784", "EE-198"), "EE-79": ("EE-793",)}.items():
        parent = CountyFactory(code=county, parent=CountryFactory(code="EE"))
        for municipality in municipalities:
            MunicipalityFactory(code=municipality, parent=parent)
    for service in service_types():
        ServiceType.objects.update_or_create(code=service.code, defaults=_values(service))
    return PrisonFactory(code="EE-TALLINN", region=MunicipalityFactory(code="EE-784"))


@pytest.fixture
def officer(prison: Prison, clock: object, monkeypatch: pytest.MonkeyPatch) -> Filer:
    """Signed in; routing is not asked: two places fit whatever is wanted."""
    monkeypatch.setattr("referrals.wizard.wizard.find_matches", some_matches)
    return Filer(PrisonMembershipFactory(prison=prison).user)


def _values(service: Model) -> dict[str, object]:
    names = {field.name for field in service._meta.concrete_fields} - {"id", "public_id", "code"}
    return {name: getattr(service, name) for name in names}
