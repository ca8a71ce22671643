"""What people do to houses, at random: all that may be done to a place, in the proportions of a busy day."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from home.users.models import User
from providers.models import Firmness, Occupation, Overstay, Stay, Unit, Void, VoidReason
from providers.operations import (
    MoreThanOpen,
    NoPlace,
    NothingToExtend,
    StayNotOver,
    StepExists,
    add_void,
    confirm_numbers,
    correct_places,
    declare_places,
    end_overstay,
    end_void,
    extend_stay,
    keep_place,
    move_stay,
    pause,
    record_overstay,
    release_stay,
    resume,
    set_firmness,
)
from providers.operations.holds import expire_holds_of
from providers.operations.locking import lock_service_by_id, lock_service_of_stay
from providers.stress.journal import Journal
from providers.stress.world import Invented, World

AHEAD = 60
"""Days ahead on which stays begin."""
LONGEST = 21

WEIGHTS = {
    "keep": 34,
    "move": 12,
    "extend": 9,
    "shorten": 7,
    "cancel": 8,
    "offer_or_accept": 8,
    "arrive": 8,
    "overstay": 3,
    "leave": 2,
    "change_number": 2,
    "close_for_a_while": 2,
    "open_again": 1,
    "expire_holds": 2,
    "confirm": 2,
    "pause_and_resume": 1,
}


GONE = (Stay.DoesNotExist, Overstay.DoesNotExist, Void.DoesNotExist)
"""Another process gave it back, ended it or took it back a moment ago."""


class Idle(Exception):
    """There is nobody to do this to."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A stay as somebody saw it a moment ago; another process may have changed it since."""

    id: UUID
    start: date
    end: date
    firmness: str


