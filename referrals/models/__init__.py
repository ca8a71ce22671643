from .agreement import Agreement
from .draft import Draft
from .offer import Offer, OfferAnswer
from .placement import Placement
from .planning import PlanningRun, Simulation, SimulationState
from .referral import HearingOutcome, Referral, ReferralState, ReleaseKind
from .request import RequestState, ServiceRequest
from .routing import DecisionOutcome, RoutingDecision

__all__ = [
    "Agreement",
    "DecisionOutcome",
    "Draft",
    "HearingOutcome",
    "Offer",
    "OfferAnswer",
    "Placement",
    "PlanningRun",
    "Referral",
    "ReferralState",
    "ReleaseKind",
    "RequestState",
    "RoutingDecision",
    "ServiceRequest",
    "Simulation",
    "SimulationState",
]
