"""The command that tries to break the promise: it runs, finds nothing wrong, and would find what is."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from home.record.models import Event, Receipt
from home.users.models import User
from providers.models import (
    Firmness,
    Occupation,
    OccupationKind,
    Provider,
    ServiceAtLocation,
    Stay,
    Unit,
)
from providers.operations import keep_place, release_stay
from providers.stress.checking import Findings, check
from providers.stress.deeds import WEIGHTS
from providers.stress.journal import Told
from providers.stress.world import World, build, remove
from services.models import Programme, ServiceType
from tests.factories.providers import TODAY, noon, open_house
from tests.providers.places import day, keep

MADE = (Event, Occupation, Programme, Provider, Receipt, ServiceType, Stay, User)
SOUND = (0, 0, 0, 0, 0)


def stress(**options: Any) -> str:
    out = StringIO()
    call_command("stress_capacity", stdout=out, **options)
    return out.getvalue()


def numbers(printed: str) -> dict[str, int]:
    """The lines that end with a number."""
    lines = (re.fullmatch(r"\s*(\w.*?):? +(\d+)", line) for line in printed.splitlines())
    return {line[1]: int(line[2]) for line in lines if line}


@pytest.mark.django_db(transaction=True)
def test_processes_that_are_killed_break_no_promise_and_leave_nothing_behind() -> None:
    before = [model._default_manager.count() for model in MADE]
    printed = stress(operations=400, processes=3, seed=7, houses=4, kill=True, kill_every=0.3)
    told = numbers(printed)
    assert told["Done"] + told["Refused"] == 400
    assert told["keep"] > 20
    names = ("Errors", "units held twice", "stays lost", "moved after arrival", "days overbooked", "unsuited")
    assert [told[name] for name in names] == [0] * 6
    killed = re.search(r"(\d+) of them killed", printed)
    assert killed
    assert int(killed[1]) > 0
    assert [model._default_manager.count() for model in MADE] == before


@pytest.mark.django_db(transaction=True)
def test_what_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("providers.stress.deeds.set_firmness", lambda **said: 1 / 0)
    monkeypatch.setattr(
        "providers.stress.deeds.WEIGHTS", {**dict.fromkeys(WEIGHTS, 0), "keep": 1, "arrive": 9}
    )
    out = StringIO()
    with pytest.raises(CommandError, match="broken"):
        call_command("stress_capacity", stdout=out, operations=60, processes=2, houses=1)
    assert "arrive: ZeroDivisionError" in out.getvalue()


@pytest.mark.django_db
def test_real_stays_are_left_in_peace() -> None:
    keep(open_house(), 0, 5)
    with pytest.raises(CommandError, match="1 real stays"):
        stress()


@pytest.mark.django_db
@pytest.mark.parametrize("option", ["operations", "processes", "houses"])
def test_none_is_not_enough(option: str) -> None:
    with pytest.raises(CommandError, match="At least one"):
        stress(**{option: 0})


@pytest.fixture
def world(db: None) -> World:
    return build(houses=1, today=TODAY, now=noon(TODAY))


def kept(world: World, start: int = 5, end: int = 10) -> Stay:
    with transaction.atomic():
        made = keep_place(
            service_at_location_id=world.houses[0].id,
            programme_id=world.programme,
            start=day(start),
            end=day(end),
            requirement_codes=(),
            firmness=Firmness.ACCEPTED,
            holder=uuid4(),
            today=TODAY,
        )
    return Stay.objects.get(pk=made.stay_pk)


def found(world: World, *stays: Stay, **told: Any) -> tuple[int, ...]:
    findings: Findings = check(world, Told(kept={stay.public_id for stay in stays}, **told))
    return findings.held_twice, findings.lost, findings.moved, findings.overbooked, findings.unsuited


def test_what_was_kept_is_found_and_what_was_given_back_is_not_missed(world: World) -> None:
    stays = [kept(world) for _ in range(3)]
    release_stay(stay_id=stays[0].public_id, today=TODAY)
    assert found(world, *stays, given_back={stays[0].public_id}) == SOUND
    assert found(world, *stays) == (0, 1, 0, 0, 0), "nobody gave it back"
    remove(world)
    assert not ServiceAtLocation.objects.exists()


def test_a_stay_without_a_place_is_lost(world: World) -> None:
    one, other, third = kept(world), kept(world), kept(world)
    Occupation.objects.filter(stay=one).delete()
    Occupation.objects.filter(stay=other).update(blocked_until=day(9))
    assert found(world, one, other, third) == (0, 2, 0, 0, 0)
    Occupation.objects.filter(stay=third).delete()
    third.delete()
    lost: set[UUID] = {uuid4()}
    assert check(world, Told(kept=lost)).lost == 3


def test_who_arrived_is_found_on_another_place(world: World) -> None:
    stay = kept(world)
    bed = Occupation.objects.get(stay=stay).unit_id
    assert found(world, stay, beds={stay.public_id: bed}) == SOUND
    assert found(world, stay, beds={stay.public_id: bed + 1}) == (0, 0, 1, 0, 0)


def test_more_people_than_may_be_there_are_found(world: World) -> None:
    stays = [kept(world) for _ in range(5)]
    assert found(world, *stays) == SOUND
    (bed,) = Unit.objects.exclude(occupations__stay__in=stays)[:1]
    one_more = Stay.objects.create(
        service_at_location_id=world.houses[0].pk,
        programme=Programme.objects.get(public_id=world.programme),
        start=day(7),
        end=day(9),
        firmness=Firmness.ACCEPTED,
        holder=uuid4(),
    )
    Occupation.objects.create(
        unit=bed, stay=one_more, kind=OccupationKind.STAY, start=day(7), blocked_until=day(7) + timedelta(2)
    )
    assert found(world, *stays) == (0, 0, 0, 2, 0)


def test_who_was_promised_a_language_and_does_not_hear_it_is_found(world: World) -> None:
    """All were booked without a need: what they are found to need afterwards their places lack, or have."""
    stays = [kept(world) for _ in range(5)]
    assert found(world, *stays) == SOUND
    Stay.objects.filter(pk__in=[stay.pk for stay in stays]).update(languages=["et", "fi"])
    assert found(world, *stays) == SOUND
    Stay.objects.filter(pk=stays[0].pk).update(languages=["fi"])
    Stay.objects.filter(pk=stays[1].pk).update(requirement_codes=["PET"])
    assert found(world, *stays) == (0, 0, 0, 0, 2)
