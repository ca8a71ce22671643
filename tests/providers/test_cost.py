"""What is over costs nothing: neither read nor gone through, however much of it there is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.house import house_of
from providers.models import CapacityStep, Occupation, OccupationKind, ServiceAtLocation, Stay
from providers.rows import parts_of, stays_of
from providers.statements import HOUSES, SERVICES, STAYS
from tests.factories.providers import TODAY, noon, open_house
from tests.providers.places import keep

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(days=8_000)


def grow_old(service: ServiceAtLocation, stays: int, steps: int) -> None:
    """Give the house so many stays and declared numbers that are over."""
    programme = service.programmes.get()
    group = service.groups.get()
    units = list(group.units.order_by("number"))
    made = Stay.objects.bulk_create(
        Stay(
            service_at_location=service,
            programme=programme,
            start=LONG_AGO + timedelta(days=number),
            end=LONG_AGO + timedelta(days=number + 1),
            firmness="PRESENT",
            holder=uuid4(),
        )
        for number in range(stays)
    )
    Occupation.objects.bulk_create(
        Occupation(
            unit=units[number % len(units)],
            stay=stay,
            kind=OccupationKind.STAY,
            start=stay.start,
            blocked_until=stay.end,
        )
        for number, stay in enumerate(made)
    )
    CapacityStep.objects.bulk_create(
        CapacityStep(group=group, start=LONG_AGO + timedelta(days=number), places=3)
        for number in range(steps)
    )


def test_what_is_over_is_not_read_and_changes_nothing() -> None:
    service = open_house(beds=3)
    keep(service, 1, 9)
    fresh = house_of(service=service, today=TODAY)
    rows = [(len(read([service.pk], TODAY)[service.pk])) for read in (parts_of, stays_of)]
    grow_old(service, stays=200, steps=50)
    assert house_of(service=service, today=TODAY) == fresh
    assert [(len(read([service.pk], TODAY)[service.pk])) for read in (parts_of, stays_of)] == rows == [5, 1]


def test_a_booking_takes_as_many_statements_with_a_long_past() -> None:
    service = open_house(beds=3)
    counts = []
    for past in (0, 300):
        grow_old(service, stays=past, steps=0)
        with CaptureQueriesContext(connection) as queries:
            keep(service, 1, 9)
        counts.append(len(queries))
    # A savepoint within the caller's, the lock, four reads, two writes; and what the test itself asks.
    assert counts == [13, 13]


def plan_of(statement: str, service: ServiceAtLocation) -> str:
    """How the database would go about it, in its own words."""
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        moment = connection.ops.adapt_datetimefield_value(noon(TODAY))
        cursor.execute(
            f"{explain} {statement.format(among=f'IN ({service.pk})')}", {"today": TODAY, "now": moment}
        )
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("statement", [SERVICES, HOUSES, STAYS])
def test_no_stay_or_place_that_is_over_is_gone_through(statement: str) -> None:
    service = open_house(beds=3)
    for _ in range(20):
        open_house(beds=3)
    grow_old(service, stays=6_000, steps=10)
    keep(service, 1, 9)
    plan = plan_of(statement, service)
    if connection.vendor == "postgresql":
        for table in ("stay", "occupation"):
            assert f"Seq Scan on providers_{table}" not in plan, plan
        if "providers_stay h" in statement:
            assert "stay_hold_to_expire" in plan, plan
    else:
        for alias in ("o", "t", "h"):
            assert f"SCAN {alias}" not in plan.split("\n"), plan
            assert not any(line.strip().startswith(f"SCAN {alias} ") for line in plan.split("\n")), plan
    if "providers_occupation" in statement:
        assert "occupation_live" in plan, plan
