"""Days shown as free agree with what a booking of the day would be given."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from providers.capacity.assignment import assign
from providers.capacity.free_days import free_days, months_around
from providers.capacity.house import House, Wish
from providers.capacity.spans import Span
from tests.properties.capacity_oracle import bookings, can_be_booked, day, each_day, houses, needs, spans


@settings(max_examples=300)
@given(houses(), spans(), needs)
def test_a_day_is_free_exactly_when_somebody_could_have_it(
    house: House, window: Span, wanted: frozenset[str]
) -> None:
    found = free_days(house, window, wanted)
    for one in each_day(window):
        next_day = one + timedelta(days=1)
        wish = Wish(one, next_day, next_day, wanted)
        assert any(one in span for span in found) == can_be_booked(house, wish), one


@settings(max_examples=300)
@given(bookings(), spans())
def test_the_days_of_a_stay_that_is_granted_need_not_be_looked_at(
    case: tuple[House, Wish], window: Span
) -> None:
    house, wish = case
    if wish.held is not None or assign(house, wish).assignment is None:
        return
    assert free_days(house, window, wish.needs, granted=wish.span) == free_days(house, window, wish.needs)


@given(houses(), spans(), st.booleans())
def test_what_is_found_lies_in_order_within_the_window(house: House, window: Span, known: bool) -> None:
    found = free_days(house, window, granted=window if known else None)
    assert all(window.start <= span.start and span.end <= window.end for span in found)
    assert all(one.end < other.start for one, other in pairwise(found))


def test_the_months_around_a_stay_are_whole() -> None:
    around = months_around(Span(date(2026, 12, 31), date(2027, 2, 1)))
    assert around == Span(date(2026, 12, 1), date(2027, 2, 1))
    assert months_around(Span(day(0), day(1))) == Span(date(2026, 3, 1), date(2026, 4, 1))
    leap = Span(date(2028, 2, 29), date(2028, 3, 1))
    assert months_around(leap) == Span(date(2028, 2, 1), date(2028, 3, 1))
