"""Whatever is done to a house, in whatever order, agrees with a simple model of it; after every single step."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from providers.models import Firmness, Occupation, OccupationKind, Overstay, Stay, Unit, VoidReason
from providers.operations import (
    MoreThanOpen,
    NoPlace,
    StepExists,
    add_void,
    correct_places,
    declare_places,
    end_overstay,
    expire_holds,
    extend_stay,
    keep_place,
    move_stay,
    record_overstay,
    release_stay,
    set_firmness,
)
from tests.factories.providers import (
    TODAY,
    CapacityStepFactory,
    UnitFactory,
    UnitGroupFactory,
    noon,
    open_house,
)
from tests.factories.users import UserFactory
from tests.properties.capacity_model import Bed, Closed, Counts, Model, Person, Staying, days

pytestmark = [pytest.mark.django_db, pytest.mark.long]

which = st.integers(0, 20)
soon = st.integers(0, 14)
lengths = st.integers(1, 12)
needs = st.sampled_from([frozenset[str](), frozenset[str](), frozenset({"STEP_FREE"})])
languages = st.sampled_from([*[frozenset[str]()] * 2, frozenset({"ru"}), frozenset({"ru", "et"})])
unsure = st.sampled_from([Firmness.PROVISIONAL, Firmness.OFFERED])
Chosen = Callable[[Person], bool]


class Houses(RuleBasedStateMachine):
    """Two groups of one service: a step-free bed and a plain one, and a plain one where Russian is spoken, too."""

    @initialize(turnaround=st.sampled_from([0, 0, 1]))
    def open(self, turnaround: int) -> None:
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.actor = UserFactory.create()
        self.service = open_house(
            beds=[["STEP_FREE"], []], turnaround_days=turnaround, max_age_days=3000, languages=["et"]
        )
        other = UnitGroupFactory.create(service_at_location=self.service, languages=["ru", "et"])
        CapacityStepFactory.create(group=other, places=1)
        UnitFactory.create(group=other)
        self.programme = self.service.programmes.get().public_id
        self.groups = {group.pk: group.public_id for group in self.service.groups.order_by("pk")}
        self.model = Model(
            today=TODAY,
            turnaround=turnaround,
            steps={
                group: {date(2020, 1, 1): places} for group, places in zip(self.groups, (2, 1), strict=True)
            },
        )
        self.look()

    def teardown(self) -> None:
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    # What is done

    @rule(
        start=soon,
        length=lengths,
        needs=needs,
        languages=languages,
        firmness=unsure,
        expires=st.none() | st.integers(1, 6),
    )
    def book(
        self,
        start: int,
        length: int,
        needs: frozenset[str],
        languages: frozenset[str],
        firmness: str,
        expires: int | None,
    ) -> None:
        first = self.model.today + timedelta(start)
        end = first + timedelta(length)
        until = self.model.today + timedelta(expires) if expires else None
        before = self.model.counts()
        try:
            with transaction.atomic():
                kept = keep_place(
                    service_at_location_id=self.service.public_id,
                    programme_id=self.programme,
                    start=first,
                    end=end,
                    requirement_codes=needs,
                    languages=languages,
                    firmness=firmness,
                    holder=uuid4(),
                    today=self.model.today,
                    now=noon(self.model.today),
                    hold_expires_at=noon(until) if until else None,
                )
        except NoPlace:
            event("refused")
            free = [bed for bed in self.model.beds if self.model.is_free(bed, first, end, needs, languages)]
            assert not free, "a place stood free and nobody would have had to move"
            return
        event("booked")
        self.model.expire()
        self.model.people[kept.stay_id] = Person(first, end, needs, firmness, until, languages=languages)
        self.look()
        self.check_days(before, kept.stay_id, None)

    @rule(which=which, start=soon, length=lengths)
    def move(self, which: int, start: int, length: int) -> None:
        stay = self.some(which, lambda person: person.end > self.model.today)
        if stay is None:
            return
        person, today = self.model.people[stay], self.model.today
        first = person.start if person.start < today else today + timedelta(start)
        end = max(first, today) + timedelta(length)
        self.give_days(
            stay,
            first,
            end,
            lambda: move_stay(stay_id=stay, start=first, end=end, limit_end=None, today=today),
        )

    @rule(which=which, by=lengths)
    def extend(self, which: int, by: int) -> None:
        stay = self.some(which, lambda person: person.end > self.model.today)
        if stay is None:
            return
        person = self.model.people[stay]
        end = person.end + timedelta(by)
        refused = self.give_days(
            stay,
            person.start,
            end,
            lambda: extend_stay(stay_id=stay, end=end, reason="FLAT_NOT_READY", **self.said()),
        )
        if refused:
            assert not self.model.can_be_longer(stay, end), "the bed stood free"

    @rule(which=which, after=st.none() | soon)
    def release(self, which: int, after: int | None) -> None:
        """Cancelled, or shortened from a day on; what nobody has accepted yet is cancelled as a whole."""
        stay = self.some(which, lambda person: True)
        if stay is None:
            return
        day = None if after is None else self.model.today + timedelta(after)
        person = self.model.people[stay]
        if person.firmness in unsure_ones:
            day = person.start
        release_stay(stay_id=stay, today=self.model.today, from_date=day)
        self.model.give_back(stay, day or self.model.today)

    @rule(which=which)
    def accept(self, which: int) -> None:
        stay = self.some(which, lambda person: person.firmness in unsure_ones)
        if stay is not None:
            set_firmness(stay_id=stay, firmness=Firmness.ACCEPTED)
            person = self.model.people[stay]
            person.firmness, person.expires = Firmness.ACCEPTED, None
            person.group = self.model.beds[self.model.where[stay]].group

    @rule(which=which)
    def arrive(self, which: int) -> None:
        today = self.model.today
        stay = self.some(which, lambda person: person.start <= today < person.end)
        if stay is not None:
            set_firmness(stay_id=stay, firmness=Firmness.PRESENT)
            person = self.model.people[stay]
            person.firmness, person.expires = Firmness.PRESENT, None
            person.bed = self.model.where[stay]

    @rule(which=which, start=soon, places=st.integers(0, 4))
    def say_number(self, which: int, start: int, places: int) -> None:
        group = self.some_group(which)
        day = self.model.today + timedelta(start)
        said = {"group_id": self.groups[group], "start": day, "places": places, **self.said()}
        try:
            declare_places(**said)
        except StepExists:
            correct_places(**{**said, "key": uuid4()})
        self.model.steps[group][day] = places

    @rule(which=which, named=st.booleans(), start=soon, length=lengths)
    def close(self, which: int, named: bool, start: int, length: int) -> None:
        group = self.some_group(which)
        beds = sorted(bed for bed, each in self.model.beds.items() if each.group == group)
        bed = beds[which % len(beds)] if named else None
        first = self.model.today + timedelta(start)
        end = first + timedelta(length)
        unit = None if bed is None else Unit.objects.get(pk=bed).public_id
        some_open = any(self.model.capacity(group, day) > 0 for day in days(first, end))
        try:
            add_void(
                group_id=self.groups[group],
                unit_id=unit,
                start=first,
                end=end,
                reason=VoidReason.REPAIRS,
                **self.said(),
            )
        except MoreThanOpen:
            assert not some_open
            return
        assert some_open
        self.model.closed.append(Closed(group, bed, first, end, 1))

    @rule(which=which, length=lengths)
    def overstay(self, which: int, length: int) -> None:
        model = self.model
        on = {row.stay for row in model.overstays.values() if row.end > model.today}
        over = {id(person) for stay, person in model.people.items() if stay not in on}
        stay = self.some(which, lambda person: person.end <= model.today and id(person) in over)
        if stay is None:
            return
        before, end = model.counts(), model.today + timedelta(length)
        told = record_overstay(stay_id=stay, expected_end=end, reason_code="NO_FLAT", **self.said())
        row = Overstay.objects.get(public_id=told["overstay"])
        assert row.unit_id == model.where[stay]
        model.overstays[row.public_id] = Staying(stay, row.unit_id, row.start, end)
        before.update((model.beds[row.unit_id].group, day) for day in days(model.today, end))
        self.look()
        self.check_days(before, None, None)

    @rule(which=which)
    def end_overstay(self, which: int) -> None:
        ids = list(self.model.overstays)
        if not ids:
            return
        chosen = ids[which % len(ids)]
        end_overstay(overstay_id=chosen, **self.said())
        row = self.model.overstays[chosen]
        row.end = min(row.end, max(self.model.today, row.start))
        if row.end == row.start:
            del self.model.overstays[chosen]

    @rule()
    def expire(self) -> None:
        expire_holds(noon(self.model.today))
        self.model.expire()

    @rule(number=st.integers(1, 6))
    def days_pass(self, number: int) -> None:
        self.model.today += timedelta(number)
        for stay, person in self.model.people.items():
            if person.start < self.model.today:
                person.bed = self.model.where[stay]

    # What holds after every step

    @invariant()
    def nobody_is_lost(self) -> None:
        self.look()
        stays = Stay.objects.filter(service_at_location=self.service, released_at__isnull=True)
        found = {stay.public_id: stay for stay in stays}
        assert set(found) == set(self.model.people)
        for stay, person in self.model.people.items():
            kept = found[stay]
            assert (kept.start, kept.end, kept.firmness) == (person.start, person.end, person.firmness)
            assert kept.limit_end is None or kept.limit_end >= kept.end

    @invariant()
    def everybody_has_one_place_for_all_their_days(self) -> None:
        rows = (
            self.live()
            .filter(kind=OccupationKind.STAY)
            .values_list("stay__public_id", "start", "blocked_until")
        )
        found = [(stay, start, until) for stay, start, until in rows if stay is not None]
        assert sorted(found) == sorted(
            (stay, person.start, self.model.blocked_until(person.end))
            for stay, person in self.model.people.items()
        )

    @invariant()
    def no_place_is_held_twice(self) -> None:
        rows = list(self.live().order_by("unit", "start").values_list("unit", "start", "blocked_until"))
        for (unit, _, until), (other, start, _) in pairwise(rows):
            assert unit != other or until <= start

    @invariant()
    def places_suit_and_who_is_there_keeps_theirs(self) -> None:
        for stay, person in self.model.people.items():
            bed = self.model.beds[self.model.where[stay]]
            assert bed.suits(person.needs, person.languages)
            assert person.bed in (None, self.model.where[stay])
            assert person.group in (None, bed.group)
            assert bed.closes is None or bed.closes >= min(person.end, self.model.today)

    # How it is looked up

    def give_days(self, stay: UUID, start: date, end: date, work: Callable[[], object]) -> bool:
        """Do the work that gives a stay other days; whether it was refused, and then nothing has changed."""
        before, where = self.model.counts(), dict(self.model.where)
        try:
            with transaction.atomic():
                work()
        except NoPlace:
            event("not moved")
            self.look()
            assert self.model.where == where
            return True
        event("moved")
        person = self.model.people[stay]
        old = (where[stay], person.start, person.end)
        person.start, person.end = start, end
        self.look()
        self.check_days(before, stay, old)
        return False

    def check_days(self, before: Counts, stay: UUID | None, old: tuple[int, date, date] | None) -> None:
        """No day gets more than it may have, or had already; a day that is new to the stay, not even that."""
        model, after = self.model, self.model.counts()
        for (group, day), count in after.items():
            assert count <= max(model.capacity(group, day), before.get((group, day), 0))
        if stay is None:
            return
        person, group = model.people[stay], model.beds[model.where[stay]].group
        held = set(days(*old[1:])) if old and model.beds[old[0]].group == group else set()
        for day in days(max(person.start, model.today), person.end):
            assert day in held or after[group, day] <= model.capacity(group, day)

    def look(self) -> None:
        """Where everybody is, and which beds there are."""
        units = Unit.objects.filter(group__service_at_location=self.service)
        self.model.beds = {
            unit.pk: Bed(
                unit.group_id,
                unit.opens,
                unit.closes,
                frozenset(unit.characteristics),
                frozenset(unit.group.languages or self.service.languages),
            )
            for unit in units.select_related("group")
        }
        rows = self.live().filter(stay__isnull=False).values_list("stay__public_id", "unit")
        self.model.where = {stay: unit for stay, unit in rows if stay is not None}

    def live(self) -> Any:
        return Occupation.objects.filter(
            unit__group__service_at_location=self.service, released_at__isnull=True
        )

    def some(self, which: int, chosen: Chosen) -> UUID | None:
        """One of those who are chosen, in the order in which they came."""
        stays = [stay for stay, person in self.model.people.items() if chosen(person)]
        return stays[which % len(stays)] if stays else None

    def some_group(self, which: int) -> int:
        return list(self.groups)[which % len(self.groups)]

    def said(self) -> dict[str, Any]:
        today = self.model.today
        return {"actor": self.actor, "key": uuid4(), "today": today, "now": noon(today)}


unsure_ones = (Firmness.PROVISIONAL, Firmness.OFFERED)


def test_every_step_agrees_with_the_model() -> None:
    """Few runs of many steps; the "thorough" profile makes ten times as many."""
    profile = settings.default
    assert profile is not None
    few = max(profile.max_examples // 5, 5)
    run_state_machine_as_test(Houses, settings=settings(max_examples=few, stateful_step_count=30))
