"""Small houses and the slow, plain answer to what may be booked in them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product

from hypothesis import strategies as st

from providers.capacity.house import Closure, Freedom, Group, Held, House, Overrun, Place, Step, Wish
from providers.capacity.spans import Span

FIRST = date(2026, 3, 1)
LENGTH = 14
CODES = ("STEP_FREE", "PET")

Counts = Counter[tuple[int, date]]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def each_day(span: Span) -> Iterator[date]:
    return (span.start + timedelta(days=number) for number in range((span.end - span.start).days))


@st.composite
def spans(draw: st.DrawFn, longest: int = LENGTH) -> Span:
    start = draw(st.integers(0, LENGTH - 1))
    return Span(day(start), day(start + draw(st.integers(1, min(longest, LENGTH - start)))))


rarely = st.sampled_from([False, False, False, True])
spoken = st.sampled_from([frozenset[str](), frozenset({"et"}), frozenset({"et"}), frozenset({"et", "ru"})])
asked_languages = st.sampled_from(
    [
        *[frozenset[str]()] * 4,
        frozenset({"ru"}),
        frozenset({"ru"}),
        frozenset({"et"}),
        frozenset({"et", "fi"}),
    ]
)
needs = st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(CODES), max_size=2))


@st.composite
def groups(draw: st.DrawFn, number: int) -> Group:
    starts = draw(st.lists(st.integers(-2, LENGTH), max_size=2, unique=True)) if draw(rarely) else []
    numbers = st.sampled_from([4, 4, 4, 2, 1, 0])
    steps = tuple(Step(day(start), draw(numbers)) for start in [-5, *sorted(starts)])
    closures = [Closure(draw(spans(6)), draw(st.integers(1, 2)))] if draw(rarely) else []
    return Group(number, steps, tuple(closures), languages=draw(spoken))


@st.composite
def places(draw: st.DrawFn, number: int, group: Group) -> Place:
    reserved = draw(rarely)
    return Place(
        id=number,
        group=group.id,
        opens=day(2 if draw(rarely) else -9),
        closes=day(9) if draw(rarely) else None,
        characteristics=draw(needs) | (frozenset({"PET"}) if reserved else frozenset()),
        reserved_for=frozenset({"PET"}) if reserved else frozenset(),
        closed=(draw(spans(4)),) if draw(rarely) else (),
        languages=group.languages,
    )


@st.composite
def houses(draw: st.DrawFn) -> House:
    number_of_groups = draw(st.integers(1, 2))
    rooms = tuple(draw(groups(number)) for number in range(number_of_groups))
    beds = tuple(
        draw(places(number, rooms[draw(st.integers(0, number_of_groups - 1))]))
        for number in range(draw(st.integers(1, 4)))
    )
    stays: list[Held] = []
    for number in range(draw(st.integers(0, 6))):
        stay = draw(held(number, draw(st.integers(0, len(beds) - 1))))
        if not any(other.place == stay.place and other.blocked.overlaps(stay.blocked) for other in stays):
            stays.append(stay)
    overruns = [draw(overrun_of(st.integers(0, len(beds) - 1)))] if draw(rarely) else []
    kept = [
        overrun
        for overrun in overruns
        if not any(stay.place == overrun.place and stay.blocked.overlaps(overrun.blocked) for stay in stays)
    ]
    return House(rooms, beds, tuple(stays), tuple(kept))


@st.composite
def overrun_of(draw: st.DrawFn, places: st.SearchStrategy[int]) -> Overrun:
    place, span = draw(places), draw(spans(3))
    return Overrun(place, span, draw(st.sampled_from([None, span.end, span.end + timedelta(days=2)])))


@st.composite
def held(draw: st.DrawFn, number: int, place: int) -> Held:
    span = draw(spans(8))
    blocked_until = span.end + timedelta(days=draw(st.sampled_from([0, 0, 2])))
    freedom = draw(
        st.sampled_from([Freedom.ANY_GROUP, Freedom.ANY_GROUP, Freedom.WITHIN_GROUP, Freedom.THIS_PLACE])
    )
    languages = draw(asked_languages)
    return Held(number, place, span.start, span.end, blocked_until, draw(needs), freedom, languages)


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    span = draw(spans(8))
    blocked_until = span.end + timedelta(days=draw(st.sampled_from([0, 1])))
    return Wish(span.start, span.end, blocked_until, draw(needs), languages=draw(asked_languages))


@st.composite
def bookings(draw: st.DrawFn) -> tuple[House, Wish]:
    """A house and a stay that is asked for: a new one, or other days for one that is there."""
    house, wish = draw(houses()), draw(wishes())
    if not house.stays or draw(st.booleans()):
        return house, wish
    moving = draw(st.sampled_from(house.stays))
    rest = House(
        house.groups, house.places, tuple(stay for stay in house.stays if stay is not moving), house.overruns
    )
    return rest, Wish(wish.start, wish.end, wish.blocked_until, moving.needs, moving, moving.languages)


@st.composite
def crowded(draw: st.DrawFn) -> tuple[House, Wish]:
    """Few beds and many short stays that may move: where there is room, it is in bits and pieces."""
    kinds = draw(
        st.lists(st.sampled_from([frozenset[str](), frozenset({"STEP_FREE"})]), min_size=2, max_size=3)
    )
    beds = tuple(Place(number, 0, day(-9), characteristics=kind) for number, kind in enumerate(kinds))
    stays: list[Held] = []
    for bed in beds:
        start = draw(st.integers(0, 3))
        while start < LENGTH - 2 and len(stays) < 6:
            end = start + draw(st.integers(1, 4))
            codes = draw(st.sampled_from([frozenset[str](), bed.characteristics]))
            stays.append(Held(len(stays), bed.id, day(start), day(end), day(end), codes))
            start = end + draw(st.integers(0, 6))
    start = draw(st.integers(0, 6))
    end = start + draw(st.integers(2, 7))
    codes = draw(st.sampled_from([frozenset[str](), frozenset({"STEP_FREE"})]))
    group = Group(0, (Step(day(-9), len(beds)),))
    return House((group,), beds, tuple(stays)), Wish(day(start), day(end), day(end), codes)


@st.composite
def mentors(draw: st.DrawFn) -> tuple[House, Wish]:
    """Few mentors of one or two places each, who speak this or that, and people who speak one or two languages."""
    speak = st.sampled_from([frozenset({"et"}), frozenset({"ru"}), frozenset({"et", "ru"})])
    tongues = draw(st.lists(speak, min_size=2, max_size=3))
    slots: list[Place] = []
    rooms: list[Group] = []
    for number, languages in enumerate(tongues):
        size = draw(st.sampled_from([1, 1, 2]))
        first = len(slots)
        slots += [Place(first + n, number, day(-9), languages=languages) for n in range(size)]
        rooms.append(Group(number, (Step(day(-9), size),), languages=languages))
    stays: list[Held] = []
    for slot in slots:
        start = draw(st.integers(0, 3))
        while start < LENGTH - 2 and len(stays) < 6:
            end = start + draw(st.integers(2, 6))
            heard = draw(st.sampled_from([frozenset[str](), slot.languages, frozenset({"et", "ru"})]))
            freedom = draw(st.sampled_from([Freedom.ANY_GROUP, Freedom.ANY_GROUP, Freedom.WITHIN_GROUP]))
            span = day(start), day(end), day(end)
            stays.append(Held(len(stays), slot.id, *span, freedom=freedom, languages=heard))
            start = end + draw(st.integers(0, 6))
    start = draw(st.integers(0, 6))
    last = day(start + draw(st.integers(2, 7)))
    return House(tuple(rooms), tuple(slots), tuple(stays)), Wish(
        day(start), last, last, languages=draw(speak)
    )


def can_be_booked(house: House, wish: Wish) -> bool:
    """True when some way of giving everybody a place keeps all rules; tries every way there is."""
    everybody = [*house.stays, _as_stay(house, wish)]
    choices = [[place for place in house.places if may_be_on(house, stay, place, wish)] for stay in everybody]
    return any(is_sound(house, everybody, way, wish) for way in product(*choices))


def is_sound(house: House, everybody: list[Held], way: tuple[Place, ...], wish: Wish) -> bool:
    """`everybody`, the wish last, on the places of `way`: no place held twice, no day overbooked."""
    blocked = [(place.id, stay.blocked) for stay, place in zip(everybody, way, strict=True)]
    blocked += [(overrun.place, overrun.blocked) for overrun in house.overruns]
    if any(one[0] == other[0] and one[1].overlaps(other[1]) for one, other in combinations(blocked, 2)):
        return False
    before = _count(house, list(house.stays), [house.place_of[stay.place] for stay in house.stays])
    if wish.held:
        before += _count(House(), [wish.held], [house.place_of[wish.held.place]])
    after = _count(house, everybody, list(way))
    allowed = {key: max(_capacity(house, *key), before[key]) for key in after}
    for one in each_day(wish.span):
        key = (way[-1].group, one)
        if not (wish.held and one in wish.held.span and house.group_of(wish.held) == way[-1].group):
            allowed[key] = _capacity(house, *key)
    return all(after[key] <= allowed[key] for key in after)


def may_be_on(house: House, stay: Held, place: Place, wish: Wish) -> bool:
    """Whether the place by itself would do for the stay, or for the wish (its id is -1)."""
    is_wish, own = stay.id == -1, stay.place == place.id
    if own and not is_wish:
        return True
    if stay.place >= 0 and stay.freedom is Freedom.THIS_PLACE and not own:
        return False
    if stay.place >= 0 and stay.freedom is Freedom.WITHIN_GROUP and house.group_of(stay) != place.group:
        return False
    kept = wish.held.span if is_wish and own and wish.held else None
    days = [one for one in each_day(stay.span) if kept is None or one not in kept]
    there = all(place.opens <= one and (place.closes is None or one < place.closes) for one in days)
    shut = any(one in span for span in place.closed for one in days)
    suits = own or (stay.needs <= place.characteristics and place.reserved_for <= stay.needs)
    heard = own or not stay.languages or any(code in place.languages for code in stay.languages)
    return there and not shut and suits and heard


def _as_stay(house: House, wish: Wish) -> Held:
    place, freedom = (wish.held.place, wish.held.freedom) if wish.held else (-1, Freedom.ANY_GROUP)
    return Held(-1, place, wish.start, wish.end, wish.blocked_until, wish.needs, freedom, wish.languages)


def _count(house: House, stays: list[Held], on: list[Place]) -> Counts:
    counts = Counter(
        (place.group, one) for stay, place in zip(stays, on, strict=True) for one in each_day(stay.span)
    )
    for overrun in house.overruns:
        counts.update((house.place_of[overrun.place].group, one) for one in each_day(overrun.span))
    return counts


def _capacity(house: House, group_id: int, on: date) -> int:
    group = next(group for group in house.groups if group.id == group_id)
    begun = [step for step in group.steps if step.start <= on]
    places = max(begun, key=lambda step: step.start).places if begun else 0
    places -= sum(closure.places for closure in group.closures if on in closure.span)
    for place in house.places:
        is_there = place.opens <= on and (place.closes is None or on < place.closes)
        places -= sum(on in span for span in place.closed) if place.group == group_id and is_there else 0
    return max(places, 0)
