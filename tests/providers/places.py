"""Days and shorthands of the tests of places."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from providers.capacity.refusal import Reason
from providers.models import Firmness, Occupation, OccupationKind, ServiceAtLocation, Stay, Unit
from providers.operations import KeptPlace, NoPlace, keep_place
from tests.factories.providers import TODAY


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def keep(service: ServiceAtLocation, start: int, end: int, *codes: str, **fields: Any) -> Stay:
    """Keep a place for days counted from today; raises NoPlace."""
    with transaction.atomic():
        kept: KeptPlace = keep_place(
            service_at_location_id=service.public_id,
            start=day(start),
            end=day(end),
            requirement_codes=codes,
            **{
                "programme_id": service.programmes.get().public_id,
                "firmness": Firmness.PROVISIONAL,
                "holder": uuid4(),
                "today": TODAY,
                **fields,
            },
        )
    return Stay.objects.get(pk=kept.stay_pk)


def unit_of(stay: Stay) -> Unit:
    """The unit a live stay has."""
    return Occupation.objects.select_related("unit").get(stay=stay, released_at__isnull=True).unit


def refusal_of(
    service: ServiceAtLocation, *args: Any, **fields: Any
) -> tuple[Reason, list[tuple[date, date]]]:
    """Why no place is kept, and for which days; nothing is written then."""
    before = Stay.objects.count(), Occupation.objects.count()
    with pytest.raises(NoPlace) as caught:
        keep(service, *args, **fields)
    assert (Stay.objects.count(), Occupation.objects.count()) == before
    refusal = caught.value.refusal
    return refusal.reason, [(span.start, span.end) for span in refusal.days]


def closed_days(unit: Unit) -> list[tuple[date, date]]:
    rows = Occupation.objects.filter(unit=unit, kind=OccupationKind.CLOSED, released_at__isnull=True)
    return list(rows.order_by("start").values_list("start", "blocked_until"))
