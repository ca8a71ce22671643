import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from home.geography.distance import EARTH_RADIUS_KM, haversine_km
from home.geography.loading import load
from home.geography.models import Region
from home.geography.queries import region_path, region_tree
from tests.factories.geography import AreaFactory, AreaMemberFactory, CountyFactory, MunicipalityFactory

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("EE-793", ("EE-793", "EE-79", "EE-X-SOUTH", "EE")),
        ("LT-43", ("LT-43", "LT-SA", "LT-X-NORTH", "LT")),
        ("LT-57", ("LT-57", "LT-VL", "LT")),
        ("EE-37", ("EE-37", "EE-X-NORTH", "EE")),
        ("EE-X-WEST", ("EE-X-WEST", "EE")),
        ("LT", ("LT",)),
    ],
)
def test_a_region_knows_what_it_belongs_to(code: str, path: tuple[str, ...]) -> None:
    load()
    assert region_tree().path(code) == path
    assert region_path(Region.objects.get(code=code)) == path


@pytest.mark.django_db
def test_a_county_may_lie_in_two_areas() -> None:
    town = MunicipalityFactory(code="EE-T", parent=CountyFactory(code="EE-C"))
    for code in ("EE-X-B", "EE-X-A"):
        AreaMemberFactory(area=AreaFactory(code=code), county=town.parent)
    assert region_tree().path("EE-T") == ("EE-T", "EE-C", "EE-X-A", "EE-X-B", "EE")


@pytest.mark.django_db
def test_the_tree_takes_two_queries_and_asks_no_more() -> None:
    load()
    with CaptureQueriesContext(connection) as queries:
        tree = region_tree()
        assert tree.path("EE-793")
        assert tree.distance_km("EE-793", "EE-784") > 0
    assert len(queries) == 2


@pytest.mark.django_db
def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        region_tree().path("EE-999")


@pytest.mark.django_db
def test_countries_and_counties_are_listed() -> None:
    load()
    assert [region.code for region in Region.objects.countries()] == ["EE", "LT"]
    assert Region.objects.counties_of("EE").count() == 15
    assert Region.objects.counties_of("LT").count() == 10


@pytest.mark.django_db
def test_regions_speak_the_active_language() -> None:
    load()
    region = Region.objects.get(code="EE-45")
    for lang, name in [
        ("et", "Ida-Viru maakond"),
        ("en", "Ida-Viru County"),
        ("ru", "Ида-Вирумаа"),
        ("lt", "Rytų Viru apskritis"),
    ]:
        with translation.override(lang):
            assert region.name == str(region) == name
        assert region.name_in(lang) == name


def test_a_missing_name_falls_back_to_english_then_to_any() -> None:
    region = Region(name_et="Eesti keeles", name_en="In English")
    assert region.name_in("ru") == region.name_in("de") == "In English"
    assert Region(name_lt="Lietuviškai").name_in("et") == "Lietuviškai"
    assert Region().name_in("et") == ""


@pytest.mark.parametrize(
    ("a", "b", "kilometres"),
    [
        ((59.437, 24.754), (58.381, 26.725), 163),  # Tallinn, Tartu
        ((54.689, 25.280), (54.902, 23.909), 91),  # Vilnius, Kaunas
        ((59.437, 24.754), (54.689, 25.280), 529),  # Tallinn, Vilnius
    ],
)
def test_distances_are_those_of_the_map(
    a: tuple[float, float], b: tuple[float, float], kilometres: int
) -> None:
    assert haversine_km(*a, *b) == pytest.approx(kilometres, abs=1)


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways_and_at_most_half_the_globe(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    distance = haversine_km(*a, *b)
    assert distance == pytest.approx(haversine_km(*b, *a))
    assert 0 <= distance <= EARTH_RADIUS_KM * 3.15
    assert haversine_km(*a, *a) == 0
