"""Show what waits in the outbox; try again what was given up."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.record.backlog import backlog, revive


class Command(BaseCommand):
    help = "Counts the outbox by kind and state; the sweeper does the work itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--revive", action="store_true", help="try again what was given up")

    def handle(self, *, revive: bool = False, **options: Any) -> None:
        if revive:
            self._revive()
        for kind in backlog():
            self.stdout.write(
                f"{kind.kind}: waiting {kind.waiting}, given up {kind.given_up}, sent {kind.sent}"
            )

    def _revive(self) -> None:
        self.stdout.write(f"tried again from now on: {revive(now=timezone.now())}")
