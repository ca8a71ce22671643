"""Plays years of releases with one way of giving places after the other, and prints how each did."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from home.geography.queries import RegionTree, region_tree
from referrals.places_today import TooFew, invented_setting, setting_today, with_places
from referrals.simulation.comparing import ROUTING, SIMPLE, WAYS, Compared, added, compare
from referrals.simulation.setting import HABITS, Scenario, Setting, people_for

COUNTRIES = ("EE", "LT")
GOAL = 0.97


class Command(BaseCommand):
    help = (
        "Plays years of releases over the counties, seeded: the routing beside simple ways of giving places and a "
        "bound that nobody can surpass. Invented capacity, unless --from-database; writes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--country", choices=(*COUNTRIES, "both"), default="both")
        parser.add_argument("--service", choices=(*HABITS, "both"), default="housing")
        parser.add_argument("--years", type=int, default=5)
        parser.add_argument("--seeds", type=int, default=5, help="how many, from 1")
        parser.add_argument("--demand", type=float, default=1.05, help="share of the places (1.05)")
        parser.add_argument(
            "--places", action="append", default=[], metavar="REGION=CHANGE", help="imagined: EE-45=+10"
        )
        parser.add_argument("--from-database", action="store_true", help="places declared for today")
        parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=list(WAYS))
        parser.add_argument("--no-bound", action="store_true", help="do not compute the optimum's bound")
        parser.add_argument("--by", choices=("county", "need"), help="print these parts of the table, too")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if min(options["years"], options["seeds"], options["processes"]) < 1 or options["demand"] <= 0:
            raise CommandError("At least one year, one seed, one process, and some demand.")
        countries = COUNTRIES if options["country"] == "both" else (options["country"],)
        services = tuple(HABITS) if options["service"] == "both" else (options["service"],)
        told = {}
        for country, service in product(countries, services):
            scenario = _scenario(country, service, options)
            found = self._compare(scenario, options)
            told[f"{country} {service}"] = _as_json(found)
            if not options["json"]:
                self._print(country, service, scenario, found, options)
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=1, sort_keys=True))

    def _compare(self, scenario: Scenario, options: dict[str, Any]) -> Compared:
        """One process for each seed, as many at a time as was said; their progress on the error stream."""
        wishes = [
            (scenario, seed, tuple(options["ways"]), not options["no_bound"])
            for seed in range(1, options["seeds"] + 1)
        ]
        if options["processes"] == 1 or len(wishes) == 1:
            return added(self._tell(map(_one_seed, wishes), len(wishes)))
        # A connection must not be shared with the processes; they need none.
        connections.close_all()
        with ProcessPoolExecutor(options["processes"]) as pool:
            return added(self._tell(pool.map(_one_seed, wishes), len(wishes)))

    def _tell(self, parts: Iterator[Compared], whole: int) -> Iterator[Compared]:
        for done, part in enumerate(parts, 1):
            self.stderr.write(f"seed {done} of {whole} done")
            yield part

    def _print(
        self, country: str, service: str, scenario: Scenario, found: Compared, options: dict[str, Any]
    ) -> None:
        first = next(iter(found.ways.values()))
        self.stdout.write(
            f"{country} {service}: {scenario.setting.places} places, {options['years']} years, seeds "
            f"1 to {options['seeds']}, demand {options['demand']:.0%}; {first.all.people} people who come"
        )
        for line in _table(found):
            self.stdout.write(line)
        if options["by"]:
            for line in _parts(found, options["by"]):
                self.stdout.write(line)
        for line in _verdict(found):
            self.stdout.write(line)


def _scenario(country: str, service: str, options: dict[str, Any]) -> Scenario:
    """The people follow today's places; imagined ones are added afterwards."""
    tree = region_tree()
    now = _setting(country, service, options["from_database"], tree)
    if not now.places:
        raise CommandError(f"No places are declared for {service} in {country}.")
    habits = HABITS[service]
    people = people_for(now, habits, options["years"], options["demand"])
    for text in options["places"]:
        if text.startswith(country):
            now = _imagined(now, text, tree)
    return Scenario(setting=now, habits=habits, years=options["years"], people=people)


