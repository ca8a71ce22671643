"""Who has said no to a request already, and how far that no reaches: one house, or all that its provider has."""

from dataclasses import dataclass
from uuid import UUID

from .models import OfferAnswer, ServiceRequest

NO_MORE = (OfferAnswer.DECLINED, OfferAnswer.EXPIRED)

# Reasons of a decline that speak of the person and the provider, wherever the place is. The others (full, house
# rules, wrong numbers, another reason) and silence speak of the one house that was asked.
FOR_ALL_HOUSES = frozenset({"NEED_NOT_MET", "SAFETY"})


@dataclass(frozen=True)
class Refusals:
    """Public ids as text: services at locations that said no or nothing, providers whose no holds everywhere."""

    houses: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()


def refusals_of(request: ServiceRequest) -> Refusals:
    """What providers have said to this request so far, in one query."""
    rows = request.placements.filter(offer__answer__in=NO_MORE).values_list(
        "stay__service_at_location__public_id",
        "stay__service_at_location__provider__public_id",
        "offer__reason_code",
    )
    answers = list(rows)
    return Refusals(
        houses=frozenset(str(house) for house, _provider, _reason in answers),
        providers=frozenset(
            str(provider) for _house, provider, reason in answers if reason in FOR_ALL_HOUSES
        ),
    )


def has_said_no(*, request: ServiceRequest, house: UUID) -> bool:
    """True where this house, or its provider for all its houses, has said no to the request."""
    said_no = request.placements.filter(offer__answer__in=NO_MORE)
    here = said_no.filter(stay__service_at_location__public_id=house)
    everywhere = said_no.filter(
        offer__reason_code__in=FOR_ALL_HOUSES,
        stay__service_at_location__provider__services__public_id=house,
    )
    return here.exists() or everywhere.exists()
