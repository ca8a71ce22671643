"""Numbers of places of the invented providers: some free, some taken, some paused, some out of date."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from home.text import stable_id
from home.users.models import User
from providers.content.reading import Row
from providers.models import Firmness, Pause, ProgrammeOffer, ServiceAtLocation, UnitGroup
from providers.operations import declare_places, keep_place


def fill(service: ServiceAtLocation, row: Row, *, worker: User, today: date, now: datetime) -> None:
    """Give a service that has no number yet its places and stays, counted from `today`; once."""
    if service.groups.exists():
        return
    with transaction.atomic():
        for group in row["groups"]:
            _open_group(service, group, worker, today)
        for number, (start, end) in enumerate(row.get("taken", [])):
            _take(service, number, today + timedelta(start), today + timedelta(end), today)
        if pause := row.get("paused"):
            end = today + timedelta(pause["days"])
            Pause.objects.create(service_at_location=service, start=today, end=end, reason=pause["reason"])
        _confirm(ServiceAtLocation.objects.filter(pk=service.pk), row["confirmed"], now)


def confirm_again(service: ServiceAtLocation, row: Row, *, now: datetime) -> bool:
    """Make the confirmation look as old as on the first day, where no person ever touched the numbers.

    Says whether it did. Numbers that are meant to be out of date stay so.
    """
    # Loading names nobody; whoever confirms or changes a number in the portal leaves their name.
    untouched = ServiceAtLocation.objects.filter(pk=service.pk, confirmed_by__isnull=True)
    return bool(_confirm(untouched, row["confirmed"], now))


def services_of(rows: list[Row]) -> Iterator[tuple[ServiceAtLocation, Row]]:
    """Each invented service that is there, with its lines in data.yaml."""
    for provider in rows:
        for place in provider["locations"]:
            code = f"{provider['code']}/{place['key']}"
            found = ServiceAtLocation.objects.filter(public_id=stable_id("service_at_location", code))
            yield from ((service, place) for service in found)


def _open_group(service: ServiceAtLocation, row: Row, worker: User, today: date) -> None:
    group = UnitGroup.objects.create(
        service_at_location=service, name=row["name"], languages=row.get("languages", [])
    )
    for start, places in [(today, row["places"]), *_later_steps(row, today)]:
        declare_places(
            actor=worker,
            key=f"demonstration:{group.public_id}:{start}",
            group_id=group.public_id,
            start=start,
            places=places,
            today=today,
        )
    for number, codes in row.get("units", {}).items():
        group.units.filter(number=number).update(characteristics=codes)


def _later_steps(row: Row, today: date) -> list[tuple[date, int]]:
    return [(today + timedelta(days), places) for days, places in row.get("later", [])]


def _take(service: ServiceAtLocation, number: int, start: date, end: date, today: date) -> None:
    offer = ProgrammeOffer.objects.select_related("programme").get(service_at_location=service)
    wanted: dict[str, Any] = {
        "service_at_location_id": service.public_id,
        "programme_id": offer.programme.public_id,
        "holder": stable_id("demonstration", f"{service.public_id}/{number}"),
    }
    keep_place(
        **wanted,
        start=start,
        end=end,
        limit_end=None,
        requirement_codes=(),
        firmness=Firmness.PRESENT,
        today=today,
    )


def _confirm(services: "QuerySet[ServiceAtLocation]", days: int, now: datetime) -> int:
    return services.update(confirmed_at=now - timedelta(days), confirmed_by=None)
