"""What nobody could do better than: a bound on the placements of any way, with all that will happen known.

Everybody may begin on any day of their patience, houses that say no are left out, and a place is free again on
the day on which it really is. The linear program over all years (its numbers need not be whole, each pool of
places counts by days) is solved for beginnings a week apart, then again with those days between on which its prices
say that somebody would begin more cheaply, until there are none. Its prices of a day in a pool give a bound for
beginnings on every day: whatever the prices, nobody can place more people than the places are worth, plus what
each person is worth above the cheapest stay open to them (Lagrangian relaxation). So it is a true bound, no
matter how well the program was solved. Counting by days may let a house hold more than it can, never less.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from .people import Cast, Person
from .setting import SETS_APART, Needs, Scenario

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Prices = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
WEEK = 7
ROUNDS = 8
"""The program is solved at most so often; the lowest bound counts. Five were enough so far."""
SAME = 1e-6
"""Prices that differ by less are equal."""
CLOSE = 0.5
"""Once the bound is that near to what the program itself places, the next whole number below cannot change much."""


@dataclass(frozen=True, slots=True)
class _Chances:
    """One row for each person and site: who (0, 1, …), pool, pool of those with equal needs (0: none), first day,
    days of use. ``places[pool, day]``: what residents leave; pool 0 is nothing.
    """

    people: int
    who: Numbers
    pool: Numbers
    alike: Numbers
    ready: Numbers
    stays: Numbers
    places: Prices


def optimum(scenario: Scenario, cast: Cast, *, patience: int | None = None) -> int:
    """A number of people who come that nobody can surpass. ``patience`` in days where it is not the scenario's."""
    waits = scenario.habits.patience if patience is None else patience
    chances = _chances(scenario, cast)
    known, best = _weekly(chances, waits), np.inf
    for _ in range(ROUNDS):
        prices, placed = _prices(chances, known)
        costs = _costs(chances, waits, prices)
        best = min(best, _bound(chances, prices, costs))
        missed = _missed(known, costs)
        if best - placed < CLOSE or not len(missed.row):
            break
        known = known.and_those(missed.row, missed.after)
    return int(np.floor(best + 1e-6))


def _chances(scenario: Scenario, cast: Cast) -> _Chances:
    pools = _Pools(scenario, cast)
    coming = [person for person in cast.people if person.comes]
    rows = [
        (who, *pools.of(site, person.needs), person.ready, person.stays)
        for who, person in enumerate(coming)
        for site in _willing(person)
    ]
    who, pool, alike, ready, stays = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return _Chances(len(coming), who, pool, alike, ready, stays, pools.places())


def _willing(person: Person) -> Iterator[int]:
    return (site for site in person.sites if site not in person.refused_by)


class _Pools:
    """Places of a site that are counted together: those set apart alike, and among them those with more."""

    def __init__(self, scenario: Scenario, cast: Cast) -> None:
        self.scenario, self.cast = scenario, cast
        self._numbers: dict[tuple[int, Needs], int] = {}

    def of(self, site: int, needs: Needs) -> tuple[int, int]:
        """The pool that such a person takes from, and the smaller one where they need more."""
        pool = self._number(site, needs & SETS_APART)
        return pool, self._number(site, needs) if needs - SETS_APART else 0

    def places(self) -> Prices:
        days = self.scenario.days + self.scenario.habits.booked
        found = np.zeros((len(self._numbers) + 1, days))
        for (site, needs), number in self._numbers.items():
            found[number] = self._left(site, needs, days)
        return found

    def _number(self, site: int, needs: Needs) -> int:
        return self._numbers.setdefault((site, needs), len(self._numbers) + 1)

    def _left(self, site: int, needs: Needs, days: int) -> Prices:
        places = self.scenario.setting.sites[site].places
        own = {
            index
            for index, has in enumerate(places)
            if has & SETS_APART == needs & SETS_APART and needs <= has
        }
        left = np.full(days, float(len(own)))
        for resident in self.cast.residents:
            if resident.site == site and resident.place in own:
                left[: resident.end] -= 1
        return left


@dataclass(frozen=True, slots=True)
class _Beginnings:
    """Which beginnings the program knows: row of the chances, days after the first day."""

    row: Numbers
    after: Numbers

    def and_those(self, row: Numbers, after: Numbers) -> "_Beginnings":
        pairs = np.unique(np.stack([np.append(self.row, row), np.append(self.after, after)]), axis=1)
        return _Beginnings(pairs[0], pairs[1])


def _weekly(chances: _Chances, waits: int) -> _Beginnings:
    after = np.arange(0, waits + 1, WEEK)
    rows = len(chances.who)
    return _Beginnings(np.repeat(np.arange(rows), len(after)), np.tile(after, rows))


