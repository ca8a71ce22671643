"""Try to break the promise that no place is held twice."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from providers.stress.running import run
from providers.stress.workers import Plan
from providers.stress.world import HOUSES, real_stays


class Command(BaseCommand):
    help = (
        "Lets many processes book, move, extend, shorten, close, lower and give back places of invented houses at "
        "once, then checks every day of every place. The houses are made for it and taken away at the end."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--operations", type=int, default=10_000)
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--houses", type=int, default=HOUSES)
        parser.add_argument("--seconds", type=float, help="stop after so long with what was done by then")
        parser.add_argument("--kill", action="store_true", help="now and then kill a process outright")
        parser.add_argument("--kill-every", type=float, default=3.0, metavar="SECONDS")
        parser.add_argument("--keep", action="store_true", help="leave the houses and stays there")
        parser.add_argument("--yes", action="store_true", help="also in a database with real stays")

    def handle(self, *args: Any, **options: Any) -> None:
        real = real_stays()
        if real and not options["yes"]:
            raise CommandError(
                f"There are {real} real stays in this database. Say --yes to run here all the same."
            )
        if min(options["operations"], options["processes"], options["houses"]) < 1:
            raise CommandError("At least one operation, one process and one house.")
        now = timezone.now()
        plan = Plan(
            operations=options["operations"],
            processes=options["processes"],
            seed=options["seed"],
            seconds=options["seconds"],
            kill_every=options["kill_every"] if options["kill"] else None,
        )
        outcome = run(
            plan, houses=options["houses"], keep=options["keep"], today=timezone.localdate(now), now=now
        )
        for line in outcome.lines():
            self.stdout.write(line)
        if not outcome.is_sound:
            raise CommandError("A promise was broken.")
