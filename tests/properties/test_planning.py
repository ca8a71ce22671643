"""The night's plan: nobody loses a place, everything it says can be done, and nothing better can."""

from collections import Counter
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from providers.capacity.assignment import LIMITS
from providers.capacity.house import Group, House, Place, Step
from referrals.planning.checking import place_all
from referrals.planning.model import Asking, Effort, Plan
from referrals.planning.solve import plan
from tests.properties.capacity_oracle import day
from tests.properties.planning_worlds import (
    World,
    best_score,
    ending,
    here,
    house_with,
    keeping,
    next_night,
    option,
    replayed,
    score,
    tiny_worlds,
    worlds,
)

PLAIN = frozenset[str]()
STEP_FREE = frozenset({"STEP_FREE"})


@settings(max_examples=80, deadline=None)
@given(worlds(), st.sampled_from([Effort(), Effort(rounds=1), Effort(nodes=1)]))
def test_everybody_who_keeps_a_place_ends_with_one_and_every_step_can_be_done(
    world: World, effort: Effort
) -> None:
    made = plan(world.askings, world.houses, effort=effort)
    built = replayed(world, made)
    for name, house in world.houses.items():
        came = [move for step in made.steps for move in step if move.option.house == name]
        left = [move for step in made.steps for move in step if move.origin == name]
        assert len(built[name].stays) == len(house.stays) + len(came) - len(left)
    kept = {asking.id for asking in world.askings if asking.kept is not None}
    assert kept.isdisjoint(made.waiting)
    event("with moves of those who keep a place" if _moved(made) & kept else "newcomers only")


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_each_asking_gets_one_of_its_options_once_or_waits(world: World) -> None:
    made = plan(world.askings, world.houses)
    times = Counter(move.asking for step in made.steps for move in step)
    assert set(times.values()) <= {1}
    by_id = {asking.id: asking for asking in world.askings}
    for step in made.steps:
        for move in step:
            assert move.option in by_id[move.asking].options
            assert move.origin == by_id[move.asking].kept
            assert move.option != here(world, by_id[move.asking])
    new = {asking.id for asking in world.askings if asking.kept is None}
    assert set(made.waiting) == new - set(times)


@settings(max_examples=80, deadline=None)
@given(tiny_worlds())
def test_no_way_of_placing_everybody_is_better(world: World) -> None:
    made = plan(world.askings, world.houses)
    assert made.proven
    found = score(world, ending(world, made))
    event(f"{found[1]} of {len(found) - 2} placed")
    assert found == best_score(world)


