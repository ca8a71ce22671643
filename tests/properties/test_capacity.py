"""Capacity agrees, case by case, with trying every way there is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from providers.capacity.assignment import Limits, assign
from providers.capacity.house import Freedom, Group, Held, House, Place, Step, Wish
from providers.capacity.ledger import room_in_house
from providers.capacity.openings import earliest_start
from providers.capacity.refusal import Reason, explain
from tests.properties.capacity_oracle import (
    LENGTH,
    bookings,
    can_be_booked,
    crowded,
    day,
    each_day,
    houses,
    is_sound,
    may_be_on,
    mentors,
    needs,
)

STEP_FREE = frozenset({"STEP_FREE"})


@settings(max_examples=600)
@given(st.one_of(bookings(), crowded(), mentors()))
def test_grants_exactly_what_some_arrangement_allows(case: tuple[House, Wish]) -> None:
    house, wish = case
    verdict = assign(house, wish)
    assert verdict.proven
    event("granted" if verdict.assignment else "refused")
    assert (verdict.assignment is not None) == can_be_booked(house, wish)


@settings(max_examples=200)
@given(st.one_of(bookings(), crowded(), mentors()))
def test_the_exact_search_needs_no_luck(case: tuple[House, Wish]) -> None:
    """Without the quick way of moving few it comes to the same answer."""
    house, wish = case
    assert (assign(house, wish, Limits(tries=0)).assignment is not None) == can_be_booked(house, wish)


@settings(max_examples=400)
@given(st.one_of(bookings(), crowded(), mentors()))
def test_what_is_granted_keeps_every_promise(case: tuple[House, Wish]) -> None:
    house, wish = case
    assignment = assign(house, wish).assignment
    if assignment is None:
        return
    event("with moves" if assignment.moves else "without moves")
    held = wish.held or Held(-1, -1, wish.start, wish.end, wish.blocked_until)
    asked = Held(
        *(-1, held.place, wish.start, wish.end, wish.blocked_until), wish.needs, held.freedom, wish.languages
    )
    everybody = [*house.stays, asked]
    way = tuple(
        house.place_of[assignment.place if stay is asked else assignment.moves.get(stay.id, stay.place)]
        for stay in everybody
    )
    assert all(may_be_on(house, stay, place, wish) for stay, place in zip(everybody, way, strict=True))
    assert is_sound(house, everybody, way, wish)


@settings(max_examples=200)
@given(st.one_of(bookings(), crowded(), mentors()))
def test_a_refusal_names_days_of_the_wish_and_needs_it_has(case: tuple[House, Wish]) -> None:
    house, wish = case
    if assign(house, wish).assignment is not None:
        return
    refusal = explain(house, wish)
    event(refusal.reason)
    assert refusal.days
    assert all(wish.start <= span.start < span.end <= wish.end for span in refusal.days)
    assert set(refusal.needs) <= wish.needs
    assert refusal.languages in ((), tuple(sorted(wish.languages)))
    assert bool(refusal.needs or refusal.languages) == (refusal.reason is Reason.NEEDS)
    if refusal.reason is Reason.NEEDS:
        codes, languages = wish.needs - set(refusal.needs), wish.languages - set(refusal.languages)
        assert assign(house, replace(wish, needs=codes, languages=languages)).assignment is not None


@settings(max_examples=200)
@given(houses(), needs)
def test_free_from_is_the_first_start_that_is_granted(house: House, codes: frozenset[str]) -> None:
    def wish_from(start: date) -> Wish:
        return Wish(start, start + timedelta(days=4), start + timedelta(days=5), codes)

    every_day = [day(number) for number in range(2, LENGTH * 2)]
    granted = (start for start in every_day if assign(house, wish_from(start)).assignment is not None)
    assert earliest_start(house, wish_from, earliest=day(2)) == next(granted, None)


def beds(*kinds: frozenset[str]) -> tuple[Place, ...]:
    return tuple(Place(number, 0, day(-9), characteristics=kind) for number, kind in enumerate(kinds))


def house_with(kinds: tuple[frozenset[str], ...], *stays: Held, places: int | None = None) -> House:
    return House((Group(0, (Step(day(-9), len(kinds) if places is None else places),)),), beds(*kinds), stays)


def stay(number: int, place: int, start: int, end: int, codes: frozenset[str] = frozenset()) -> Held:
    return Held(number, place, day(start), day(end), day(end), codes)


def wish(start: int, end: int, codes: frozenset[str] = frozenset()) -> Wish:
    return Wish(day(start), day(end), day(end), codes)


def test_matching_each_day_by_itself_is_not_enough() -> None:
    """Two beds, the first step-free: V needs it 0–3, X 1–10, Y 8–20, and Z would need it 10–15."""
    house = house_with(
        (STEP_FREE, frozenset()), stay(1, 0, 0, 3, STEP_FREE), stay(2, 1, 1, 10), stay(3, 0, 8, 20)
    )
    assert assign(house, wish(10, 15, STEP_FREE)).assignment is None
    # Matched day by day there is always a bed: one other person at most, and two beds.
    assert all(room_in_house(house).at(one) == 1 for one in each_day(wish(10, 15).span))
    refusal = explain(house, wish(10, 15, STEP_FREE))
    assert (refusal.reason, refusal.needs) == (Reason.NEEDS, ("STEP_FREE",))


def test_others_move_to_make_room_but_nobody_who_is_there() -> None:
    guest = stay(1, 0, 2, 6)
    house = house_with((STEP_FREE, frozenset()), guest)
    granted = assign(house, wish(4, 8, STEP_FREE)).assignment
    assert granted is not None
    assert (granted.place, granted.moves) == (0, {1: 1})
    present = replace(guest, freedom=Freedom.THIS_PLACE)
    assert assign(replace(house, stays=(present,)), wish(4, 8, STEP_FREE)).assignment is None


def test_a_mentor_who_speaks_it_must_have_the_place() -> None:
    """The one of two speaks Russian, the other does not: her place, and no other, is free for who speaks no more."""
    speaks, not_so = (
        Group(number, (Step(day(-9), 1),), languages=frozenset(languages))
        for number, languages in enumerate([{"et", "ru"}, {"et"}])
    )
    slots = tuple(Place(each.id, each.id, day(-9), languages=each.languages) for each in (speaks, not_so))
    empty = House((speaks, not_so), slots)
    russian = replace(wish(4, 8), languages=frozenset({"ru", "uk"}))
    assert assign(empty, russian) == assign(House((speaks,), slots[:1]), russian)
    # Who speaks Estonian leaves her to the others, and goes to the other mentor where she came first.
    estonian = assign(empty, replace(wish(4, 8), languages=frozenset({"et"}))).assignment
    assert estonian is not None
    assert estonian.place == 1
    came_first = replace(stay(7, 0, 2, 6), languages=frozenset({"et"}))
    moved = assign(replace(empty, stays=(came_first,)), russian).assignment
    assert moved is not None
    assert (moved.place, moved.moves) == (0, {7: 1})
    # Accepted, she stays: a place is free, and not for him. The refusal says for want of what, and not of whom.
    full = replace(empty, stays=(replace(came_first, freedom=Freedom.WITHIN_GROUP),))
    assert assign(full, replace(russian, languages=frozenset())).assignment is not None
    refusal = explain(full, russian)
    assert (refusal.reason, refusal.needs, refusal.languages) == (Reason.NEEDS, (), ("ru", "uk"))
    assert [(span.start, span.end) for span in refusal.days] == [(day(4), day(6))]


def test_who_has_a_place_keeps_it_whatever_is_spoken_there_now() -> None:
    """The mentor's languages were corrected: her people stay hers, also when their days change."""
    group = Group(0, (Step(day(-9), 2),), languages=frozenset({"et"}))
    slots = tuple(Place(number, 0, day(-9), languages=group.languages) for number in range(2))
    kept = replace(stay(1, 0, 2, 6), languages=frozenset({"ru"}))
    longer = replace(wish(2, 9), held=kept, languages=kept.languages)
    found = assign(House((group,), slots), longer).assignment
    assert found is not None
    assert found.place == 0
    other = replace(stay(2, 1, 7, 9), freedom=Freedom.THIS_PLACE)
    assert assign(House((group,), slots, (replace(other, place=0),)), longer).assignment is None


