"""Logs tell what went wrong and where, never about whom.

What an exception says often holds what somebody typed (a name in a database error, a mail address in a bounce).
The log keeps its class and the places in the code; the words stay out. An address may be a key (a signed link in a
mail, a new password): the log keeps its pattern.
"""

import copy
import logging
import traceback
from types import TracebackType

from django.http import HttpRequest

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


def _pattern_of(request: HttpRequest) -> str:
    found = request.resolver_match
    return f"/{found.route}" if found else "no address of ours"


class NamelessFormatter(logging.Formatter):
    """Formats a record as one line and an exception as its class and code places, without its message."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record = copy.copy(record)
            pattern = _pattern_of(request)
            record.args = tuple(pattern if part == request.path else part for part in record.args or ())
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        error = ei[1]
        return "" if error is None else "\n".join(_lines_of(error, set()))
