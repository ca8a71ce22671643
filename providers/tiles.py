"""The map of counties: where the style sheet puts each one, and a name short enough for its tile."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from home.geography.models import Country, Region
from home.geography.queries import region_tree
from providers.directory import providers_by_county
from providers.listing import Entry

MANY = 3

# Where the style sheet puts each county.
COUNTIES = {
    "EE-37": "harju",
    "EE-39": "hiiu",
    "EE-45": "ida-viru",
    "EE-50": "jogeva",
    "EE-52": "jarva",
    "EE-56": "laane",
    "EE-60": "laane-viru",
    "EE-64": "polva",
    "EE-68": "parnu",
    "EE-71": "rapla",
    "EE-74": "saare",
    "EE-79": "tartu",
    "EE-81": "valga",
    "EE-84": "viljandi",
    "EE-87": "voru",
    "LT-AL": "alytus",
    "LT-KL": "klaipeda",
    "LT-KU": "kaunas",
    "LT-MR": "marijampole",
    "LT-PN": "panevezys",
    "LT-SA": "siauliai",
    "LT-TA": "taurage",
    "LT-TE": "telsiai",
    "LT-UT": "utena",
    "LT-VL": "vilnius",
}
# What the names of counties end with.
KINDS = (" maakond", " County", "маа", " уезд", " apskritis")
VOWELS = "aeiouyąęėįųūõäöüаеёиоуыэюя"
LETTER = r"[^\W\d_]"
# Before the consonant that a vowel follows, with three letters before and two from there; "-ский" stays whole.
BREAK = re.compile(rf"(?<={LETTER}{{3}})(?=ский|(?!кий)(?![{VOWELS}ьъ]){LETTER}[{VOWELS}])", re.IGNORECASE)
SOFT_HYPHEN = "\u00ad"


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
    """A country and its tiles."""

    country: str
    name: str
    tiles: list[Tile]


def maps_of(listed: list[Entry], countries: Iterable[Country]) -> list[CountyMap]:
    """How many different providers help in each county, as a map for each country."""
    tree = region_tree()
    loaded = [county for county in COUNTIES if county in tree.parents]
    numbers = providers_by_county(loaded, listed, tree)
    names = {county.code: county.name for county in Region.objects.filter(code__in=loaded)}
    return [_map(country, numbers, names) for country in countries]


def label(name: str) -> str:
    """A county's name as short as its tile: without the word for county, with places where it may break.

    A soft hyphen shows only where the tile is too narrow for the name.
    """
    for kind in KINDS:
        name = name.removesuffix(kind)
    return BREAK.sub(SOFT_HYPHEN, name)


def _map(country: Country, numbers: dict[str, int], names: dict[str, str]) -> CountyMap:
    tiles = [
        Tile(code, place, label(names[code]), numbers[code])
        for code, place in COUNTIES.items()
        if code.startswith(country) and code in numbers
    ]
    return CountyMap(country.value, str(country.label), tiles)
