"""What a simulation found, as rows for charts and tables: bars by county, a few large numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from home.collation import collated

from .simulation.measures import Measures
from .what_if import Answer


@dataclass(frozen=True, slots=True)
class Change:
    """A number today and with the imagined places; None where there was nothing to measure."""

    now: float | None
    then: float | None


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county: shares in percent of people placed and of places in use, days of waiting."""

    code: str
    name: str
    placed: Change
    wait: Change
    use: Change


@dataclass(frozen=True, slots=True)
class Bars:
    """A line of a chart; `here`: the county that the question was about."""

    name: str
    change: Change
    here: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of an answer tells, people counted for each year."""

    people: int
    without: Change
    placed: Change
    wait: Change
    use: Change
    distance: Change
    nearest: float | None
    counties: list[CountyRow]
    county: str

    @property
    def placed_rows(self) -> list[Bars]:
        return [Bars(row.name, row.placed, row.code == self.county) for row in self.counties]

    @property
    def use_rows(self) -> list[Bars]:
        """Counties that have places today or imagined ones."""
        there = (row for row in self.counties if row.use.now is not None or row.use.then is not None)
        return [Bars(row.name, row.use, row.code == self.county) for row in there]


def shown(answer: Answer, names: dict[str, str]) -> Shown:
    """``names`` of regions by code, in the reader's language."""
    games = answer.years * answer.seeds
    now, then = answer.today, answer.imagined
    rows = collated(_rows(now, then, names), get_language() or "et", name=lambda row: row.name)
    return Shown(
        people=round(now.all.people / games),
        without=Change(*((one.all.people - one.all.placed) / games for one in (now, then))),
        placed=_percent(now.all.share, then.all.share),
        wait=Change(now.all.wait, then.all.wait),
        use=_percent(now.use.share, then.use.share),
        distance=Change(now.all.distance, then.all.distance),
        nearest=_hundredfold(answer.nearest.all.share),
        counties=rows,
        county=answer.county,
    )


def _rows(now: Measures, then: Measures, names: dict[str, str]) -> Iterator[CountyRow]:
    for code in sorted(now.counties.keys() | now.use_in.keys() | then.use_in.keys()):
        tallies = [one.counties.get(code) for one in (now, then)]
        uses = [one.use_in.get(code) for one in (now, then)]
        yield CountyRow(
            code=code,
            name=names.get(code, code),
            placed=_percent(*(tally.share if tally else None for tally in tallies)),
            wait=Change(*(tally.wait if tally else None for tally in tallies)),
            use=_percent(*(use.share if use else None for use in uses)),
        )


def _percent(now: float | None, then: float | None) -> Change:
    return Change(_hundredfold(now), _hundredfold(then))


def _hundredfold(share: float | None) -> float | None:
    return None if share is None else 100 * share