def test_the_day_of_leaving_is_free_for_the_next() -> None:
    house = house_with((frozenset(),), stay(1, 0, 0, 5))
    assert assign(house, wish(5, 8)).assignment is not None
    assert assign(house, wish(4, 8)).assignment is None


def test_a_lowered_number_lets_in_as_many_as_it_says() -> None:
    """Ten beds, eight declared, seven people: one more may come, and no second one."""
    people = [stay(number, number, 0, 9) for number in range(7)]
    house = house_with((frozenset(),) * 10, *people, places=8)
    assert assign(house, wish(1, 5)).assignment is not None
    house = house_with((frozenset(),) * 10, *people, stay(7, 7, 1, 5), places=8)
    refusal = explain(house, wish(1, 7))
    assert refusal.reason is Reason.FULL
    assert [(span.start, span.end) for span in refusal.days] == [(day(1), day(5))]


def test_days_before_the_first_number_are_unknown() -> None:
    house = House((Group(0, (Step(day(5), 1),)),), beds(frozenset()))
    refusal = explain(house, wish(3, 9))
    assert refusal.reason is Reason.NOT_STATED
    assert [(span.start, span.end) for span in refusal.days] == [(day(3), day(5))]


def test_what_is_not_proven_is_refused() -> None:
    house = house_with((STEP_FREE, frozenset()), stay(1, 0, 2, 6))
    verdict = assign(house, wish(4, 8, STEP_FREE), Limits(tries=0, steps=0))
    assert (verdict.assignment, verdict.proven) == (None, False)
    assert explain(house, wish(4, 8, STEP_FREE), Limits(tries=0, steps=0)).reason is Reason.NOT_PROVEN


@pytest.mark.parametrize("number", [60, 200])
def test_a_large_plain_house_is_counted_quickly(number: int) -> None:
    """Places that are alike are alike: a full caseload is refused without trying its arrangements."""
    people = [stay(index, index, index % 7, 9 + index % 5) for index in range(number)]
    house = house_with((frozenset(),) * number, *people)
    assert assign(house, wish(0, 12), Limits(steps=5000)).proven
