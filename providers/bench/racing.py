"""The two book in turns, in one run, each in houses of its own that are alike, so that what slows one slows both."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import uuid4

import psycopg
from django.db import connection, transaction

from providers.bench.houses import Ask, build
from providers.bench.rival import Rival
from providers.models import Firmness
from providers.operations import NoPlace, keep_place

Book = Callable[[Ask, date], bool]


@dataclass(frozen=True, slots=True)
class Round:
    """How many places each kept a second, and how many; `ours` and `theirs` did the same in turns."""

    ours: float
    theirs: float
    kept: tuple[int, int]

    @property
    def share(self) -> float:
        return self.ours / self.theirs


def race(*, rounds: int, asks: int, houses: int, beds: int, today: date) -> Iterator[Round]:
    """So many rounds of so many requests each, after one to warm up."""
    ours, theirs = (build(houses=houses, beds=beds, today=today).asks(seed=1) for _ in range(2))
    # As psycopg comes: without the framework's cursors, and without its own ways of reading values.
    plain = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor, "context": None}
    with psycopg.connect(**plain, autocommit=True) as line:
        rival = Rival(line)
        for number in range(rounds + 1):
            (our_speed, we), (their_speed, they) = (
                _speed(_keep, ours, asks, today),
                _speed(rival.keep, theirs, asks, today),
            )
            if number:
                yield Round(our_speed, their_speed, (we, they))


def middle(rounds: list[Round]) -> Round:
    """The medians, and all that was kept."""
    kept = sum(each.kept[0] for each in rounds), sum(each.kept[1] for each in rounds)
    return Round(median(each.ours for each in rounds), median(each.theirs for each in rounds), kept)


def _speed(book: Book, asks: Iterator[Ask], number: int, today: date) -> tuple[float, int]:
    """Places kept a second, and how many. Requests that are refused take their time, too."""
    start = time.perf_counter()
    kept = sum(book(next(asks), today) for _ in range(number))
    return kept / (time.perf_counter() - start), kept


def _keep(ask: Ask, today: date) -> bool:
    try:
        with transaction.atomic():
            keep_place(
                service_at_location_id=ask.house,
                programme_id=ask.programme,
                start=ask.start,
                end=ask.end,
                requirement_codes=ask.needs,
                firmness=Firmness.PROVISIONAL,
                holder=uuid4(),
                today=today,
            )
    except NoPlace:
        return False
    return True
