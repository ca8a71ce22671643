"""The bar of months under a place that fits."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from providers.capacity.spans import Span
from referrals.forms.wizard_places import Bar
from referrals.wizard.months import free_months

TODAY = date(2026, 11, 23)
STAY = Span(date(2027, 1, 16), date(2027, 7, 16))
ALL = Span(date(2027, 1, 1), date(2027, 8, 1))


def span(*days: tuple[int, int]) -> Span:
    (start_month, start), (end_month, end) = days
    return Span(date(2027, start_month, start), date(2027, end_month, end))


def test_room_all_the_time() -> None:
    bar = free_months(stay=STAY, free=(ALL,), today=TODAY)
    assert (bar.width, bar.free, bar.taken) == (210, (Bar(x=0, width=210),), ())
    assert (bar.stay.x, bar.stay.end) == (15, 195)
    assert bar.told == "A place is free during the whole stay, and in all the months shown here."


def test_what_is_taken_is_drawn_and_told() -> None:
    free = (span((1, 13), (7, 20)), span((7, 21), (7, 25)))
    bar = free_months(stay=STAY, free=free, today=TODAY)
    assert bar.taken == (Bar(x=0, width=12), Bar(x=198, width=1), Bar(x=203, width=7))
    assert bar.told == (
        "A place is free during the whole stay. On other days all places are taken: "
        "1 January 2027 to 12 January 2027; 20 July 2027; 25 July 2027 to 31 July 2027."
    )


def test_days_that_have_passed_are_neither_free_nor_taken() -> None:
    today = date(2027, 1, 11)
    bar = free_months(stay=STAY, free=(Span(STAY.start, ALL.end),), today=today)
    assert bar.taken == (Bar(x=10, width=5),)
    assert "11 January 2027 to 15 January 2027" in bar.told


@pytest.mark.parametrize(("months", "on_phones"), [(1, 1), (7, 7), (8, 4), (14, 7), (19, 7)])
def test_names_of_months_thin_out_on_phones(months: int, on_phones: int) -> None:
    last = date(2027 + (months - 1) // 12, (months - 1) % 12 + 1, 3)
    stay = Span(date(2027, 1, 1), last)
    bar = free_months(stay=stay, free=(stay,), today=TODAY)
    assert len(bar.names) == months
    assert sum(always for _name, always in bar.names) == on_phones
    assert bar.names[0] == ("Jan", True)


def test_each_month_is_as_wide_as_the_others() -> None:
    """Names stand under columns of one width; February is no narrower than March."""
    stay = Span(date(2027, 2, 1), date(2027, 4, 1))
    bar = free_months(stay=stay, free=(Span(date(2027, 3, 1), date(2027, 4, 1)),), today=TODAY)
    assert (bar.taken, bar.free) == ((Bar(x=0, width=30),), (Bar(x=30, width=30),))


def test_a_stay_of_one_day_at_the_end_of_the_calendar_of_months() -> None:
    day = date(2028, 2, 29)
    bar = free_months(stay=Span(day, day + timedelta(days=1)), free=(), today=day)
    assert (bar.stay.x, bar.stay.end) == (29, 30)


def test_it_is_told_in_the_language_of_the_reader() -> None:
    with translation.override("et"):
        names = free_months(stay=STAY, free=(ALL,), today=TODAY).names
    assert [name for name, _always in names[:3]] == ["Jaan", "Veeb", "Märts"]
