"""Numbers of places of the invented providers: some free, some taken, some paused, some out of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction

from home.record.models import Event
from home.text import stable_id
from home.users.models import User
from providers.content.reading import Row
from providers.models import Firmness, ProgrammeOffer, ServiceAtLocation, UnitGroup
from providers.operations import confirm_numbers, declare_places, keep_place, pause


@dataclass(frozen=True)
class Filling:
    """Who fills in the numbers (nobody's account: whatever another account does is a person's doing), and when."""

    loader: User
    today: date
    now: datetime

    def fill(self, service: ServiceAtLocation, row: Row) -> None:
        """Give a service that has no number yet its places and stays, counted from today; once."""
        if not row["groups"] or service.groups.exists():
            return
        with transaction.atomic():
            for group in row["groups"]:
                self._open(service, group)
            self._confirm(service, 0)
            for number, (start, end) in enumerate(row.get("taken", [])):
                self._take(service, number, self._day(start), self._day(end))
            if "paused" in row:
                self._pause(service, row["paused"])
            self._confirm(service, row["confirmed"])

    def confirm_again(self, service: ServiceAtLocation, row: Row) -> bool:
        """Make the confirmation look as old as on the first day, where no person touched the service.

        Says whether it did. Numbers that are meant to be out of date stay so.
        """
        by_people = Event.objects.filter(subject_id=service.public_id, actor_id__isnull=False)
        if not row["groups"] or by_people.exclude(actor_id=self.loader.public_id).exists():
            return False
        self._confirm(service, row["confirmed"])
        return True

    def _day(self, days: int) -> date:
        return self.today + timedelta(days)

    def _open(self, service: ServiceAtLocation, row: Row) -> None:
        languages = row.get("languages", [])
        group = UnitGroup.objects.create(service_at_location=service, name=row["name"], languages=languages)
        for days, places in [(0, row["places"]), *row.get("later", [])]:
            declare_places(
                actor=self.loader,
                key=uuid4(),
                group_id=group.public_id,
                start=self._day(days),
                places=places,
                today=self.today,
                now=self.now,
            )
        for number, codes in row.get("units", {}).items():
            group.units.filter(number=number).update(characteristics=codes)

    def _take(self, service: ServiceAtLocation, number: int, start: date, end: date) -> None:
        offer = ProgrammeOffer.objects.select_related("programme").get(service_at_location=service)
        keep_place(
            service_at_location_id=service.public_id,
            programme_id=offer.programme.public_id,
            start=start,
            end=end,
            requirement_codes=(),
            firmness=Firmness.PRESENT,
            holder=stable_id("demonstration", f"{service.public_id}/{number}"),
            today=self.today,
            now=self.now,
        )

    def _pause(self, service: ServiceAtLocation, row: Row) -> None:
        pause(
            actor=self.loader,
            key=uuid4(),
            service_at_location_id=service.public_id,
            start=self.today,
            end=self._day(row["days"]),
            reason=row["reason"],
            today=self.today,
            now=self.now,
        )

    def _confirm(self, service: ServiceAtLocation, days: int) -> None:
        confirm_numbers(
            actor=self.loader,
            key=uuid4(),
            service_at_location_id=service.public_id,
            today=self._day(-days),
            now=self.now - timedelta(days),
        )


def services_of(rows: list[Row]) -> Iterator[tuple[ServiceAtLocation, Row]]:
    """Each invented service that is there, with its lines in data.yaml."""
    for provider in rows:
        for place in provider["locations"]:
            code = f"{provider['code']}/{place['key']}"
            found = ServiceAtLocation.objects.filter(public_id=stable_id("service_at_location", code))
            yield from ((service, place) for service in found)
