"""The directory as the public sees it: a plain form that nothing can break."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.models import ProviderPage, ProviderPageLink
from providers.views.directory import HITS_A_PAGE
from tests.factories.pages import page_in
from tests.factories.providers import TODAY, PauseFactory, ProgrammeOfferFactory, open_house, taken
from tests.factories.services import ProgrammeFactory
from tests.providers.country import HARJU, TARTU, UTENA, VALGA, make_country, service_in

pytestmark = pytest.mark.django_db
LANGUAGES = ["et", "en", "ru", "lt"]


@pytest.fixture(autouse=True)
def _country() -> None:
    make_country()


@pytest.fixture
def look(client: Client) -> Callable[..., str]:
    def answer(language: str = "en", **asked: str) -> str:
        with time_machine.travel(TODAY):
            response = client.get(f"/{language}/directory/", asked)
        assert response.status_code == 200
        return response.content.decode()

    return answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", [{}, {"county": HARJU}, {"county": VALGA, "service": "mentoring"}])
def test_the_directory_opens_in_every_language(
    look: Callable[..., str], language: str, asked: dict[str, str]
) -> None:
    service_in(HARJU)
    assert f'<html lang="{language}">' in look(language, **asked)


def test_a_hit_shows_place_phone_and_that_nothing_is_stated(look: Callable[..., str]) -> None:
    service = service_in(HARJU, town="Laitse", name="MTÜ Maja")
    service.provider.contacts.create(
        name="Mari",
        role="SERVICE_MANAGER",
        phone="671 6198",
        published_for="2015–2023",
        location=service.location,
    )
    html = look(county=HARJU)
    assert '<span lang="et">MTÜ Maja</span>' in html
    assert '<span lang="et">Laitse</span>, Harju maakond' in html
    assert 'href="tel:+3726716198"' in html
    assert "671\N{NO-BREAK SPACE}6198" in html
    assert "As published for 2015–2023, not confirmed." in html
    assert "Free places not stated, call first" in html


def test_names_in_the_readers_own_language_carry_no_mark(look: Callable[..., str]) -> None:
    service_in(HARJU, town="Laitse", name="MTÜ Maja")
    html = look("et")
    assert "MTÜ Maja" in html
    assert "<span lang=" not in html


def test_a_demonstration_provider_is_named_in_the_readers_language(look: Callable[..., str]) -> None:
    names = {"et": "Näidismaja", "en": "Demo House", "ru": "Пример дома", "lt": "Pavyzdinis namas"}
    columns: dict[str, Any] = {f"name_{code}": name for code, name in names.items()}
    service_in(HARJU, is_demonstration=True, **columns)
    for language, name in names.items():
        html = look(language, county=HARJU)
        assert name in html
        assert not set(names.values()) - {name} & set(re.findall(r"<h4>([^<]+)</h4>", html))


def test_what_is_free_is_dated(look: Callable[..., str]) -> None:
    house = open_house(location=service_in(HARJU).location)
    assert "Free now" in look(county=HARJU, service="housing")
    assert "Confirmed 2 March 2026" in look(county=HARJU, service="housing")
    taken(house.groups.get().units.get(), TODAY, date(2026, 5, 20))
    assert "Free from 20 May 2026" in look(county=HARJU, service="housing")


def test_a_stale_and_a_paused_house_say_so(look: Callable[..., str]) -> None:
    house = open_house(location=service_in(HARJU).location, confirmed_at="2026-01-02T12:00Z")
    html = look(county=HARJU)
    assert "Not confirmed, call first" in html
    assert "2 January 2026" in html
    PauseFactory.create(service_at_location=house, start=TODAY)
    assert "Takes no new people for now" in look(county=HARJU)


def test_an_ended_programme_is_shown_as_ended(look: Callable[..., str]) -> None:
    past = ProgrammeFactory.create(start=date(2015, 1, 1), end=date(2024, 1, 1), period_as_stated="2015–2023")
    ProgrammeOfferFactory.create(service_at_location=service_in(HARJU), programme=past)
    html = look(county=HARJU)
    assert "This programme has ended" in html
    assert "Paid for by a programme that ran 2015–2023 and has ended." in html
    assert "state lit" not in html


def test_where_nobody_fits_there_are_three_ways_on_and_the_nearest(look: Callable[..., str]) -> None:
    service_in(TARTU, service="mentoring", name="Lähim")
    service_in(VALGA)
    html = look(county=VALGA, service="mentoring")
    ways = re.search(r'<ul class="next">(.*?)</ul>', html, re.DOTALL)
    assert ways
    assert re.findall(r'href="([^"]+)"', ways[1]) == [
        "/en/directory/?country=EE&amp;service=mentoring",
        f"/en/directory/?county={VALGA}&amp;service=housing",
        "/en/#contact",
    ]
    assert "Lähim" in html
    assert re.search(r"about \d+ km away", html)


def test_the_nearest_is_never_abroad(look: Callable[..., str]) -> None:
    service_in(UTENA, name="Lietuvos namai")
    assert "Lietuvos namai" not in look(county=VALGA)


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"country": "FI"}, "country", "We do not know this country."),
        ({"county": "EE-00"}, "county", "We do not know this county."),
        ({"service": "spa"}, "service", "We do not know this service."),
        ({"country": "LT", "county": HARJU}, "county", "This county is not in the country you chose."),
    ],
)
def test_what_is_unknown_is_said_at_its_field(
    look: Callable[..., str], asked: dict[str, str], field: str, said: str
) -> None:
    service_in(HARJU)
    service_in(UTENA)
    html = look(**asked)
    assert said in html
    control = re.search(rf'<select[^>]*name="{field}"[^>]*>', html)
    assert control
    assert 'aria-invalid="true"' in control[0]
    assert f'aria-describedby="{field}_error"' in control[0]
    assert f'id="{field}_error"' in html
    assert 'class="result"' in html


def test_country_and_language_are_two_choices(look: Callable[..., str]) -> None:
    service_in(UTENA, name="Namai")
    html = look("et", country="LT")
    assert "Namai" in html
    assert 'href="/lt/directory/?country=LT"' in html


def test_hits_link_to_the_page_of_the_provider_in_the_readers_language(look: Callable[..., str]) -> None:
    service = service_in(HARJU)
    page = page_in("ru", ProviderPage, slug="dom")
    ProviderPageLink.objects.create(provider=service.provider, page=page)
    assert 'href="/ru/dom/"' in look("ru", county=HARJU)
    assert "/ru/dom/" not in look("et", county=HARJU)


def test_many_hits_are_paged_and_the_choices_stay(look: Callable[..., str]) -> None:
    for _ in range(31):
        service_in(HARJU)
    html = look(county=HARJU, service="housing")
    assert html.count('class="result"') == HITS_A_PAGE
    assert "31 places to ask" in html
    assert f"?page=2&amp;county={HARJU}&amp;service=housing" in html
    assert 'class="result"' in look(county=HARJU, service="housing", page="999")
    assert 'class="result"' in look(county=HARJU, service="housing", page="x")


def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(80) as counted:
            client.get("/ru/directory/", {"county": HARJU})
        return len(counted)

    def add(number: int) -> None:
        for _ in range(number):
            service = service_in(HARJU, town="Laitse", serves=(TARTU,))
            service.provider.contacts.create(name="Mari", role="CONTACT", phone="671 6198")
            page = page_in("ru", ProviderPage)
            ProviderPageLink.objects.create(provider=service.provider, page=page)

    add(5)
    queries()  # What is asked once and kept: content types, the site.
    few = queries()
    add(20)
    assert queries() == few


@settings(max_examples=40)
@given(
    asked=st.dictionaries(
        st.sampled_from(["country", "county", "service", "page", "q"]), st.text(max_size=40), max_size=5
    )
)
def test_nothing_that_is_typed_breaks_the_page(asked: dict[str, str]) -> None:
    assert Client().get("/lt/directory/", asked).status_code == 200


def test_it_is_read_only(client: Client) -> None:
    assert client.post("/en/directory/", {"county": HARJU}).status_code == 405
