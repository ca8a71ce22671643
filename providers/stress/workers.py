"""Processes that act at once; now and then one is killed and another goes on in its place."""

import multiprocessing
import random
import time
from dataclasses import dataclass
from multiprocessing.context import ForkContext, ForkProcess
from pathlib import Path

from django.db import connections

from providers.stress.deeds import Person
from providers.stress.journal import Journal, operations_in
from providers.stress.world import YEARS, World

# The last stays of a run still end within the programme.
DAYS = 365 * YEARS - 150
GRACE = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """So many operations by so many processes, for at most so many seconds; one killed every `kill_every`."""

    operations: int
    processes: int
    seed: int
    seconds: float | None = None
    kill_every: float | None = None


@dataclass
class _Post:
    """One of the processes that act at the same time, in one life after the other."""

    number: int
    share: int
    lives: int = 0
    process: ForkProcess | None = None
    before: int = 0

    def journal(self, directory: Path) -> Path:
        return directory / f"{self.number}-{self.lives}"


class Crowd:
    """The processes of one run. Each writes journals of its own into the directory."""

    def __init__(self, world: World, plan: Plan, directory: Path) -> None:
        self.world, self.plan, self.directory = world, plan, directory
        self.chance = random.Random(plan.seed)  # noqa: S311 - it picks whom to kill, no secrets
        # Forked, so that they use the very database that this process does, whatever it is called.
        self.context: ForkContext = multiprocessing.get_context("fork")
        self.killed = 0
        self.deadline = None if plan.seconds is None else time.monotonic() + plan.seconds
        rest = plan.operations % plan.processes
        share = plan.operations // plan.processes
        self.posts = [_Post(number, share + (number < rest)) for number in range(plan.processes)]

    def run(self) -> int:
        """Let all act until they are done; returns how many were killed on the way."""
        connections.close_all()
        try:
            for post in self.posts:
                self._begin(post)
            self._watch()
        finally:
            for post in self.posts:
                _stop(post)
        return self.killed

    def _watch(self) -> None:
        next_kill = self._next_kill()
        while busy := [post for post in self.posts if post.process and post.process.is_alive()]:
            if self.deadline is not None and time.monotonic() > self.deadline + GRACE:
                raise TimeoutError("a process hangs")
            time.sleep(0.02)
            if next_kill is not None and time.monotonic() >= next_kill:
                self._kill(self.chance.choice(busy))
                next_kill = self._next_kill()

    def _next_kill(self) -> float | None:
        every = self.plan.kill_every
        return None if every is None else time.monotonic() + every * self.chance.uniform(0.5, 1.5)

    def _kill(self, post: _Post) -> None:
        assert post.process is not None
        post.process.kill()
        post.process.join()
        self.killed += 1
        post.before += operations_in(post.journal(self.directory))
        post.lives += 1
        self._begin(post)

    def _begin(self, post: _Post) -> None:
        post.process = self.context.Process(target=self._live, args=(post,), daemon=True)
        post.process.start()

    def _live(self, post: _Post) -> None:
        """In the new process: act until the post's share is done."""
        journal = Journal(post.journal(self.directory))
        person = Person(self.world, f"{self.plan.seed}-{post.number}-{post.lives}", journal)
        for number in range(post.before, post.share):
            if self.deadline is not None and time.monotonic() > self.deadline:
                break
            person.wait_until(DAYS * number // post.share)
            person.act()
        connections.close_all()
        journal.close()


def _stop(post: _Post) -> None:
    if post.process is not None and post.process.is_alive():
        post.process.kill()
        post.process.join()
