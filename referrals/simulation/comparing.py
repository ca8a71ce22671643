"""Ways of giving places side by side, on the same people: one seed after the other, added up."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .choosing import at_random, least_loaded, nearest, weighted
from .keeping import Houses, Kept
from .measures import Measures, measure
from .optimum import optimum
from .people import Cast, draw
from .playing import Progress, Way, play
from .setting import Scenario
from .shipped import Shipped
from .simple import AtOnce, Queue, Undated

Maker = Callable[[Scenario, Houses, int], Way]

ROUTING, ON_THE_DAY, QUEUE, NEAREST = "ROUTING", "ROUTING_ON_THE_DAY", "QUEUE", "NEAREST"
WAYS: dict[str, Maker] = {
    "UNDATED": lambda scenario, houses, seed: Undated(scenario, houses, seed, nearest),
    "RANDOM": lambda scenario, houses, seed: AtOnce(scenario, houses, seed, at_random),
    "WEIGHTED": lambda scenario, houses, seed: AtOnce(scenario, houses, seed, weighted),
    "LEAST_LOADED": lambda scenario, houses, seed: AtOnce(scenario, houses, seed, least_loaded),
    NEAREST: lambda scenario, houses, seed: AtOnce(scenario, houses, seed, nearest),
    QUEUE: Queue,
    ON_THE_DAY: lambda scenario, houses, seed: Shipped(scenario, houses, ahead=False),
    ROUTING: lambda scenario, houses, seed: Shipped(scenario, houses),
}
SIMPLE = ("UNDATED", "RANDOM", "WEIGHTED", "LEAST_LOADED", NEAREST, QUEUE)


@dataclass(slots=True)
class Compared:
    """Measures by way, and the bounds: with everybody's patience, and with a beginning on the day of release only."""

    ways: dict[str, Measures] = field(default_factory=dict)
    optimum: int | None = None
    on_the_day: int | None = None

    def add(self, other: "Compared") -> None:
        for name, measures in other.ways.items():
            self.ways.setdefault(name, Measures()).add(measures)
        if other.optimum is not None and other.on_the_day is not None:
            self.optimum = (self.optimum or 0) + other.optimum
            self.on_the_day = (self.on_the_day or 0) + other.on_the_day

    def share_of_optimum(self, name: str) -> float | None:
        return self.ways[name].all.placed / self.optimum if self.optimum else None


def played_once(
    scenario: Scenario, cast: Cast, seed: int, name: str, progress: Progress = lambda share: None
) -> Measures:
    """One way on one cast. Raises KeyError for a way that is not known."""
    began = time.perf_counter()
    houses = Houses(scenario, cast.residents)
    played = play(scenario, cast, houses, WAYS[name](scenario, houses, seed), progress)
    residents = (Kept(one.site, 0, one.end) for one in cast.residents)
    return measure(scenario, played, residents, time.perf_counter() - began)


def compare(
    scenario: Scenario,
    *,
    seeds: Sequence[int],
    names: Sequence[str] = tuple(WAYS),
    bounds: bool = True,
    progress: Progress = lambda share: None,
) -> Compared:
    """Play all ways for all seeds. ``progress`` is told a share from 0 to 1."""
    whole = Compared()
    steps = len(seeds) * (len(names) + bounds)
    done = 0
    for seed in seeds:
        cast = draw(scenario, seed)
        for name in names:
            part = _part(progress, done, steps)
            whole.add(Compared({name: played_once(scenario, cast, seed, name, part)}))
            done += 1
        if bounds:
            whole.add(Compared({}, optimum(scenario, cast), optimum(scenario, cast, patience=0)))
            done += 1
        progress(done / steps)
    return whole


def added(parts: Iterable[Compared]) -> Compared:
    """Several comparisons as one."""
    whole = Compared()
    for part in parts:
        whole.add(part)
    return whole


def _part(progress: Progress, done: int, steps: int) -> Progress:
    return lambda share: progress((done + share) / steps)
