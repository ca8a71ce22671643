"""Months, working days, spans and the places that follow declared numbers."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.capacity.declaring import places_to_close, places_to_open
from providers.capacity.house import Group, Place, Step
from providers.capacity.ledger import declared
from providers.capacity.limits import add_months, full_length_end, limit_end
from providers.capacity.spans import Span, joined
from providers.capacity.workdays import add_working_days, is_working_day, turnaround_end
from tests.properties.capacity_oracle import FIRST, LENGTH, day, each_day, groups, spans

days = st.dates(date(2000, 1, 1), date(2060, 1, 1))
countries = st.sampled_from(["EE", "LT"])


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 15), 18, date(2027, 9, 15)),
    ],
)
def test_calendar_months(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(days, st.integers(0, 60))
def test_months_keep_the_day_or_take_the_last_of_the_month(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(days, days, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, last = sorted((one, other))
    assert add_months(first, months) <= add_months(last, months)


def test_a_stay_ends_with_its_limit_or_its_programme() -> None:
    start = date(2026, 3, 1)
    assert limit_end(start, 6, date(2030, 1, 1)) == date(2026, 9, 1)
    assert limit_end(start, 6, date(2026, 5, 1)) == date(2026, 5, 1)
    assert limit_end(start, None, date(2030, 1, 1)) == date(2030, 1, 1)
    assert full_length_end(start, None, date(2030, 1, 1)) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("start", "number", "country", "end"),
    [
        (date(2026, 2, 23), 1, "EE", date(2026, 2, 25)),  # Estonia's Independence Day
        (date(2026, 2, 23), 1, "LT", date(2026, 2, 24)),
        (date(2026, 3, 10), 1, "LT", date(2026, 3, 12)),  # Lithuania's
        (date(2026, 3, 10), 1, "EE", date(2026, 3, 11)),
        (date(2026, 4, 2), 1, "EE", date(2026, 4, 6)),  # Good Friday; Easter Monday is a working day
        (date(2026, 4, 3), 1, "LT", date(2026, 4, 7)),  # Easter Monday; Good Friday is a working day
        (date(2026, 12, 23), 1, "EE", date(2026, 12, 28)),
        (date(2026, 3, 7), 0, "EE", date(2026, 3, 7)),
    ],
)
def test_working_days_of_a_country(start: date, number: int, country: str, end: date) -> None:
    assert add_working_days(start, number, country) == end


@given(days, st.integers(1, 30), countries)
def test_so_many_working_days_lie_between(start: date, number: int, country: str) -> None:
    end = add_working_days(start, number, country)
    after = Span(start + timedelta(days=1), end + timedelta(days=1))
    assert sum(is_working_day(one, country) for one in each_day(after)) == number
    assert is_working_day(end, country)


@given(days, st.integers(0, 10), countries)
def test_a_place_stays_empty_for_so_many_working_days(end: date, number: int, country: str) -> None:
    free = turnaround_end(end, number, country)
    empty = list(each_day(Span(end, free))) if number else []
    assert sum(is_working_day(one, country) for one in empty) == number
    assert free == end if number == 0 else is_working_day(empty[-1], country)


def test_unknown_countries_and_negative_days_are_refused() -> None:
    with pytest.raises(ValueError, match="SE"):
        is_working_day(FIRST, "SE")
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(FIRST, -1, "EE")


@given(spans(), st.lists(spans(), max_size=4))
def test_what_is_left_of_a_span(whole: Span, others: list[Span]) -> None:
    left = {one for span in whole.without(others) for one in each_day(span)}
    assert left == set(each_day(whole)) - {one for span in others for one in each_day(span)}


@given(st.lists(spans(), max_size=5))
def test_joined_spans_are_the_same_days_apart_from_each_other(some: list[Span]) -> None:
    together = joined(some)
    assert {one for span in together for one in each_day(span)} == {
        one for span in some for one in each_day(span)
    }
    assert all(one.end < other.start for one, other in itertools.pairwise(together))


@given(spans(), spans())
def test_overlap_is_the_days_in_both(one: Span, other: Span) -> None:
    both = set(each_day(one)) & set(each_day(other))
    overlap = one.overlap(other)
    assert (set(each_day(overlap)) if overlap else set()) == both
    assert one.overlaps(other) == bool(both)


def test_a_span_has_a_day() -> None:
    with pytest.raises(ValueError, match="end after"):
        Span(FIRST, FIRST)


some_places = st.lists(
    st.builds(
        Place, st.just(0), st.just(0), st.integers(-5, LENGTH).map(day), st.none() | st.just(day(LENGTH + 5))
    ),
    max_size=5,
)


@given(groups(0), some_places, st.sets(st.integers(0, 4)), st.integers(-3, LENGTH))
def test_places_follow_the_declared_number(
    group: Group, some: list[Place], busy: set[int], today: int
) -> None:
    """Never fewer than declared; nobody loses theirs; what is left over is had by somebody, or needed one day."""
    there = [Place(number, 0, place.opens, place.closes) for number, place in enumerate(some)]
    closing = places_to_close(group, there, busy, day(today))
    assert not busy & set(closing)
    kept = [place for place in there if place.id not in closing]
    opened = [
        Place(10 + number, 0, opens) for number, opens in enumerate(places_to_open(group, kept, day(today)))
    ]
    wanted = declared(group)
    ahead = [day(number) for number in range(today, LENGTH + 10)]
    for one in ahead:
        open_then = sum(
            place.opens <= one and (place.closes is None or one < place.closes) for place in [*kept, *opened]
        )
        assert open_then >= wanted.at(one)
    assert places_to_close(group, kept, busy, day(today)) == ()
    assert places_to_open(group, [*kept, *opened], day(today)) == ()


def test_the_newest_plain_place_goes_first() -> None:
    group = Group(0, (Step(FIRST, 1),))
    special = Place(3, 0, FIRST, characteristics=frozenset({"STEP_FREE"}))
    there = [Place(1, 0, FIRST), Place(2, 0, FIRST), special]
    assert places_to_close(group, there, set(), FIRST) == (2, 1)
    assert places_to_close(group, there, {2}, FIRST) == (1, 3)
