"""The people of a game, drawn from a seed: the same seed, the same people, whatever way they get their places."""

from dataclasses import dataclass

import numpy as np

from .setting import NOTHING, Needs, Scenario, Setting, suits


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One request. ``sites``: houses that come into question, by index; ``refused_by``: those that will say no.

    ``stays``: days that the place is used, 0 for somebody who never comes.
    """

    number: int
    county: int
    needs: Needs
    asked: int
    ready: int
    stays: int
    sites: tuple[int, ...]
    refused_by: frozenset[int]

    @property
    def comes(self) -> bool:
        return self.stays > 0


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who is on a place when the game begins."""

    site: int
    place: int
    end: int


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in a game."""

    people: tuple[Person, ...]
    residents: tuple[Resident, ...]


def draw(scenario: Scenario, seed: int) -> Cast:
    """Draw the people and those who are there at the beginning. Each has a stream of chance of their own."""
    people = tuple(_person(scenario, seed, number) for number in range(scenario.people))
    return Cast(people, tuple(_residents(scenario, seed)))


def _person(scenario: Scenario, seed: int, number: int) -> Person:
    """One's own stream: another house, or one person more, changes nothing about the others."""
    chance, habits, setting = np.random.default_rng((seed, 1, number)), scenario.habits, scenario.setting
    weights = np.array([county.weight for county in setting.counties])
    ready = int(chance.integers(scenario.opening, scenario.closing))
    county = int(chance.choice(len(weights), p=weights / weights.sum()))
    needs, reach = _needs(scenario, chance.random()), _reach(scenario, chance.random())
    asked = ready - int(chance.integers(habits.lead[0], habits.lead[1] + 1))
    stays = _stays(scenario, chance.random(3))
    sites = tuple(_sites(setting, county, needs, reach))
    return Person(
        number=number,
        county=county,
        needs=needs,
        asked=asked,
        ready=ready,
        stays=stays,
        sites=sites,
        refused_by=frozenset(site for site in sites if _refuses(scenario, seed, number, site)),
    )


def _needs(scenario: Scenario, drawn: float) -> Needs:
    for need, share in scenario.habits.needs:
        if drawn < share:
            return frozenset({need})
        drawn -= share
    return NOTHING


def _reach(scenario: Scenario, drawn: float) -> int:
    """How many counties besides one's own come into question."""
    own, around, _ = scenario.habits.near
    if drawn < own:
        return 0
    return scenario.habits.neighbours if drawn < own + around else len(scenario.setting.counties)


def _stays(scenario: Scenario, drawn: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
    habits = scenario.habits
    if drawn[0] < habits.no_shows:
        return 0
    if drawn[1] < habits.leave_early:
        return 30 + int(drawn[2] * (habits.booked - 30))
    return habits.booked


def _sites(setting: Setting, county: int, needs: Needs, reach: int) -> list[int]:
    """Sites within reach that serve the county and have such a place at all."""
    codes = _within_reach(setting, county, reach)
    own = setting.counties[county].code
    return [
        index
        for index, site in enumerate(setting.sites)
        if (own in site.serves or (not site.serves and site.county in codes))
        and any(suits(has, needs) for has in site.places)
    ]


def _within_reach(setting: Setting, county: int, reach: int) -> set[str]:
    """One's own county and so many of the nearest that have a house."""
    km: dict[str, float] = {}
    for index, site in enumerate(setting.sites):
        km[site.county] = min(setting.km[county][index], km.get(site.county, np.inf))
    own = setting.counties[county].code
    others = sorted((distance, code) for code, distance in km.items() if code != own)
    return {own, *(code for _, code in others[:reach])}


def _refuses(scenario: Scenario, seed: int, number: int, site: int) -> bool:
    """By the name of the house, so that a house more does not change what the others say."""
    name = int.from_bytes(scenario.setting.sites[site].id.encode()[-12:], "big")
    return bool(np.random.default_rng((seed, 2, number, name)).random() < scenario.habits.declines)


def _residents(scenario: Scenario, seed: int) -> list[Resident]:
    """Every place is taken at the beginning, for any part of a stay."""
    found = []
    for index, site in enumerate(scenario.setting.sites):
        name = int.from_bytes(site.id.encode()[-12:], "big")
        ends = np.random.default_rng((seed, 3, name)).integers(1, scenario.habits.booked, len(site.places))
        found += [Resident(index, place, scenario.opening + int(end)) for place, end in enumerate(ends)]
    return found
