"""Whatever happens in a game: no place is held twice, no house is too full, and a seed says all."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.capacity.assignment import assign
from providers.capacity.house import Wish
from referrals.simulation import optimum as bound
from referrals.simulation.comparing import ON_THE_DAY, ROUTING, SIMPLE, WAYS, compare, played_once
from referrals.simulation.keeping import Houses, day_of
from referrals.simulation.optimum import optimum
from referrals.simulation.people import Person, draw
from referrals.simulation.playing import Played, play
from referrals.simulation.setting import (
    HOUSING,
    NOTHING,
    County,
    Habits,
    Scenario,
    Setting,
    Site,
    people_for,
)

STEP_FREE, WOMEN = frozenset({"STEP_FREE"}), frozenset({"WOMEN_ONLY"})
KM = ((0.0, 60.0, 150.0), (60.0, 0.0, 90.0), (150.0, 90.0, 0.0))
SHORT = replace(HOUSING, booked=60, lead=(5, 50), patience=14, decided=12, near=(0.4, 0.3, 0.3), neighbours=1)


def small(places: tuple[int, ...] = (4, 3, 3), *, demand: float = 1.05, habits: Habits = SHORT) -> Scenario:
    """Three counties with a house each, the first bed step-free, the last one of the first house for women."""
    counties = tuple(County(f"C{number}", weight) for number, weight in enumerate((3, 2, 1)))
    sites = tuple(
        Site(
            f"house {number}",
            f"C{number}",
            (STEP_FREE, *[NOTHING] * (size - 2), WOMEN if number == 0 else NOTHING),
        )
        for number, size in enumerate(places)
    )
    setting = Setting("EE", counties, sites, KM)
    return Scenario(setting=setting, habits=habits, years=1, people=people_for(setting, habits, 1, demand))


def watched(scenario: Scenario, seed: int, way: str) -> tuple[Played, Houses]:
    """A game that looks at all houses each evening."""
    cast = draw(scenario, seed)
    houses = Houses(scenario, cast.residents)
    inner = WAYS[way](scenario, houses, seed)

    class Watched:
        def asked(self, person: Person, today: int) -> None:
            inner.asked(person, today)

        def evening(self, today: int) -> None:
            inner.evening(today)
            for site in range(len(scenario.setting.sites)):
                look_at(houses, site, today)

        def notes(self) -> dict[str, float]:
            return inner.notes()

    return play(scenario, cast, houses, Watched()), houses


def look_at(houses: Houses, site: int, today: int) -> None:
    """No place held twice, everybody on one that suits, the counts as the stays are."""
    house = houses.house(site, today)
    for place in house.places:
        stays = sorted(house.stays_on[place.id], key=lambda stay: stay.start)
        assert all(one.blocked_until <= other.start for one, other in pairwise(stays))
        assert all(place.suits(stay.needs) for stay in stays)
    declared = len(houses.sites[site].places)
    for day in range(today, today + 90, 7):
        there = sum(stay.start <= day_of(day) < stay.end for stay in house.stays)
        assert declared - there == houses.free_on(site, day) >= 0


@pytest.mark.parametrize("way", WAYS)
def test_no_place_is_held_twice_and_no_house_is_too_full(way: str) -> None:
    played, _ = watched(small(), 3, way)
    assert played.kept


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_placed_out_of_reach_or_out_of_time(way: str) -> None:
    scenario = small()
    played, _ = watched(scenario, 4, way)
    for number, kept in played.kept.items():
        person = played.people[number]
        assert kept.site in person.sites
        assert kept.site not in person.refused_by
        assert person.ready <= kept.start <= person.ready + scenario.habits.patience
        assert kept.end - kept.start == (person.stays if person.comes else scenario.habits.missed)


@pytest.mark.parametrize("way", [ROUTING, ON_THE_DAY, "RANDOM"])
def test_the_same_seed_plays_the_same_game(way: str) -> None:
    scenario = small()
    first, second, other = (
        replace_seconds(played_once(scenario, draw(scenario, seed), seed, way).to_json())
        for seed in (5, 5, 6)
    )
    assert first == second
    assert first != other


def replace_seconds(told: dict[str, object]) -> dict[str, object]:
    return {**told, "seconds": 0}


def test_another_house_changes_nothing_about_the_people() -> None:
    few, many = small(), small((4, 3, 13))
    many = replace(many, people=few.people)
    for one, other in zip(draw(few, 1).people, draw(many, 1).people, strict=True):
        assert (one.asked, one.ready, one.stays, one.needs) == (
            other.asked,
            other.ready,
            other.stays,
            other.needs,
        )
        assert one.refused_by == other.refused_by


@given(
    days=st.lists(st.tuples(st.integers(0, 120), st.integers(1, 60)), max_size=14),
    needs=st.lists(st.sampled_from([NOTHING, STEP_FREE, WOMEN]), min_size=14, max_size=14),
)
@settings(max_examples=60, deadline=None)
def test_houses_give_exactly_what_the_core_gives(
    days: list[tuple[int, int]], needs: list[frozenset[str]]
) -> None:
    """The counts by day spare a question only where the core would say no."""
    scenario = small((4,) * 3)
    houses = Houses(scenario, ())
    for number, (start, length) in enumerate(days):
        person = someone(number, needs[number], start)
        house = houses.house(0, 0)
        end = start + length
        wish = Wish(day_of(start), day_of(end), day_of(end), person.needs)
        assert houses.keep(person, 0, start, end, 0) == (assign(house, wish).assignment is not None)
        look_at(houses, 0, 0)


def someone(number: int, needs: frozenset[str], ready: int) -> Person:
    return Person(
        number=number,
        county=0,
        needs=needs,
        asked=0,
        ready=ready,
        stays=10,
        sites=(0,),
        refused_by=frozenset(),
    )


def test_what_was_remembered_can_be_restored() -> None:
    scenario = small()
    houses = Houses(scenario, draw(scenario, 1).residents)
    person = someone(0, NOTHING, 130)
    assert houses.keep(person, 0, 130, 190, 100)
    before, free = houses.remember([0, 1], 100), houses.free.copy()
    houses.give_back(0, 100)
    assert houses.keep(person, 1, 130, 190, 100)
    houses.restore(before)
    assert houses.remember([0, 1], 100) == before
    assert houses.kept[0].site == 0
    assert np.array_equal(houses.free[:, 100:], free[:, 100:])


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_beats_the_bound(seed: int) -> None:
    scenario = small()
    cast = draw(scenario, seed)
    bound = optimum(scenario, cast)
    assert optimum(scenario, cast, patience=0) <= bound <= sum(person.comes for person in cast.people)
    for way in WAYS:
        assert played_once(scenario, cast, seed, way).all.placed <= bound


def test_solving_again_with_more_days_brings_the_bound_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over some games it is nearer; in none is it further away."""
    casts = [(small(), draw(small(), seed)) for seed in range(1, 7)]
    often = [optimum(scenario, cast) for scenario, cast in casts]
    monkeypatch.setattr(bound, "ROUNDS", 1)
    once = [optimum(scenario, cast) for scenario, cast in casts]
    assert all(better <= worse for better, worse in zip(often, once, strict=True))
    assert sum(often) < sum(once)


def test_the_bound_is_what_an_empty_house_can_take() -> None:
    """One bed, two people who want the same days: one; with patience enough, both."""
    scenario = small((2, 2, 2))
    people = tuple(replace(someone(number, WOMEN, 60), stays=10) for number in range(2))
    cast = replace(draw(scenario, 1), people=people, residents=())
    assert optimum(scenario, cast, patience=0) == 1
    assert optimum(scenario, cast, patience=14) == 2


def test_the_routing_beats_every_simple_way() -> None:
    """Over three seeds of a small country; promising later days ahead is worth something."""
    found = compare(small((9, 6, 5)), seeds=[1, 2, 3], bounds=False)
    placed = {name: measures.all.placed for name, measures in found.ways.items()}
    assert placed[ROUTING] > max(placed[name] for name in SIMPLE)
    assert placed[ROUTING] > placed[ON_THE_DAY]
