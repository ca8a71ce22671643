"""However small the batches, the same place comes first as when everybody is tested at once."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import event, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from home.geography.loading import load
from home.geography.models import Region
from home.geography.queries import RegionTree, region_tree
from providers.capacity.limits import add_months
from providers.models import ServiceAtLocation
from providers.operations import NoPlace
from referrals import candidates
from referrals.candidates import batches
from referrals.routing.decide import decide, merge
from referrals.routing.model import Decision, Need
from tests.factories.providers import TODAY, LocationFactory, ProviderFactory, open_house
from tests.factories.services import ProgrammeFactory, ServiceTypeFactory
from tests.providers.places import keep

TOWNS = ("EE-784", "EE-141", "EE-184", "EE-793", None)
PATHS = ("EE-784", "EE-37", "EE-184", "EE", None)

houses = st.lists(
    st.fixed_dictionaries(
        {
            "town": st.sampled_from(TOWNS),
            "serves": st.sampled_from([None, None, "EE-784", "EE-37", "EE"]),
            "languages": st.sampled_from([["et"], ["ru"], ["fr"]]),
            "first": st.booleans(),
            "beds": st.sampled_from([1, 1, 2]),
            "turnaround": st.sampled_from([0, 2]),
            "stays": st.lists(st.tuples(st.integers(-5, 25), st.integers(5, 60)), max_size=3),
        }
    ),
    min_size=1,
    max_size=5,
)
asked = st.fixed_dictionaries(
    {
        "path": st.sampled_from(PATHS),
        "rule": st.sampled_from(["ANYWHERE_IN_COUNTRY", "MUST_SERVE"]),
        "wish": st.none() | st.integers(0, 4),
        "former": st.booleans(),
        "languages": st.sampled_from([["et"], ["ru"], []]),
        "leeway": st.sampled_from([None, 20]),
    }
)


class SameWinner(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load()

    @settings(max_examples=20, deadline=None)
    @given(houses, asked)
    def test_small_batches_and_one_have_the_same_first(
        self, built: list[dict[str, Any]], wanted: dict[str, Any]
    ) -> None:
        services, tree = build(built), region_tree()
        need = need_of(wanted, services, tree)
        whole = decided(need, tree, size=len(services))
        event(f"ranked: {min(len(whole.ranked), 2)}")
        for size in range(1, len(services)):
            assert decided(need, tree, size=size).best == whole.best

    @settings(max_examples=20, deadline=None)
    @given(houses, asked)
    def test_sql_leaves_out_nobody_for_want_of_days_whom_routing_lets_pass(
        self, built: list[dict[str, Any]], wanted: dict[str, Any]
    ) -> None:
        services, tree = build(built), region_tree()
        need = need_of(wanted, services, tree)
        narrowed, all_of_them = decided(need, tree, size=9), decided(need, tree, size=9, keep=("DATES",))
        event(f"left out: {len(all_of_them.candidates) - len(narrowed.candidates)}")
        assert narrowed.ranked == all_of_them.ranked


def decided(need: Need, tree: RegionTree, *, size: int, keep: tuple[str, ...] = ()) -> Decision:
    """The decision after as many batches of this size as it takes."""
    decisions: list[Decision] = []
    with patch.object(candidates, "BATCH", size):
        for found in batches(need=need, tree=tree, today=TODAY, keep=keep, first=size):
            decisions.append(decide(need, [one.candidate for one in found.services]))
            best = merge(decisions).best
            if found.settles(best):
                break
    return merge(decisions)


def build(built: list[dict[str, Any]]) -> list[ServiceAtLocation]:
    kind, programme = ServiceTypeFactory.create(code="housing"), ProgrammeFactory.create(country="EE")
    first, second = ProviderFactory.create(), ProviderFactory.create()
    services = []
    for house in built:
        provider = first if house["first"] else second
        region = Region.objects.get(code=house["town"]) if house["town"] else None
        service = open_house(
            service_type=kind,
            programme=programme,
            provider=provider,
            location=LocationFactory.create(provider=provider, region=region),
            languages=house["languages"],
            beds=house["beds"],
            turnaround_days=house["turnaround"],
        )
        if house["serves"]:
            service.regions.add(Region.objects.get(code=house["serves"]))
        for start, days in house["stays"]:
            with suppress(NoPlace):
                keep(service, max(start, 0), start + 5 + days, programme_id=programme.public_id)
        services.append(service)
    return services


def need_of(wanted: dict[str, Any], services: list[ServiceAtLocation], tree: RegionTree) -> Need:
    start: date = TODAY + timedelta(days=10)
    wish = wanted["wish"]
    return Need(
        service_type="housing",
        country="EE",
        region_path=tree.path(wanted["path"]) if wanted["path"] else (),
        region_rule=wanted["rule"],
        start=start,
        end=add_months(start, 1),
        start_by=None if wanted["leeway"] is None else start + timedelta(days=wanted["leeway"]),
        languages=frozenset(wanted["languages"]),
        wish=str(services[wish].public_id) if wish is not None and wish < len(services) else None,
        former=str(services[0].provider.public_id) if wanted["former"] else None,
    )
