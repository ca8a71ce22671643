"""One run from building the houses to taking them away, and what it came to."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from providers.stress.checking import Findings, check
from providers.stress.journal import Told, read
from providers.stress.workers import Crowd, Plan
from providers.stress.world import build, remove


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the processes told, what the database holds, and how long it took."""

    plan: Plan
    told: Told
    findings: Findings
    killed: int
    seconds: float

    @property
    def is_sound(self) -> bool:
        return self.findings.is_sound and not self.told.errors

    def lines(self) -> Iterator[str]:
        """The printout."""
        killed = f", {self.killed} of them killed on the way" if self.plan.kill_every else ""
        yield f"{self.told.operations} operations by {self.plan.processes} processes{killed}, seed {self.plan.seed}"
        yield f"Done: {self.told.done.total()}"
        yield from (f"  {kind:<24} {count:>7}" for kind, count in self.told.done.most_common())
        yield f"Refused: {self.told.refused.total()}"
        yield from (f"  {reason:<24} {count:>7}" for reason, count in self.told.refused.most_common())
        yield f"Errors: {self.told.errors.total()}"
        yield from (f"  {error:<24} {count:>7}" for error, count in self.told.errors.most_common())
        found = self.findings
        yield f"Checked afterwards: {found.stays} stays, {found.unit_days} days of places"
        yield f"  units held twice         {found.held_twice:>7}"
        yield f"  stays lost               {found.lost:>7}"
        yield f"  moved after arrival      {found.moved:>7}"
        yield f"  days overbooked          {found.overbooked:>7}"
        yield f"  unsuited                 {found.unsuited:>7}"
        yield f"{self.told.operations / self.seconds:.0f} operations a second for {self.seconds:.0f} s"


def run(plan: Plan, *, houses: int, keep: bool, today: date, now: datetime) -> Outcome:
    """Make the houses, let the processes act, check, and take the houses away unless `keep`."""
    world = build(houses=houses, today=today, now=now)
    try:
        with tempfile.TemporaryDirectory(prefix="stress-") as name:
            directory = Path(name)
            start = time.monotonic()
            killed = Crowd(world, plan, directory).run()
            seconds = time.monotonic() - start
            told = read(sorted(directory.iterdir()))
        return Outcome(plan, told, check(world, told), killed, seconds)
    finally:
        if not keep:
            remove(world)
