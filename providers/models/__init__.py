from providers.models.codes import (
    Characteristic,
    ContactRole,
    Firmness,
    HouseRule,
    OccupationKind,
    VoidReason,
)
from providers.models.details import DETAILS, LocationDetails
from providers.models.editing import PageConfirmation, ProviderDesk
from providers.models.location import Location
from providers.models.membership import ProviderMembership
from providers.models.offer import Pause, ProgrammeOffer, ServiceAtLocation
from providers.models.pages import ProviderPage, ProviderPageLink
from providers.models.provider import Contact, Provider
from providers.models.stay import Occupation, Overstay, Stay
from providers.models.unit import EVERY_PLACE, CapacityStep, Unit, UnitGroup, Void

__all__ = [
    "DETAILS",
    "EVERY_PLACE",
    "CapacityStep",
    "Characteristic",
    "Contact",
    "ContactRole",
    "Firmness",
    "HouseRule",
    "Location",
    "LocationDetails",
    "Occupation",
    "OccupationKind",
    "Overstay",
    "PageConfirmation",
    "Pause",
    "ProgrammeOffer",
    "Provider",
    "ProviderDesk",
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
