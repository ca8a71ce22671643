from providers.models.codes import (
    Characteristic,
    ContactRole,
    Firmness,
    HouseRule,
    OccupationKind,
    VoidReason,
)
from providers.models.location import Location
from providers.models.membership import ProviderMembership
from providers.models.offer import Pause, ProgrammeOffer, ServiceAtLocation
from providers.models.pages import ProviderPage, ProviderPageLink
from providers.models.provider import Contact, Provider
from providers.models.stay import Occupation, Overstay, Stay
from providers.models.unit import EVERY_PLACE, CapacityStep, Unit, UnitGroup, Void

__all__ = [
    "EVERY_PLACE",
    "CapacityStep",
    "Characteristic",
    "Contact",
    "ContactRole",
    "Firmness",
    "HouseRule",
    "Location",
    "Occupation",
    "OccupationKind",
    "Overstay",
    "Pause",
    "ProgrammeOffer",
    "Provider",
    "ProviderMembership",
    "ProviderPage",
    "ProviderPageLink",
    "ServiceAtLocation",
    "Stay",
    "Unit",
    "UnitGroup",
    "Void",
    "VoidReason",
]
