"""Working days of a country: Monday to Friday without its public holidays."""

from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

COUNTRIES = ("EE", "LT")
_DAY = timedelta(days=1)


def is_working_day(day: date, country: str) -> bool:
    """Raises ValueError for a country whose holidays are not kept here."""
    return day not in _holidays(country) and day.weekday() < 5


def add_working_days(day: date, days: int, country: str) -> date:
    """The `days`th working day after `day`; with 0, `day` itself, whatever day it is.

    Raises ValueError for fewer than 0, or a country whose holidays are not kept here.
    """
    if days < 0:
        raise ValueError("Working days are counted forwards.")
    while days:
        day += _DAY
        days -= is_working_day(day, country)
    return day


def turnaround_end(end: date, days: int, country: str) -> date:
    """The first day for the next person, when a place stays empty for so many working days from `end` on."""
    return add_working_days(end - _DAY, days, country) + _DAY


@cache
def _holidays(country: str) -> HolidayBase:
    if country not in COUNTRIES:
        raise ValueError(f"no holidays are kept for {country}")
    return country_holidays(country)
