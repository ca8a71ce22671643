from .agreement import Agreement
from .draft import Draft
from .offer import Offer, OfferAnswer
from .placement import Placement
from .referral import Referral, ReferralState, ReleaseKind
from .request import RequestState, ServiceRequest
from .routing import DecisionOutcome, RoutingDecision

__all__ = [
    "Agreement",
    "DecisionOutcome",
    "Draft",
    "Offer",
    "OfferAnswer",
    "Placement",
    "Referral",
    "ReferralState",
    "ReleaseKind",
    "RequestState",
    "RoutingDecision",
    "ServiceRequest",
]
