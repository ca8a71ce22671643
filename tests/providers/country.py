"""A small country for tests of the directory: three counties, an area, a second country."""

from decimal import Decimal
from typing import Any

from home.geography.models import Region
from providers.models import ServiceAtLocation
from tests.factories.geography import (
    AreaFactory,
    AreaMemberFactory,
    CountryFactory,
    CountyFactory,
    MunicipalityFactory,
)
from tests.factories.providers import LocationFactory, ProviderFactory, ServiceAtLocationFactory
from tests.factories.services import ServiceTypeFactory

HARJU, TARTU, VALGA, SOUTH, UTENA = "EE-37", "EE-79", "EE-81", "EE-X-SOUTH", "LT-UT"
NAMES = {HARJU: "Harju", TARTU: "Tartu", VALGA: "Valga", SOUTH: "Lõuna-Eesti", UTENA: "Utena"}
POINTS = {HARJU: ("59.437", "24.754"), TARTU: ("58.381", "26.725"), VALGA: ("57.778", "26.047")}


def make_country() -> None:
    """Harju in the north; Tartu and Valga, which make up the area of the south; Utena in Lithuania."""
    estonia, lithuania = CountryFactory.create(code="EE"), CountryFactory.create(code="LT")
    south = AreaFactory.create(code=SOUTH, parent=estonia, **_named(SOUTH, "Lõuna-Eesti"))
    for code in (HARJU, TARTU, VALGA):
        county = CountyFactory.create(code=code, parent=estonia, **_named(code, "maakond"), **_point(code))
        MunicipalityFactory.create(code=f"{code}-M", parent=county, **_named(code, "vald"), **_point(code))
        if code != HARJU:
            AreaMemberFactory.create(area=south, county=county)
    CountyFactory.create(code=UTENA, parent=lithuania, lat=Decimal("55.5"), lon=Decimal("25.6"))
    for code in ("housing", "mentoring"):
        ServiceTypeFactory.create(code=code)


def _named(code: str, word: str) -> dict[str, str]:
    return {f"name_{language}": f"{NAMES[code]} {word}" for language in ("et", "en", "ru", "lt")}


def _point(code: str) -> dict[str, Decimal]:
    lat, lon = POINTS[code]
    return {"lat": Decimal(lat), "lon": Decimal(lon)}


def service_in(
    county: str, *, service: str = "housing", serves: tuple[str, ...] = (), town: str = "", **provider: Any
) -> ServiceAtLocation:
    """A service in a municipality of a county, of a new provider."""
    country = county[:2]
    owner = ProviderFactory.create(**{"country": country, **provider})
    region = Region.objects.get(code=f"{county}-M") if country == "EE" else Region.objects.get(code=county)
    made: ServiceAtLocation = ServiceAtLocationFactory.create(
        provider=owner,
        location=LocationFactory.create(provider=owner, region=region, name=town),
        service_type=ServiceTypeFactory.create(code=service),
    )
    made.regions.set(Region.objects.filter(code__in=serves))
    return made