class Person:
    """Does one thing after another in a house picked at random. The same seed picks the same."""

    def __init__(self, world: World, seed: str, journal: Journal) -> None:
        self.world, self.journal = world, journal
        self.chance = random.Random(seed)  # noqa: S311 - it picks deeds, not secrets
        self.actor = User.objects.get(pk=world.actor)
        self.today, self.now = world.first, world.now

    def wait_until(self, days: int) -> None:
        """It is so many days after the first now."""
        self.today, self.now = self.world.first + timedelta(days), self.world.now + timedelta(days)

    def act(self) -> None:
        """Do one thing; the journal tells how it ended."""
        (kind,) = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
        deed: Callable[[Invented], None] = getattr(self, kind)
        try:
            deed(self.chance.choice(self.world.houses))
        except NoPlace as refused:
            self.journal.write("refused", refused.refusal.reason.value)
        except (Idle, *GONE, MoreThanOpen, NothingToExtend, StayNotOver) as refused:
            self.journal.write("refused", _name(refused))
        except Exception as error:
            self.journal.write("error", f"{kind}: {type(error).__name__}")
        else:
            self.journal.write("done", kind)

    def keep(self, house: Invented) -> None:
        start, end = self._some_days()
        needs = self.chance.choice([(), (), (), ("STEP_FREE",), ("SINGLE_ROOM",)])
        languages = self.chance.choice([(), (), ("ru",), ("et", "ru")])
        expires = self.now + timedelta(days=3) if self.chance.random() < 0.2 else None
        with transaction.atomic():
            kept = keep_place(
                service_at_location_id=house.id,
                programme_id=self.world.programme,
                start=start,
                end=end,
                requirement_codes=needs,
                languages=languages,
                firmness=Firmness.PROVISIONAL,
                holder=uuid4(),
                today=self.today,
                now=self.now,
                hold_expires_at=expires,
            )
        self.journal.write("kept", kept.stay_id)

    def move(self, house: Invented) -> None:
        someone = self._someone(house)
        start, end = self._some_days()
        if someone.start < self.today:
            start, end = someone.start, max(end, self.today + timedelta(days=1))
        with transaction.atomic():
            move_stay(stay_id=someone.id, start=start, end=end, limit_end=None, today=self.today)

    def extend(self, house: Invented) -> None:
        someone = self._someone(house)
        self._twice(
            extend_stay,
            stay_id=someone.id,
            end=someone.end + timedelta(days=self.chance.randint(1, LONGEST)),
            reason="STRESS",
        )

    def shorten(self, house: Invented) -> None:
        someone = self._someone(house)
        last = max(self.today, someone.start) + timedelta(days=self.chance.randint(1, 9))
        self._give_back(someone, last)

    def cancel(self, house: Invented) -> None:
        self._give_back(self._someone(house), None)

    def offer_or_accept(self, house: Invented) -> None:
        firmness = self.chance.choice([Firmness.OFFERED, Firmness.ACCEPTED])
        someone = self._someone(house)
        with transaction.atomic():
            lock_service_of_stay(someone.id)
            if Stay.objects.get(public_id=someone.id).firmness == Firmness.PRESENT:
                raise Idle
            set_firmness(stay_id=someone.id, firmness=firmness)

    def arrive(self, house: Invented) -> None:
        someone = self._someone(house, start__lte=self.today, end__gt=self.today)
        with transaction.atomic():
            set_firmness(stay_id=someone.id, firmness=Firmness.PRESENT)
            bed = Occupation.objects.get(stay__public_id=someone.id, released_at__isnull=True).unit_id
        self.journal.write("bed", someone.id, bed)

    def overstay(self, house: Invented) -> None:
        self._check_unsteady(house)
        someone = self._someone(house, end__lte=self.today)
        self._twice(
            record_overstay,
            stay_id=someone.id,
            expected_end=self.today + timedelta(days=self.chance.randint(1, 9)),
            reason_code="STRESS",
        )

    def leave(self, house: Invented) -> None:
        rows = Overstay.objects.filter(stay__service_at_location=house.pk, end__gt=self.today)
        ids = list(rows.order_by("pk").values_list("public_id", flat=True))
        if not ids:
            raise Idle
        self._twice(end_overstay, overstay_id=self.chance.choice(ids))

    def change_number(self, house: Invented) -> None:
        self._check_unsteady(house)
        said = {
            "group_id": self.chance.choice(house.groups),
            "start": self.today + timedelta(days=self.chance.randint(0, AHEAD)),
            "places": self.chance.randint(1, 6),
        }
        try:
            self._twice(declare_places, **said)
        except StepExists:
            self._twice(correct_places, **said)

    def close_for_a_while(self, house: Invented) -> None:
        self._check_unsteady(house)
        group = self.chance.choice(house.groups)
        units = Unit.objects.filter(group__public_id=group, closes__isnull=True).order_by("pk")
        start, _ = self._some_days()
        self._twice(
            add_void,
            group_id=group,
            unit_id=self.chance.choice([None, *units.values_list("public_id", flat=True)]),
            start=start,
            end=start + timedelta(days=self.chance.randint(1, 9)),
            reason=VoidReason.REPAIRS,
        )

    def open_again(self, house: Invented) -> None:
        self._check_unsteady(house)
        rows = Void.objects.filter(group__service_at_location=house.pk, end__gt=self.today)
        ids = list(rows.order_by("pk").values_list("public_id", flat=True))
        if not ids:
            raise Idle
        self._twice(end_void, void_id=self.chance.choice(ids))

    def expire_holds(self, house: Invented) -> None:
        # Of this house only: the days of a run lie ahead of those of the other houses.
        with transaction.atomic():
            expire_holds_of(service=lock_service_by_id(house.id), today=self.today, now=self.now)

    def confirm(self, house: Invented) -> None:
        self._twice(confirm_numbers, service_at_location_id=house.id)

    def pause_and_resume(self, house: Invented) -> None:
        self._twice(
            pause,
            service_at_location_id=house.id,
            start=self.today,
            end=self.today + timedelta(days=1),
            reason="stress",
        )
        self._twice(resume, service_at_location_id=house.id)

    def _give_back(self, someone: Someone, from_date: date | None) -> None:
        self.journal.write("about", someone.id)
        with transaction.atomic():
            release_stay(stay_id=someone.id, today=self.today, from_date=from_date)

    def _twice(self, operation: Callable[..., Mapping[str, Any]], **said: Any) -> None:
        """Now and then send the same request again with its key, as a browser would: it is done once."""
        request = {"actor": self.actor, "key": uuid4(), "today": self.today, "now": self.now, **said}
        first = operation(**request)
        if self.chance.random() < 0.1 and operation(**request) != first:
            raise AssertionError("the same request was answered otherwise")

    def _some_days(self) -> tuple[date, date]:
        start = self.today + timedelta(days=self.chance.randint(0, AHEAD))
        return start, start + timedelta(days=self.chance.randint(1, LONGEST))

    def _someone(self, house: Invented, **which: date) -> Someone:
        stays = Stay.objects.filter(service_at_location=house.pk, released_at__isnull=True)
        # Those who left a while ago are not spoken of any more.
        which.setdefault("end__gte", self.today - timedelta(days=3))
        rows = stays.filter(**which).order_by("pk").values_list("public_id", "start", "end", "firmness")
        if not rows:
            raise Idle
        return Someone(*self.chance.choice(rows))

    def _check_unsteady(self, house: Invented) -> None:
        if house.steady:
            raise Idle


def _name(refused: Exception) -> str:
    if isinstance(refused, GONE):
        return "GIVEN_BACK_MEANWHILE"
    words = {Idle: "NOBODY_TO_DO_IT_TO", NothingToExtend: "NOTHING_TO_EXTEND", StayNotOver: "STAY_NOT_OVER"}
    return words[type(refused)]
