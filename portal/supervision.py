"""Keeps a few programs running: one that dies is started again, all stop together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

LONGEST_PAUSE = 30.0
# One that ran this long before it died was well; its next pause is short again.
WELL_AFTER = 60.0
PATIENCE = 15.0
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Linux ends the child with us even where we are killed outright; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One program, what it is called in messages, and when it may start again."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def start(self, environment: Mapping[str, str], now: float) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we tell the children, once.
        self.process = subprocess.Popen(
            self.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
        )
        self.started = now

    def died(self, now: float) -> int | None:
        """The exit status of a program that has just ended, which is then due again after a pause."""
        status = self.process.poll() if self.process else None
        if status is not None:
            self.pause = (
                1.0 if now - self.started > WELL_AFTER else min(LONGEST_PAUSE, max(1.0, self.pause * 2))
            )
            self.due = now + self.pause
            self.process = None
        return status


@dataclass
class Supervisor:
    """Runs `children` until told to stop; `say` prints one line."""

    children: Sequence[Child]
    environment: Mapping[str, str]
    say: Callable[[str], None]
    stopping: bool = field(default=False, init=False)

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        for child in self.children:
            child.start(self.environment, time.monotonic())

    def watch(self) -> None:
        """Returns when asked to stop."""
        while not self.stopping:
            self.look_after(time.monotonic())
            time.sleep(0.3)

    def look_after(self, now: float) -> None:
        for child in self.children:
            status = child.died(now)
            if status is not None and not self.stopping:
                self.say(f"{child.name} ended with status {status}; it starts again in {child.pause:.0f} s")
            if child.process is None and now >= child.due and not self.stopping:
                child.start(self.environment, now)

    def stop(self) -> None:
        """Asks every child to end, waits, then insists."""
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