@settings(max_examples=80, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing(world: World, chance: Random) -> None:
    askings, houses = list(world.askings), list(world.houses.items())
    chance.shuffle(askings)
    chance.shuffle(houses)
    assert plan(askings, dict(houses)) == plan(world.askings, world.houses)


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_of_a_group_all_get_a_place_or_none_and_in_one_step(world: World) -> None:
    made = plan(world.askings, world.houses)
    group = {asking.id for asking in world.askings if asking.group == "x"}
    steps = [{move.asking for move in step} & group for step in made.steps]
    assert [each for each in steps if each] in ([], [group])


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_planning_again_leaves_everybody_where_they_are(world: World) -> None:
    made = plan(world.askings, world.houses)
    again = next_night(world, made)
    assert plan(again.askings, again.houses) == Plan(waiting=made.waiting)


def test_who_can_go_to_either_leaves_the_one_to_who_can_only_go_there() -> None:
    both = Asking(id="both", options=(option("x", 0, 5), option("y", 0, 5)), turn=0)
    only = Asking(id="only", options=(option("x", 2, 6),), turn=1)
    made = plan([both, only], {"x": house_with(PLAIN), "y": house_with(PLAIN)})
    assert {move.asking: move.option.house for step in made.steps for move in step} == {
        "both": "y",
        "only": "x",
    }
    assert made.waiting == ()


def test_who_keeps_a_place_moves_over_for_who_can_only_go_there() -> None:
    keeps = Asking(id="keeps", options=(option("x", 0, 5), option("y", 0, 5)), kept="x", stay=1)
    comes = Asking(id="comes", options=(option("x", 0, 5),))
    houses = {"x": keeping(house_with(PLAIN), (1, 0, option("x", 0, 5))), "y": house_with(PLAIN)}
    made = plan([keeps, comes], houses)
    assert [[(m.asking, m.origin, m.option.house) for m in step] for step in made.steps] == [
        [("keeps", "x", "y")],
        [("comes", None, "x")],
    ]


def test_who_is_promised_a_later_day_gets_an_earlier_one_in_the_same_house() -> None:
    options = (option("x", 0, 5), option("x", 3, 8))
    later = Asking(id="later", options=options, kept="x", stay=1)
    houses = {"x": keeping(house_with(PLAIN), (1, 0, option("x", 3, 8)))}
    made = plan([later], houses)
    assert [[(m.asking, m.origin, m.option) for m in step] for step in made.steps] == [
        [("later", "x", option("x", 0, 5))]
    ]


def test_an_earlier_day_is_taken_from_nobody() -> None:
    options = (option("x", 0, 5), option("x", 3, 8))
    later = Asking(id="later", options=options, kept="x", stay=1)
    houses = {"x": keeping(house_with(PLAIN), (1, 0, option("x", 3, 8)), (2, 0, option("x", 0, 3)))}
    assert plan([later], houses) == Plan()


def test_a_newcomer_comes_before_an_earlier_day_of_somebody_who_has_one() -> None:
    later = Asking(id="later", options=(option("x", 0, 5), option("x", 3, 8)), kept="x", stay=1)
    comes = Asking(id="comes", options=(option("x", 0, 3),))
    houses = {"x": keeping(house_with(PLAIN), (1, 0, option("x", 3, 8)))}
    made = plan([later, comes], houses)
    assert [move.asking for step in made.steps for move in step] == ["comes"]


def test_two_who_want_each_others_place_change_in_one_step() -> None:
    days = 0, 5
    one = Asking(id="one", options=(option("y", *days), option("x", *days)), kept="x", stay=1)
    other = Asking(id="other", options=(option("x", *days), option("y", *days)), kept="y", stay=2)
    houses = {
        "x": keeping(house_with(PLAIN), (1, 0, option("x", *days))),
        "y": keeping(house_with(PLAIN), (2, 0, option("y", *days))),
    }
    made = plan([one, other], houses)
    assert [sorted(move.asking for move in step) for step in made.steps] == [["one", "other"]]
    replayed(World((one, other), houses), made)


def test_a_chain_is_done_from_its_free_end() -> None:
    names = "abcd"
    askings = [
        Asking(
            id=f"from {here}",
            options=(option(there, 0, 5), option(here, 0, 5)),
            kept=here,
            stay=1,
        )
        for here, there in zip("abc", "bcd", strict=True)
    ]
    houses = {
        name: keeping(house_with(PLAIN), (1, 0, option(name, 0, 5))) if name != "d" else house_with(PLAIN)
        for name in names
    }
    made = plan(askings, houses)
    assert [[move.asking for move in step] for step in made.steps] == [["from c"], ["from b"], ["from a"]]


def test_a_step_free_bed_is_not_given_away_although_beds_are_left() -> None:
    """Two beds and two askings on each day; but the one bed that suits the second must stay free."""
    house = house_with(STEP_FREE, PLAIN)
    askings = [
        Asking(id="first", options=(option("x", 0, 5, "STEP_FREE"),), turn=0),
        Asking(id="second", options=(option("x", 3, 8, "STEP_FREE"),), turn=1),
        Asking(id="third", options=(option("x", 3, 8),), turn=2),
    ]
    made = plan(askings, {"x": house})
    assert made.waiting == ("second",)
    assert made.proven


def test_who_speaks_russian_is_left_to_those_who_speak_nothing_else() -> None:
    """One mentor speaks both, the other Estonian alone: who speaks both goes where the one who cannot need not."""
    groups = tuple(
        Group(number, (Step(day(-9), 1),), languages=frozenset(languages))
        for number, languages in enumerate([{"et", "ru"}, {"et"}])
    )
    slots = tuple(Place(each.id, each.id, day(-9), languages=each.languages) for each in groups)
    both, russian = frozenset({"et", "ru"}), frozenset({"ru"})
    askings = [
        Asking(id="both", options=(option("x", 0, 5, languages=both),), turn=0),
        Asking(id="russian", options=(option("x", 2, 6, languages=russian),), turn=1),
        Asking(id="second", options=(option("x", 5, 8, languages=russian),), turn=2),
    ]
    house = House(groups, slots)
    made = plan(askings, {"x": house})
    assert (made.waiting, made.proven) == (("second",), True)
    built = replayed(World(tuple(askings), {"x": house}), made)["x"]
    assert {stay.languages: stay.place for stay in built.stays} == {both: 1, russian: 0}


def test_who_was_placed_first_is_not_moved_to_who_does_not_speak_it() -> None:
    groups = tuple(
        Group(number, (Step(day(-9), 1),), languages=frozenset(languages))
        for number, languages in enumerate([{"et", "ru"}, {"et"}])
    )
    house = House(
        groups, tuple(Place(each.id, each.id, day(-9), languages=each.languages) for each in groups)
    )
    russian = [option("x", start, start + 5, languages=frozenset({"ru"})) for start in (0, 3)]
    assert place_all(house, russian[:1], LIMITS) is not None
    assert place_all(house, russian, LIMITS) is None


def test_what_fits_each_day_and_not_for_the_whole_stay_is_refused() -> None:
    """The example of the design: every day matches, no arrangement exists."""
    house = keeping(
        house_with(STEP_FREE, PLAIN),
        (1, 0, option("x", 0, 3, "STEP_FREE")),
        (2, 1, option("x", 1, 10)),
    )
    askings = [
        Asking(id="y", options=(option("x", 8, 20),), turn=0),
        Asking(id="z", options=(option("x", 10, 15, "STEP_FREE"),), turn=1),
    ]
    made = plan(askings, {"x": house})
    assert (made.waiting, made.proven) == (("z",), True)


def test_where_places_are_short_already_nobody_comes_and_nobody_goes_without() -> None:
    house = keeping(house_with(PLAIN), (1, 0, option("x", 0, 5)))
    lowered = {"x": type(house)((type(house.groups[0])(0),), house.places, house.stays)}
    keeps = Asking(id="keeps", options=(option("x", 0, 5),), kept="x", stay=1)
    comes = Asking(id="comes", options=(option("x", 6, 9),))
    assert plan([keeps, comes], lowered) == Plan(waiting=("comes",))


def test_what_cannot_be_is_said() -> None:
    asking = Asking(id="a", options=(option("x", 0, 5),))
    with pytest.raises(ValueError, match="id of its own"):
        plan([asking, asking], {})
    with pytest.raises(ValueError, match="not in its house"):
        plan([Asking(id="b", options=(), kept="x", stay=1)], {"x": house_with(PLAIN)})


def test_a_house_that_is_not_there_is_no_option() -> None:
    assert plan([Asking(id="a", options=(option("gone", 0, 5),))], {}) == Plan(waiting=("a",))


def _moved(made: Plan) -> set[str]:
    return {move.asking for step in made.steps for move in step}
