"""Places where nobody has stated any: an invented country, spread by where people live."""

from .setting import NOTHING, County, Needs, Site

# About so many thousand inhabitants; only their proportions count.
INHABITANTS = {
    "EE-37": 615, "EE-39": 8, "EE-45": 130, "EE-50": 27, "EE-52": 29, "EE-56": 20, "EE-60": 58, "EE-64": 24,
    "EE-68": 85, "EE-71": 34, "EE-74": 31, "EE-79": 158, "EE-81": 27, "EE-84": 45, "EE-87": 34,
    "LT-AL": 133, "LT-KL": 336, "LT-KU": 580, "LT-MR": 135, "LT-PN": 207, "LT-SA": 261, "LT-TA": 89,
    "LT-TE": 131, "LT-UT": 122, "LT-VL": 853,
}  # fmt: skip
PLACES = {("EE", "housing"): 120, ("LT", "housing"): 160, ("EE", "mentoring"): 150, ("LT", "mentoring"): 200}
FEWEST = 3
EVENNESS = 0.8
"""Below 1: small counties have more places than their share of people, as they do."""
LARGEST = 20
EVERYWHERE = 0.15
"""Share of mentors' places that are open to the whole country."""
STEP_FREE_EVERY, WOMEN_EVERY = 6, 9


def counties_of(country: str) -> tuple[County, ...]:
    """The counties of a country with their weights, in the order of their codes."""
    return tuple(County(code, number) for code, number in sorted(INHABITANTS.items()) if code[:2] == country)


def sites_of(country: str, service: str) -> tuple[Site, ...]:
    """Invented houses or mentors of a country. Raises KeyError for a country or service that is not known."""
    total = PLACES[country, service]
    counties = counties_of(country)
    whole = sum(county.weight**EVENNESS for county in counties)
    numbers = {
        county.code: max(round(total * county.weight**EVENNESS / whole), FEWEST) for county in counties
    }
    if service == "housing":
        return tuple(house for code, number in numbers.items() for house in _houses(code, number))
    return (*(_mentors(code, number) for code, number in numbers.items()), _country_wide(country, total))


def beds(number: int) -> tuple[Needs, ...]:
    """So many beds, some of them step-free, some for women only."""
    return tuple(_bed(index) for index in range(1, number + 1))


def _bed(index: int) -> Needs:
    if index % WOMEN_EVERY == 0:
        return frozenset({"WOMEN_ONLY"})
    return frozenset({"STEP_FREE"}) if index % STEP_FREE_EVERY == 2 else NOTHING


def _houses(county: str, number: int) -> list[Site]:
    """As many houses as it takes, none larger than the largest."""
    houses = -(-number // LARGEST)
    sizes = [number // houses + (index < number % houses) for index in range(houses)]
    return [Site(f"{county}/{index}", county, beds(size)) for index, size in enumerate(sizes, 1)]


def _mentors(county: str, number: int) -> Site:
    return Site(f"{county}/1", county, (NOTHING,) * number, frozenset({county}))


def _country_wide(country: str, total: int) -> Site:
    """Mentors who go anywhere: they stand with the largest county."""
    counties = counties_of(country)
    largest = max(counties, key=lambda county: county.weight).code
    slots = (NOTHING,) * round(total * EVERYWHERE)
    return Site(f"{country}/all", largest, slots, frozenset(county.code for county in counties))
