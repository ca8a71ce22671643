"""The days of a stay when it begins later than asked. Months are calendar months."""

from dataclasses import replace
from datetime import date, timedelta

from providers.capacity.limits import add_months

from .model import Candidate, Need


def moved(need: Need, start: date) -> Need:
    """The same help from ``start`` on, as long as before in whole months and days, with no leeway left."""
    months = whole_months(need.start, need.end)
    rest = need.end - add_months(need.start, months)
    return replace(need, start=start, end=add_months(start, months) + rest, start_by=None)


def latest_start(asked: date, weeks: int) -> date:
    """The last day on which help may begin that was asked for from ``asked``, or so many weeks later."""
    return asked + timedelta(weeks=weeks)


def whole_months(start: date, end: date) -> int:
    """How many calendar months fit between the two days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def stay_at(need: Need, candidate: Candidate) -> Need:
    """The need as this candidate could meet it: on the day asked for, or later within its leeway."""
    if candidate.dates_free or not begins_in_time(need, candidate):
        return need
    return moved(need, candidate.dates_free_from or need.start)


def begins_in_time(need: Need, candidate: Candidate) -> bool:
    """True when a place is free on the day asked for, or soon enough after it."""
    if candidate.dates_free:
        return True
    latest = need.start_by or need.start
    return candidate.dates_free_from is not None and need.start < candidate.dates_free_from <= latest


def last_day(end: date) -> date:
    """The last day of what ends before ``end``."""
    return end - timedelta(days=1)
