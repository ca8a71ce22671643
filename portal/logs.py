"""Logs tell what went wrong and where, never about whom.

What an exception says often holds what somebody typed (a name in a database error, a mail address in a bounce).
The log keeps its class and the places in the code; the words stay out.
"""

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def _lines_of(error: BaseException, seen: set[int]) -> list[str]:
    """The stack of `error` and, before it, of the errors that led to it; classes and code places only."""
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = _lines_of(earlier, seen) if earlier is not None and id(earlier) not in seen else []
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
    kind = type(error)
    return [*lines, f"{kind.__module__}.{kind.__qualname__}"]


class NamelessFormatter(logging.Formatter):
    """Formats a record as one line and an exception as its class and code places, without its message."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        error = ei[1]
        return "" if error is None else "\n".join(_lines_of(error, set()))
