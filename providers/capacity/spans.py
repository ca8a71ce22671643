"""Half-open stretches of local days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from `start` up to, not including, `end`. Raises ValueError where that is no day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("A span must end after it starts.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def overlap(self, other: "Span") -> "Span | None":
        """The days in both, None where there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def without(self, others: Iterable["Span"]) -> tuple["Span", ...]:
        """What is left of these days when the days of the others are taken out, in order."""
        left, day = [], self.start
        for other in sorted(other for other in others if self.overlaps(other)):
            if other.start > day:
                left.append(Span(day, other.start))
            day = max(day, other.end)
        return (*left, Span(day, self.end)) if day < self.end else tuple(left)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days in as few spans as possible, in order."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)
