from services.models.programmes import Programme, ProgrammeLimit
from services.models.types import GivenWhere, RegionRule, ServiceType, Starts, UnitKind

__all__ = [
    "GivenWhere",
    "Programme",
    "ProgrammeLimit",
    "RegionRule",
    "ServiceType",
    "Starts",
    "UnitKind",
]