def _costs(chances: _Chances, waits: int, prices: Prices) -> Prices:
    """What the places cost that somebody would use, by row of the chances and days waited."""
    days = prices.shape[1] + 1
    summed = np.zeros((len(prices), days))
    np.cumsum(prices, axis=1, out=summed[:, 1:])
    flat = summed.ravel()
    start = chances.ready[:, None] + np.arange(waits + 1)
    end = start + chances.stays[:, None]
    cost = np.zeros(start.shape)
    for pools in (chances.pool, chances.alike):
        row = pools[:, None] * days
        cost += flat[row + end] - flat[row + start]
    return cost


def _bound(chances: _Chances, prices: Prices, costs: Prices) -> float:
    """What the places are worth, plus for each person what they are worth above their cheapest stay."""
    worth = np.zeros(chances.people)
    np.maximum.at(worth, chances.who, 1 - costs.min(axis=1))
    return float((prices * chances.places).sum() + worth.sum())


def _missed(known: _Beginnings, costs: Prices) -> _Beginnings:
    """Beginnings that are cheaper than every one that the program knows of the same row: the cheapest of each week."""
    cheapest = np.full(len(costs), np.inf)
    np.minimum.at(cheapest, known.row, costs[known.row, known.after])
    weeks = [np.arange(first, min(first + WEEK, costs.shape[1])) for first in range(0, costs.shape[1], WEEK)]
    after = np.stack([week[costs[:, week].argmin(axis=1)] for week in weeks], axis=1)
    rows = np.repeat(np.arange(len(costs)), len(weeks))
    better = costs[rows, after.ravel()] < np.minimum(cheapest, 1)[rows] - SAME
    return _Beginnings(rows[better], after.ravel()[better])


def _prices(chances: _Chances, known: _Beginnings) -> tuple[Prices, float]:
    """Prices of a day in each pool, and what the linear program places with the beginnings it knows."""
    who, pool, alike, ready, stays = (
        each[known.row] for each in (chances.who, chances.pool, chances.alike, chances.ready, chances.stays)
    )
    start = ready + known.after
    first, last = int(start.min()), int(start.max()) + 1
    program = _Program(chances.people, len(start), len(chances.places), last - first)
    columns = np.arange(len(start))
    program.put(who, columns, 1.0)
    for pools in (pool, alike):
        inside = pools > 0
        program.put(program.row(pools, start - first)[inside], columns[inside], 1.0)
        ending = inside & (start + stays < last)
        program.put(program.row(pools, start + stays - first)[ending], columns[ending], -1.0)
    program.balance()
    prices = np.zeros_like(chances.places)
    prices[:, first:last], placed = program.solve(chances.places[:, first:last])
    prices[0] = 0
    return prices, placed


class _Program:
    """Columns: beginnings, then how many are there in each pool on each day. Rows: people, then those balances."""

    def __init__(self, people: int, beginnings: int, pools: int, days: int) -> None:
        self.people, self.beginnings, self.pools, self.days = people, beginnings, pools, days
        self._entries: list[tuple[Numbers, Numbers, Prices]] = []

    def row(self, pool: Numbers, day: Numbers) -> Numbers:
        return self.people + pool * self.days + day

    def put(self, rows: Numbers, columns: Numbers, value: float) -> None:
        self._entries.append((rows, columns, np.full(len(rows), value)))

    def balance(self) -> None:
        """Who is there: those of the day before and who begins, without who ends."""
        each = np.arange(self.pools * self.days)
        self.put(self.people + each, self.beginnings + each, -1.0)
        later = each[each % self.days > 0]
        self.put(self.people + later, self.beginnings + later - 1, 1.0)

    def solve(self, places: Prices) -> tuple[Prices, float]:
        """The price of one place more, for each pool and day; how many people are placed."""
        size = self.pools * self.days
        rows, columns, values = (np.concatenate(part) for part in zip(*self._entries, strict=True))
        matrix: Any = csr_array((values, (rows, columns)), shape=(self.people + size, self.beginnings + size))
        most = np.concatenate([np.ones(self.beginnings), places.ravel()])
        found = linprog(
            np.concatenate([-np.ones(self.beginnings), np.zeros(size)]),
            A_ub=matrix[: self.people],
            b_ub=np.ones(self.people),
            A_eq=matrix[self.people :],
            b_eq=np.zeros(size),
            bounds=list(zip(np.zeros_like(most), most, strict=True)),
            method="highs-ipm",
        )
        prices = -np.asarray(found.upper.marginals, dtype=np.float64)[self.beginnings :]
        return np.maximum(prices, 0).reshape(self.pools, self.days), -float(found.fun or 0)
