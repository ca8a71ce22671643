"""What the workspace shows, in a fixed number of queries whatever the number of rows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from home.record.models import Event

from .answers import SubmittedAnswers
from .models import Offer, Placement, Referral, RoutingDecision, ServiceRequest
from .sealed import answers_of

PLACE = ("stay__service_at_location__provider", "stay__service_at_location__location", "offer")


@dataclass(frozen=True)
class RequestCard:
    """One service request with the place it has now, if any, and whether the viewer's side was asked."""

    request: ServiceRequest
    placement: Placement | None
    offer: Offer | None


@dataclass(frozen=True)
class ReferralCard:
    """A referral as its own side sees it: the opened answers and each request with its place."""

    referral: Referral
    answers: SubmittedAnswers
    requests: tuple[RequestCard, ...]

    @property
    def person_name(self) -> str:
        person = self.answers.person
        return f"{person.first_name} {person.last_name}"


@dataclass(frozen=True)
class OfferCard:
    """An offer as the asked provider sees it."""

    offer: Offer
    answers: SubmittedAnswers

    @property
    def request(self) -> ServiceRequest:
        return self.offer.placement.request

    @property
    def person_name(self) -> str:
        person = self.answers.person
        return f"{person.first_name} {person.last_name}"

    def days_left(self, today: date) -> int:
        return (self.offer.due_on - today).days


def with_cards(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Everything that a card needs, in four queries."""
    current = Placement.objects.filter(ended_at__isnull=True).select_related(*PLACE)
    requests = ServiceRequest.objects.select_related("service_type", "region").prefetch_related(
        Prefetch("placements", queryset=current, to_attr="current_placements")
    )
    return referrals.select_related("data_key", "prison", "filed_by").prefetch_related(
        Prefetch("requests", queryset=requests)
    )


def referral_card(referral: Referral) -> ReferralCard:
    """Open one referral that came through ``with_cards``."""
    cards = tuple(_request_card(request) for request in referral.requests.all())
    return ReferralCard(referral=referral, answers=answers_of(referral), requests=cards)


def _request_card(request: ServiceRequest) -> RequestCard:
    current: list[Placement] = getattr(request, "current_placements", [])
    placement = current[0] if current else None
    return RequestCard(
        request=request, placement=placement, offer=getattr(placement, "offer", None) if placement else None
    )


def with_case(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    return offers.select_related(
        "provider",
        "placement__stay__service_at_location__location",
        "placement__stay__service_at_location__service_type",
        "placement__request__service_type",
        "placement__request__region",
        "placement__request__referral__data_key",
        "placement__request__referral__prison",
    )


def offer_card(offer: Offer) -> OfferCard:
    return OfferCard(offer=offer, answers=answers_of(offer.placement.request.referral))


def latest_decision(request: ServiceRequest) -> RoutingDecision | None:
    return request.decisions.select_related("request__referral__data_key", "chosen").first()


def history_of(referral: Referral, requests: tuple[RequestCard, ...]) -> QuerySet[Event]:
    """What happened to the referral and its requests, newest first."""
    subjects: list[UUID] = [referral.public_id, *(card.request.public_id for card in requests)]
    return (
        Event.objects.filter(subject_id__in=subjects).exclude(kind="referral.viewed").order_by("-at", "-pk")
    )