def _setting(country: str, service: str, from_database: bool, tree: RegionTree) -> Setting:
    if country not in tree.parents:
        raise CommandError("There are no regions yet: run load_regions first.")
    if from_database:
        return setting_today(country=country, service=service, tree=tree, today=timezone.localdate())
    return invented_setting(country=country, service=service, tree=tree)


def _imagined(setting: Setting, text: str, tree: RegionTree) -> Setting:
    region, equals, change = text.partition("=")
    known = {county.code for county in setting.counties}
    if not equals or region not in tree.parents or known.isdisjoint(tree.path(region)):
        raise CommandError(f"{text}: a county or municipality, =, and a change, such as EE-45=+10.")
    try:
        return with_places(setting, region=region, change=int(change), tree=tree)
    except ValueError as error:
        raise CommandError(f"{text}: the change is a whole number, such as +10.") from error
    except TooFew as error:
        raise CommandError(f"{text}: there are only {error.there} places.") from error


def _one_seed(wish: tuple[Scenario, int, tuple[str, ...], bool]) -> Compared:
    scenario, seed, names, bounds = wish

    def progress(share: float) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\rseed {seed}: {share:.0%} ")

    return compare(scenario, seeds=[seed], names=names, bounds=bounds, progress=progress)


def _table(found: Compared) -> Iterator[str]:
    yield f"{'':<18} {'placed':>7} {'share':>7} {'of optimum':>11} {'wait':>6} {'km':>5} {'in use':>7} {'s':>6}"
    for name, one in found.ways.items():
        bound = found.share_of_optimum(name)
        yield (
            f"{name:<18} {one.all.placed:>7} {one.all.share or 0:>7.1%} "
            f"{'' if bound is None else format(bound, '.1%'):>11} {one.all.wait or 0:>6.1f} "
            f"{one.all.distance or 0:>5.0f} {one.use.share or 0:>7.1%} {one.seconds:>6.0f}"
        )
    if found.optimum is not None and found.on_the_day is not None:
        people = next(iter(found.ways.values())).all.people
        yield f"{'OPTIMUM':<18} {found.optimum:>7} {found.optimum / people:>7.1%}  (nobody can place more)"
        yield f"{'  on the day':<18} {found.on_the_day:>7} {found.on_the_day / people:>7.1%}  (nobody waits)"


def _parts(found: Compared, by: str) -> Iterator[str]:
    """Share placed and days of waiting of each part, a column for each way."""
    rows = {name: one.counties if by == "county" else one.needs for name, one in found.ways.items()}
    yield f"{'placed, wait':<14} " + " ".join(f"{name[:12]:>13}" for name in rows)
    for part in next(iter(rows.values())):
        cells = (rows[name][part] for name in rows)
        yield f"{part:<14} " + " ".join(f"{one.share or 0:>7.1%} {one.wait or 0:>4.1f}d" for one in cells)


def _verdict(found: Compared) -> Iterator[str]:
    """Whether the routing reaches its goal and beats every simple way."""
    if ROUTING not in found.ways:
        return
    share = found.share_of_optimum(ROUTING)
    if share is not None:
        yield f"The routing reaches {share:.1%} of the optimum's placements; the goal is {GOAL:.0%}."
    placed = found.ways[ROUTING].all.placed
    better = [name for name in SIMPLE if name in found.ways and found.ways[name].all.placed >= placed]
    yield f"Simple ways that place as many or more: {', '.join(better) or 'none'}."


def _as_json(found: Compared) -> dict[str, Any]:
    ways = {name: one.to_json() for name, one in found.ways.items()}
    return {"ways": ways, "optimum": found.optimum, "optimum_on_the_day": found.on_the_day}
