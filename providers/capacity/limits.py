"""How long a stay may last, in calendar months."""

from calendar import monthrange
from datetime import date

MONTHS_WHERE_NONE_STATED = 3
"""How far "free from" looks ahead for a service whose programme states no limit."""


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, else that month's last day: 31 August + 6 is 28 February.

    Raises ValueError (OverflowError) beyond the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def limit_end(start: date, months: int | None, programme_end: date) -> date:
    """The day by which a stay from `start` must have ended: its limit of months, or before, its programme."""
    return programme_end if months is None else min(add_months(start, months), programme_end)


def full_length_end(start: date, months: int | None, programme_end: date) -> date:
    """The end of the stay that "free from" promises: as long as allowed, three months where no limit is stated."""
    return limit_end(start, months or MONTHS_WHERE_NONE_STATED, programme_end)
