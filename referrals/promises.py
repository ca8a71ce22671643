"""Where somebody is promised a place before a house is named. Within this, the night may choose another house."""

from home.geography.models import Region, RegionKind
from providers.models import ServiceAtLocation
from services.models import RegionRule

from .models import ServiceRequest


def promised_region(*, request: ServiceRequest, service: ServiceAtLocation) -> Region | None:
    """The region in which a place is kept for the request, as people are told; None: in the country.

    The region asked for where the house lies in it, or serves it; otherwise the county of the house.
    """
    asked, here = request.region, service.location.region
    if asked is None or request.service_type.region_rule == RegionRule.MUST_SERVE:
        return asked
    if here is None or asked.pk in (here.pk, here.parent_id):
        return asked if here else None
    return here.parent if here.kind == RegionKind.MUNICIPALITY else here
