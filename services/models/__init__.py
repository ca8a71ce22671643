from services.models.pages import PageLink, ProgrammePage, ProgrammePageLink, ServicePage, ServicePageLink
from services.models.programmes import Programme, ProgrammeLimit
from services.models.types import GivenWhere, RegionRule, ServiceType, Starts, UnitKind

__all__ = [
    "GivenWhere",
    "PageLink",
    "Programme",
    "ProgrammeLimit",
    "ProgrammePage",
    "ProgrammePageLink",
    "RegionRule",
    "ServicePage",
    "ServicePageLink",
    "ServiceType",
    "Starts",
    "UnitKind",
]
