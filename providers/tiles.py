"""The map of counties: where the style sheet puts each one, and a name short enough for its tile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from home.geography.models import Country
from home.geography.queries import region_tree
from providers.directory import providers_by_county
from providers.listing import OWN_LANGUAGE, Entry

MANY = 3

# Class, name in the country's own language, in Russian. A soft hyphen shows only where the tile is narrow.
COUNTIES = {
    "EE-37": ("harju", "Harju", "Харью"),
    "EE-39": ("hiiu", "Hiiu", "Хийу"),
    "EE-45": ("ida-viru", "Ida-Viru", "Ида-Виру"),
    "EE-50": ("jogeva", "Jõgeva", "Йыгева"),
    "EE-52": ("jarva", "Järva", "Ярва"),
    "EE-56": ("laane", "Lääne", "Ляэне"),
    "EE-60": ("laane-viru", "Lääne-Viru", "Ляэне-Виру"),
    "EE-64": ("polva", "Põlva", "Пылва"),
    "EE-68": ("parnu", "Pärnu", "Пярну"),
    "EE-71": ("rapla", "Rapla", "Рапла"),
    "EE-74": ("saare", "Saare", "Сааре"),
    "EE-79": ("tartu", "Tartu", "Тарту"),
    "EE-81": ("valga", "Valga", "Валга"),
    "EE-84": ("viljandi", "Viljandi", "Вильян\u00adди"),
    "EE-87": ("voru", "Võru", "Выру"),
    "LT-AL": ("alytus", "Alytus", "Алитус"),
    "LT-KL": ("klaipeda", "Klaipėda", "Клай\u00adпеда"),
    "LT-KU": ("kaunas", "Kaunas", "Каунас"),
    "LT-MR": ("marijampole", "Marijam\u00adpolė", "Мариям\u00adполе"),
    "LT-PN": ("panevezys", "Panevė\u00adžys", "Паневе\u00adжис"),
    "LT-SA": ("siauliai", "Šiauliai", "Шяуляй"),
    "LT-TA": ("taurage", "Tauragė", "Таураге"),
    "LT-TE": ("telsiai", "Telšiai", "Тельшяй"),
    "LT-UT": ("utena", "Utena", "Утена"),
    "LT-VL": ("vilnius", "Vilnius", "Вильнюс"),
}


@dataclass(frozen=True)
class Tile:
    """A county; `place` is its class, `shade` the number of providers, three standing for more."""

    code: str
    place: str
    name: str
    number: int

    @property
    def shade(self) -> int:
        return min(self.number, MANY)


@dataclass(frozen=True)
class CountyMap:
    """A country and its tiles; `language` is that of the names where it is not the reader's, else ""."""

    country: str
    name: str
    language: str
    tiles: list[Tile]


def maps_of(listed: list[Entry], countries: Iterable[Country]) -> list[CountyMap]:
    """How many different providers help in each county, as a map for each country."""
    tree = region_tree()
    loaded = [county for county in COUNTIES if county in tree.parents]
    numbers = providers_by_county(loaded, listed, tree)
    return [_map(country, numbers) for country in countries]


def _map(country: Country, numbers: dict[str, int]) -> CountyMap:
    reader, own = (get_language() or "et").split("-")[0], OWN_LANGUAGE[country]
    russian = reader == "ru"
    tiles = [
        Tile(code, place, in_russian if russian else local, numbers[code])
        for code, (place, local, in_russian) in COUNTIES.items()
        if code.startswith(country) and code in numbers
    ]
    return CountyMap(country.value, str(country.label), "" if russian or own == reader else own, tiles)
