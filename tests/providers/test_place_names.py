"""What a reader calls a place: never by two names on two pages, never two places by one name."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.geography.models import Country, RegionKind
from providers.models import Location
from providers.place_names import county_of, group_called, kind_of, spot_of, told_apart, town_of
from tests.factories.geography import CountyFactory, MunicipalityFactory, PrisonFactory
from tests.factories.providers import LocationFactory, ServiceAtLocationFactory
from tests.factories.services import ServiceTypeFactory


def municipality(**named: str) -> object:
    names = dict(
        zip(("name_et", "name_en", "name_ru", "name_lt"), named.pop("names").split("/"), strict=True)
    )
    return MunicipalityFactory.create(kind=RegionKind.MUNICIPALITY, **names, **named)


def place(name: str, names: str, aliases: str = "", country: str = "EE") -> Location:
    region = municipality(names=names, aliases=aliases)
    made: Location = LocationFactory.create(name=name, region=region, provider__country=country)
    return made


TALLINN = "Tallinn/Tallinn/Таллинн/Talinas"
JOHVI = "Jõhvi vald/Jõhvi Rural Municipality/волость Йыхви/Jehvio valsčius"
SAUE = "Saue vald/Saue Rural Municipality/волость Сауэ/Saue valsčius"
PARNU = "Pärnu linn/Pärnu/Пярну/Pernu"
KAUNAS = "Kaunase linn/Kaunas City Municipality/Каунас/Kauno miesto savivaldybė"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "names", "aliases", "country", "reader", "shown"),
    [
        ("Tallinn", TALLINN, "", "EE", "ru", ("Таллинн", "ru")),
        ("Tallinn", TALLINN, "", "EE", "lt", ("Talinas", "lt")),
        ("Tallinn", TALLINN, "", "EE", "et", ("Tallinn", "et")),
        ("Jõhvi", JOHVI, "Jõhvi;Jehvis", "EE", "ru", ("Йыхви", "ru")),
        ("Jõhvi", JOHVI, "Jõhvi;Jehvis", "EE", "lt", ("Jõhvi", "et")),
        ("Laitse", SAUE, "Saue;Laitse;Сауе;Лайтсе", "EE", "ru", ("Лайтсе", "ru")),
        ("Laitse", SAUE, "Saue;Laitse;Сауе;Лайтсе", "EE", "en", ("Laitse", "et")),
        ("Audru", PARNU, "Pärnu;Audru", "EE", "ru", ("Audru", "et")),
        ("Kaunas", KAUNAS, "Kaunas", "LT", "ru", ("Каунас", "ru")),
        ("Kaunas", KAUNAS, "Kaunas", "LT", "et", ("Kaunas", "lt")),
        ("Kaunas", KAUNAS, "Kaunas", "LT", "lt", ("Kaunas", "lt")),
    ],
)
def test_a_town_has_the_name_that_its_reader_knows(
    name: str, names: str, aliases: str, country: str, reader: str, shown: tuple[str, str]
) -> None:
    assert town_of(place(name, names, aliases, country), reader) == shown


@pytest.mark.django_db
def test_a_place_in_a_prison_is_called_by_it_abroad() -> None:
    prison = PrisonFactory.create(country=Country.LT, name_ru="Правенишкская тюрьма")
    inside = LocationFactory.create(name="Pravieniškės", prison=prison, provider__country="LT")
    assert town_of(inside, "ru") == ("Правенишкская тюрьма", "ru")
    assert town_of(inside, "lt") == ("Pravieniškės", "lt")


@pytest.mark.django_db
def test_where_no_town_is_stated_the_county_is_named() -> None:
    county = CountyFactory.create(name_ru="Харьюмаа")
    assert spot_of(LocationFactory.create(name="", region=county), "ru") == ("Харьюмаа", "ru")
    nowhere = LocationFactory.create(name="", region=None)
    assert (spot_of(nowhere, "ru"), county_of(nowhere, "ru")) == (("", "ru"), "")


@pytest.mark.django_db
@pytest.mark.parametrize(("kinds", "shown"), [(["CASELOAD", "SEAT"], "course"), (["SEAT"], "")])
def test_what_it_is_is_said_where_it_may_be_several_things(kinds: list[str], shown: str) -> None:
    service_type = ServiceTypeFactory.create(unit_kinds=kinds)
    service = ServiceAtLocationFactory.create(service_type=service_type, unit_kind="SEAT")
    assert kind_of(service) == shown


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("A", "BED", "House A"),
        ("M3", "CASELOAD", "Mentor or counsellor M3"),
        ("K1", "SEAT", "Course K1"),
        ("Mari", "CASELOAD", "Mari"),
        ("Kollane maja 2", "BED", "Kollane maja 2"),
        ("", "BED", ""),
    ],
)
def test_a_letter_alone_says_what_it_stands_for(name: str, kind: str, shown: str) -> None:
    assert group_called(name, kind) == shown


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([("A", "x"), ("B", "x")], ["A", "B"]),
        ([("A", "x", "1"), ("A", "y", "2"), ("B", "x", "1")], ["A, x", "A, y", "B"]),
        ([("A", "x", "1"), ("A", "x", "2")], ["A, 1", "A, 2"]),
        ([("A",), ("A", "x")], ["A", "A, x"]),
        ([], []),
    ],
)
def test_only_equal_names_get_more(rows: list[tuple[str, ...]], names: list[str]) -> None:
    assert told_apart(rows) == names


WORDS = st.text(string.ascii_lowercase, max_size=2)


@given(st.lists(st.tuples(WORDS.filter(bool), WORDS, WORDS), max_size=8))
def test_rows_that_differ_never_share_a_name_unless_they_say_nothing(
    rows: list[tuple[str, str, str]],
) -> None:
    names = told_apart(rows)
    assert all(name.split(", ")[0] == row[0] for name, row in zip(names, rows, strict=True))
    full = [row for row in rows if all(row)]
    said = [name for name, row in zip(names, rows, strict=True) if all(row)]
    assert len(set(said)) == len(set(full))
