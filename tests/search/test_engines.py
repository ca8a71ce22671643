"""What every engine must find. Run for each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.models import StandardPage
from providers.models import ProviderPage, ProviderPageLink
from search.analysis import LONGEST_QUERY, MOST_WORDS, asked_words, words_of
from search.documents import Kind
from search.engines import Engine
from search.engines.database import DatabaseEngine
from tests.factories.geography import CountyFactory, MunicipalityFactory, PrisonFactory
from tests.factories.pages import page_in
from tests.factories.providers import LocationFactory, ProviderFactory
from tests.factories.services import ServiceTypeFactory

ENGINES = [DatabaseEngine]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__)
def titles(request: pytest.FixtureRequest, db: None) -> Callable[..., list[str]]:
    engine: Engine = request.param()

    def found(words: str, language: str = "et") -> list[str]:
        return [document.title for document in engine.find(words, language=language)]

    return found


def county(code: str, **names: str) -> Any:
    spread = {f"name_{language}": names.get(language, names["et"]) for language in ("et", "en", "ru", "lt")}
    return CountyFactory.create(code=code, aliases=names.get("aliases", ""), **spread)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Jõhvi", "johvi"),
        ("Jõhvi", "JÕHVI"),
        ("Pärnu", "parnu"),
        ("Põlva", "polva"),
        ("Võru", "voru"),
        ("Šiauliai", "siauliai"),
        ("Žagarė", "zagare"),
        ("Panevėžys", "panevezys"),
        ("Būda", "buda"),
        ("Küla", "kula"),
        ("Ёлкино", "елкино"),
        ("Елкино", "ёлкино"),
        ("Вильянди", "ВИЛЬЯНДИ"),
        ("Lääne-Viru maakond", "viru laane"),
        ("Lääne-Viru maakond", "Lääne-Viru"),
    ],
)
def test_accents_case_and_order_do_not_matter(
    titles: Callable[..., list[str]], name: str, typed: str
) -> None:
    county("EE-37", et=name)
    assert titles(typed) == [name]


def test_every_word_must_be_there(titles: Callable[..., list[str]]) -> None:
    county("EE-37", et="Harju maakond")
    county("EE-79", et="Tartu maakond")
    assert titles("maakond tartu") == ["Tartu maakond"]
    assert titles("maakond tartu viljandi") == []


def test_any_language_and_alias_finds_and_the_answer_is_in_the_readers(
    titles: Callable[..., list[str]],
) -> None:
    county(
        "EE-37", et="Harju maakond", ru="Харьюмаа", lt="Harju apskritis", aliases="Harjumaa;Харьюский уезд"
    )
    for typed in ("Harju", "harjumaa", "харьюмаа", "уезд", "apskritis"):
        assert titles(typed, "ru") == ["Харьюмаа"]


def test_whole_words_stand_before_beginnings_and_those_before_middles(
    titles: Callable[..., list[str]],
) -> None:
    county("EE-79", et="Tartumaa")
    county("EE-37", et="Uustartu")
    county("EE-81", et="Tartu")
    assert titles("tartu") == ["Tartu", "Tartumaa", "Uustartu"]


def test_two_letters_do_not_match_in_the_middle(titles: Callable[..., list[str]]) -> None:
    county("EE-37", et="Harju")
    assert titles("ju") == []
    assert titles("ha") == ["Harju"]


def test_providers_are_found_by_name_other_name_and_town(titles: Callable[..., list[str]]) -> None:
    provider = ProviderFactory.create(name="MTÜ Jõhvi Kogudus", also_called="MTÜ Uus Põlvkond")
    LocationFactory.create(provider=provider, name="Jõhvi")
    ProviderFactory.create(name="Vana", archived_at="2026-01-01T00:00Z")
    for typed in ("kogudus", "uus polvkond", "johvi"):
        assert titles(typed) == ["MTÜ Jõhvi Kogudus"]
    assert titles("vana") == []


def test_a_demonstration_provider_is_found_by_any_of_its_names(titles: Callable[..., list[str]]) -> None:
    ProviderFactory.create(name="Demo House", name_ru="Пример: дом", name_en="Demo House")
    assert titles("demo", "ru") == ["Пример: дом"]
    assert titles("пример", "en") == ["Demo House"]


def test_services_prisons_and_pages_are_found(titles: Callable[..., list[str]]) -> None:
    ServiceTypeFactory.create(code="housing", name_et="Majutus")
    PrisonFactory.create(name_et="Näidise vangla")
    PrisonFactory.create(name_et="Suletud vangla", closed_on="2020-01-01")
    page_in("et", StandardPage, title="Nõuanded perele")
    page_in("ru", StandardPage, title="Nõuanded vene keeles")
    page_in("et", StandardPage, title="Nõuanded mustandis").unpublish()
    assert titles("majutus") == ["Majutus"]
    assert titles("vangla") == ["Näidise vangla"]
    assert titles("nouanded") == ["Nõuanded perele"]


@pytest.mark.django_db
def test_results_lead_to_pages_and_to_the_directory() -> None:
    provider = ProviderFactory.create(name="MTÜ Maja", country="EE")
    page = page_in("et", ProviderPage, slug="maja")
    ProviderFactory.create(name="MTÜ Lehetu", country="EE")
    town = MunicipalityFactory.create(code="EE-296", parent=county("EE-37", et="Harju"), name_et="Keila")
    ProviderPageLink.objects.create(provider=provider, page=page)
    find = DatabaseEngine().find
    assert [hit.url for hit in find("maja", language="et")] == ["/et/maja/"]
    assert [hit.url for hit in find("lehetu", language="et")] == ["/en/directory/?country=EE"]
    assert [hit.url for hit in find(town.name_et, language="et")] == ["/en/directory/?county=EE-37"]


@pytest.mark.django_db
def test_kinds_stay_together_in_their_order() -> None:
    county("EE-79", et="Tartu")
    ProviderFactory.create(name="Tartu Maja")
    PrisonFactory.create(name_et="Tartu Vangla")
    kinds = [document.kind for document in DatabaseEngine().find("tartu", language="et")]
    assert kinds == sorted(kinds, key=list(Kind).index)
    assert len(set(kinds)) == 3


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: Any) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(30) as counted:
            DatabaseEngine().find("maja", language="ru")
        return len(counted)

    def add(number: int) -> None:
        for _ in range(number):
            place = LocationFactory.create(name="Maja", provider=ProviderFactory.create(name="Maja"))
            ProviderPageLink.objects.create(provider=place.provider, page=page_in("ru", ProviderPage))
            PrisonFactory.create()

    add(5)
    queries()  # What is asked once and kept: content types, the site.
    few = queries()
    add(20)
    assert queries() == few


@given(st.text())
def test_words_are_folded_and_bounded(text: str) -> None:
    words = asked_words(text)
    assert len(words) <= MOST_WORDS
    assert all(word == " ".join(words_of(word)) for word in words)
    assert sum(map(len, words)) <= LONGEST_QUERY * 4
