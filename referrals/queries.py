"""What the workspace shows, in a fixed number of queries whatever the number of rows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from home.geography.models import Region
from home.record.models import Event
from providers.models import ServiceAtLocation

from .answers import SubmittedAnswers
from .deadlines import depends_on_hearing, hearing_ahead
from .history import told_event
from .models import (
    Offer,
    OfferAnswer,
    Placement,
    Referral,
    RequestState,
    RoutingDecision,
    ServiceRequest,
)
from .naming import naming_day
from .promises import promised_region
from .sealed import answers_of, note_of
from .wording import DECLINE_REASONS
from .workflow import BEFORE_START

NOT_AGREED = BEFORE_START - {"ACCEPTED"}
AGREED = (RequestState.ACCEPTED, RequestState.ACTIVE)

PLACE = (
    "stay__service_at_location__provider",
    "stay__service_at_location__service_type",
    "stay__service_at_location__location__provider",
    "stay__service_at_location__location__region__parent",
    "stay__service_at_location__location__prison__region__parent",
    "offer",
)
CONTACTS = (
    "stay__service_at_location__provider__contacts",
    "stay__service_at_location__location__contacts",
)


@dataclass(frozen=True)
class Whom:
    """A phone number as stated, and who answers it ("" where no name is stated)."""

    phone: str
    name: str


@dataclass(frozen=True)
class Refusal:
    """A provider that said no: why, and its note to the referring office ("" where it left none)."""

    service: ServiceAtLocation
    reason: str
    note: str


@dataclass(frozen=True)
class RequestCard:
    """One service request with the place it has now, if any, and whether the viewer's side was asked."""

    request: ServiceRequest
    placement: Placement | None
    offer: Offer | None
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_unnamed(self) -> bool:
        """A place is kept, and its house is told to nobody yet: another one may be chosen."""
        return self.request.state == RequestState.KEPT

    @property
    def is_later(self) -> bool:
        """A place is kept, or agreed, that begins after the day asked for; not once the person has come."""
        return self.request.state in BEFORE_START and self.request.starts_later

    @property
    def needs_a_bed_until_then(self) -> bool:
        """The person must sleep somewhere else between the day asked for and the first day."""
        return self.is_later and self.request.service_type.gives_bed

    @property
    def kept_in(self) -> Region | None:
        """The region in which the place is kept; None: somewhere in the country."""
        if self.placement is None:
            return None
        return promised_region(request=self.request, service=self.placement.stay.service_at_location)

    @property
    def named_on(self) -> date | None:
        """The day on which the house is named; None: at once."""
        return naming_day(self.request)

    @property
    def contact(self) -> Whom | None:
        """Whom to call about the place: its own contact, else one of the provider, else the provider's number."""
        if self.placement is None:
            return None
        service = self.placement.stay.service_at_location
        own = [*service.location.contacts.all(), *service.provider.contacts.all()]
        named = next((Whom(contact.phone, contact.name) for contact in own if contact.phone), None)
        return named or (Whom(service.provider.phone, "") if service.provider.phone else None)


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

    @property
    def number_to_call(self) -> bool:
        """Whether a provider has agreed whose number is known: it stands in the person's letter."""
        return any(card.request.state in AGREED and card.contact for card in self.requests)

    def is_inside(self, today: date) -> bool:
        """Whether the person is in prison, as far as is known. Afterwards its contact person is nobody to ask."""
        release_on = self.referral.release_on
        return self.referral.prison_id is not None and (release_on is None or release_on > today)

    @property
    def awaits_hearing(self) -> bool:
        """A hearing decides on the release, and nobody has said what it decided."""
        return self.referral.is_open and hearing_ahead(self.referral) is not None

    @property
    def missing_for_hearing(self) -> tuple[RequestCard, ...]:
        """What hangs on the hearing and has no provider yet that has agreed."""
        return tuple(
            card
            for card in self.requests
            if card.request.state in NOT_AGREED and depends_on_hearing(card.request)
        )

    @property
    def held_until(self) -> date | None:
        """The first day on which a place is held for the last time without news of the hearing."""
        days = [card.placement.held_until for card in self.requests if card.placement]
        return min((day for day in days if day), default=None)


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
    """Everything that a card needs, in a fixed number of queries."""
    current = (
        Placement.objects.filter(ended_at__isnull=True).select_related(*PLACE).prefetch_related(*CONTACTS)
    )
    refused = (
        Placement.objects.filter(offer__answer=OfferAnswer.DECLINED).select_related(*PLACE).order_by("pk")
    )
    requests = ServiceRequest.objects.select_related("service_type", "region").prefetch_related(
        Prefetch("placements", queryset=current, to_attr="current_placements"),
        Prefetch("placements", queryset=refused, to_attr="refused_placements"),
    )
    return referrals.select_related("data_key", "prison", "filed_by").prefetch_related(
        Prefetch("requests", queryset=requests)
    )


def referral_card(referral: Referral) -> ReferralCard:
    """Open one referral that came through ``with_cards``."""
    cards = tuple(_request_card(request, referral) for request in referral.requests.all())
    return ReferralCard(referral=referral, answers=answers_of(referral), requests=cards)


def _request_card(request: ServiceRequest, referral: Referral) -> RequestCard:
    current: list[Placement] = getattr(request, "current_placements", [])
    placement = current[0] if current else None
    return RequestCard(
        request=request,
        placement=placement,
        offer=getattr(placement, "offer", None) if placement else None,
        refusals=tuple(_refusal(refused, referral) for refused in getattr(request, "refused_placements", [])),
    )


def _refusal(placement: Placement, referral: Referral) -> Refusal:
    offer = placement.offer
    return Refusal(
        service=placement.stay.service_at_location,
        reason=str(DECLINE_REASONS.get(offer.reason_code, "")),
        note=note_of(offer, referral=referral),
    )


def with_case(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    return offers.select_related(
        "provider",
        *(f"placement__{path}" for path in PLACE if path != "offer"),
        "placement__request__service_type",
        "placement__request__region",
        "placement__request__referral__data_key",
        "placement__request__referral__prison",
    )


def offer_card(offer: Offer) -> OfferCard:
    return OfferCard(offer=offer, answers=answers_of(offer.placement.request.referral))


def latest_decision(request: ServiceRequest) -> RoutingDecision | None:
    return request.decisions.select_related("request__referral__data_key", "chosen").first()


@dataclass(frozen=True)
class Happening:
    """An event and the request it is about, if it is about one."""

    event: Event
    request: ServiceRequest | None

    @property
    def said(self) -> str:
        """It as one short sentence, in the words of the service."""
        meets = self.request is not None and not self.request.service_type.gives_bed
        return told_event(self.event.kind, self.event.reason_code, meets=meets)


def history_of(referral: Referral, requests: tuple[RequestCard, ...]) -> list[Happening]:
    """What happened to the referral and its requests, newest first."""
    about = {card.request.public_id: card.request for card in requests}
    subjects: list[UUID] = [referral.public_id, *about]
    events = Event.objects.filter(subject_id__in=subjects).exclude(kind="referral.viewed")
    return [Happening(event, about.get(event.subject_id)) for event in events.order_by("-at", "-pk")]
