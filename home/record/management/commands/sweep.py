"""Run the sweeper once, or again and again until told to stop; all duties, or those of one pace alone."""

import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from home.record import sweeper
from home.record.sweeper import Pace


class Command(BaseCommand):
    help = "Does all work that is due: unsent outbox rows and what dates bring with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="go on, with this pause, until SIGTERM"
        )
        parser.add_argument(
            "--only",
            choices=[pace.value for pace in Pace],
            help="quick: mails and deadlines; long: planning; all of it where nothing is said",
        )

    def handle(self, *, every: float | None = None, only: str | None = None, **options: Any) -> None:
        self.pace = Pace(only) if only else None
        if every is None:
            self._once()
            return
        with _stop_on_signal() as stop:
            while not stop.is_set():
                self._round()
                stop.wait(every)

    def _once(self) -> None:
        missing = set(sweeper.duties(self.pace)) - set(self._round())
        if missing:
            raise CommandError(f"not done: {', '.join(sorted(missing))}")

    def _round(self) -> dict[str, int]:
        # A connection that the server has dropped meanwhile must not fail every round to come.
        close_old_connections()
        done = sweeper.sweep(now=timezone.now(), pace=self.pace)
        close_old_connections()
        if any(done.values()):
            self.stdout.write(", ".join(f"{name} {count}" for name, count in done.items() if count))
        return done


@contextmanager
def _stop_on_signal() -> Iterator[Event]:
    """Give an event that SIGTERM or SIGINT sets, so that a round is always finished."""
    stop = Event()

    def note(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
