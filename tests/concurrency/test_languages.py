"""Many at once ask for whoever speaks their language: each who is promised one has one."""

from uuid import UUID, uuid4

import pytest
from django.db import transaction

from providers.models import Firmness, Occupation, ServiceAtLocation, Stay
from providers.operations import keep_place
from tests.concurrency.test_places import all_at_once, assert_sound
from tests.factories.providers import TODAY, CapacityStepFactory, UnitFactory, UnitGroupFactory, open_house
from tests.providers.places import day

pytestmark = pytest.mark.django_db(transaction=True)


def mentors() -> ServiceAtLocation:
    """Three who speak Estonian with two places each; one of them speaks Russian as well."""
    service = open_house(beds=2)
    service.groups.update(languages=["et", "ru"])
    for _ in range(2):
        group = UnitGroupFactory.create(service_at_location=service, languages=["et"])
        CapacityStepFactory.create(group=group, places=2)
        for number in (1, 2):
            UnitFactory.create(group=group, number=number)
    return service


def booking(service: ServiceAtLocation, programme: UUID, *languages: str) -> str:
    with transaction.atomic():
        keep_place(
            service_at_location_id=service.public_id,
            programme_id=programme,
            start=day(10),
            end=day(40),
            requirement_codes=(),
            languages=languages,
            firmness=Firmness.PROVISIONAL,
            holder=uuid4(),
            today=TODAY,
        )
    return f"kept {'/'.join(languages)}"


def test_two_places_with_who_speaks_russian_go_to_two_of_many() -> None:
    """Whoever comes first, those who can have any mentor make room: two Russian speakers, four others, no more."""
    service = mentors()
    programme = service.programmes.get().public_id
    russian = [lambda: booking(service, programme, "ru")] * 6
    either = [lambda: booking(service, programme, "et", "ru")] * 4
    outcomes = all_at_once([*russian, *either])
    assert outcomes == {"kept ru": 2, "kept et/ru": 4, "NoPlace": 4}
    assert_sound(service)
    for row in Occupation.objects.select_related("stay", "unit__group").filter(stay__isnull=False):
        assert row.stay is not None
        assert set(row.stay.languages) & set(row.unit.group.languages)
    assert Stay.objects.count() == 6
