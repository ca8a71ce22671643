"""What is stated of a service at a place that decides whom routing sends there, as plain values.

Nothing stated is an empty tuple: it is "not stated", never "no".
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from django.db.models import Q

from providers.models import Characteristic, HouseRule, ServiceAtLocation, Unit, UnitGroup

CONTRADICTIONS = (
    (HouseRule.WOMEN_ONLY.value, HouseRule.MEN_ONLY.value),
    (HouseRule.MEN_ONLY.value, Characteristic.WOMEN_ONLY.value),
    (HouseRule.NO_CHILDREN.value, Characteristic.CHILDREN.value),
)
MOST_NAMED_PLACES = 40
"""Houses with more open places are described as a whole: nobody ticks boxes for each."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one house, mentor or course has on top of what is said of all; its own languages go before those."""

    languages: tuple[str, ...] = ()
    characteristics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """A service at a place. `groups` and `units` by public id; those left out stay as they are."""

    languages: tuple[str, ...] = ()
    house_rules: tuple[str, ...] = ()
    characteristics: tuple[str, ...] = ()
    groups: Mapping[str, Part] = field(default_factory=dict)
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def seal(self) -> str:
        """The same for the same statements, whatever their order: tells whether somebody has changed them."""
        return seal_of(asdict(self))

    def check(self) -> None:
        """Raise ValueError for unknown codes and for what contradicts itself."""
        parts = tuple(self.groups.values())
        own = [code for part in parts for code in part.characteristics]
        own += [code for codes in self.units.values() for code in codes]
        spoken = {*self.languages, *(code for part in parts for code in part.languages)}
        known = not {*self.characteristics, *own} - set(Characteristic.values)
        if not (known and set(self.house_rules) <= set(HouseRule.values) and all(map(_is_language, spoken))):
            raise ValueError("unknown codes")
        said = {*self.house_rules, *self.characteristics}
        if any(said >= set(both) for both in CONTRADICTIONS):
            raise ValueError("contradicts itself")


def seal_of(values: Mapping[str, object]) -> str:
    """A short mark of plain values; lists count without their order."""
    return hashlib.sha256(json.dumps(_ordered(values), sort_keys=True).encode()).hexdigest()[:32]


def described(service: ServiceAtLocation, today: date) -> Described:
    """As it stands: the service, its houses, mentors or courses, and its open places where they are few. Two queries."""
    return Described(
        languages=tuple(service.languages),
        house_rules=tuple(service.house_rules),
        characteristics=tuple(service.characteristics),
        groups={
            str(group.public_id): Part(tuple(group.languages), tuple(group.characteristics))
            for group in open_groups(service, today)
        },
        units={str(unit.public_id): tuple(unit.characteristics) for unit in open_units(service, today)},
    )


def open_groups(service: ServiceAtLocation, today: date) -> list[UnitGroup]:
    """Houses, mentors or courses of the service that are not over, in a fixed order."""
    return list(service.groups.filter(Q(closes=None) | Q(closes__gt=today)).order_by("pk"))


def open_units(service: ServiceAtLocation, today: date) -> list[Unit]:
    """Its beds that are not closed for good, by house and number; none where there are too many to name."""
    if service.unit_kind != "BED":
        return []
    units = Unit.objects.filter(Q(closes=None) | Q(closes__gt=today), group__service_at_location=service)
    found = list(units.select_related("group").order_by("group", "number")[: MOST_NAMED_PLACES + 1])
    return found if len(found) <= MOST_NAMED_PLACES else []


def _is_language(code: str) -> bool:
    return 2 <= len(code) <= 3 and code.isascii() and code.isalpha() and code.islower()


def _ordered(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _ordered(item) for name, item in value.items()}
    return sorted(value) if isinstance(value, list | tuple) else value
