"""What a part of the wizard must know to ask its questions: where, when, and the answers before it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from home.geography.models import Country, Prison
from services.models import ServiceType

from .wizard_places import MatchedService
from .wizard_regions import RegionChoices, region_choices


@dataclass(frozen=True, kw_only=True)
class FilingPlace:
    """One country in which somebody may file: from these prisons, or for people released already."""

    country: str
    prisons: tuple[Prison, ...] = ()
    may_file_released: bool = False

    @property
    def label(self) -> str:
        return str(Country(self.country).label)


@dataclass(kw_only=True)
class Setting:
    """`answered` holds the cleaned answers of the parts before, by the name of the part.

    `find_matches` looks for suitable places with them; it is called once, and only where a part needs it.
    """

    place: FilingPlace
    today: date
    find_matches: Callable[["Setting"], tuple[MatchedService, ...]]
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)

    @cached_property
    def service_types(self) -> tuple[ServiceType, ...]:
        return tuple(ServiceType.objects.order_by("order", "code"))

    @cached_property
    def regions(self) -> RegionChoices:
        return region_choices(self.place.country)

    @cached_property
    def matches(self) -> tuple[MatchedService, ...]:
        return self.find_matches(self)

    @property
    def person_name(self) -> str:
        """For the body of a page only: no title, address or log has it. "" while it is not known."""
        person = self.answered.get("person")
        return f"{person['first_name']} {person['last_name']}" if person else ""

    @property
    def expected_release(self) -> date | None:
        """None for somebody released already."""
        expected: date | None = self.answered["release"]["expected"]
        return expected

    @property
    def wanted(self) -> tuple[ServiceType, ...]:
        """The service types asked for, in their own order."""
        codes = {request["service_type"] for request in self.answered["services"]["requests"]}
        return tuple(service for service in self.service_types if service.code in codes)

    @property
    def asks_for_several(self) -> bool:
        return len(self.wanted) > 1

    @property
    def asks_for_bed(self) -> bool:
        return any("BED" in service.unit_kinds for service in self.wanted)
