"""The map of counties speaks as the list beside it does, and its names may break where a reader would break them."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from home.geography.models import Country
from providers.tiles import COUNTIES, SOFT_HYPHEN, label, maps_of
from tests.factories.geography import CountryFactory, CountyFactory

NAMES = {"et": "Ida-Viru maakond", "en": "Ida-Viru County", "ru": "Ида-Вирумаа", "lt": "Rytų Viru apskritis"}
SHORT = {"et": "Ida-Viru", "en": "Ida-Viru", "ru": "Ида-Виру", "lt": "Rytų Viru"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", NAMES)
def test_a_tile_has_its_name_in_the_readers_language(language: str) -> None:
    names = {f"name_{code}": name for code, name in NAMES.items()}
    CountyFactory(code="EE-45", parent=CountryFactory(code="EE"), **names)
    with override(language):
        [found] = maps_of([], [Country.EE])
    [tile] = found.tiles
    assert tile.name.replace(SOFT_HYPHEN, "") == SHORT[language]
    assert tile.place == COUNTIES["EE-45"]


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Marijampolės apskritis", "Mari|jam|po|lės"),
        ("Мариямпольский уезд", "Мариям|поль|ский"),
        ("Вильяндимаа", "Вильян|ди"),
        ("Hiiu County", "Hiiu"),
        ("Rytų Viru apskritis", "Rytų Viru"),
    ],
)
def test_a_long_name_breaks_between_syllables(name: str, broken: str) -> None:
    assert label(name).replace(SOFT_HYPHEN, "|") == broken


@given(st.text("abcdefghijklmnopqrstuvwxyzõäöüšžабвгдеийклмнопрстуыьэюя -", max_size=30))
def test_only_soft_hyphens_come_in_and_no_piece_is_a_single_letter(name: str) -> None:
    shown = label(name)
    assert name.startswith(shown.replace(SOFT_HYPHEN, ""))
    pieces = shown.split(SOFT_HYPHEN)
    assert all(len(piece) > 1 for piece in pieces if len(pieces) > 1)
