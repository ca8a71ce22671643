"""What decides whether a service takes anybody, before any place is looked at; for many in two queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, QuerySet, Subquery

from providers.capacity.standing import Standing, Term
from providers.models import Pause, ProgrammeOffer, ServiceAtLocation
from services.models import ProgrammeLimit

ZONES: Mapping[str, ZoneInfo] = {"EE": ZoneInfo("Europe/Tallinn"), "LT": ZoneInfo("Europe/Vilnius")}


def standing_of(*, service: ServiceAtLocation, today: date) -> Standing:
    return standings_of(services=[service], today=today)[service.pk]


def standings_of(*, services: Collection[ServiceAtLocation], today: date) -> dict[int, Standing]:
    """Standings by key of the service. The services come with their providers loaded."""
    keys = [service.pk for service in services]
    terms = _terms(keys)
    paused = set(
        pauses_on(today).filter(service_at_location__in=keys).values_list("service_at_location", flat=True)
    )
    return {
        service.pk: Standing(
            country=service.provider.country,
            terms=tuple(terms[service.pk]),
            closed=service.closed_at is not None or service.provider.archived_at is not None,
            paused=service.pk in paused,
            confirmed_on=service.confirmed_at and local_day(service.confirmed_at, service.provider.country),
            max_age_days=service.max_age_days,
            turnaround_days=service.turnaround_days,
        )
        for service in services
    }


def pauses_on(today: date) -> QuerySet[Pause]:
    """Pauses that hold on this day."""
    return Pause.objects.filter(Q(end__isnull=True) | Q(end__gt=today), start__lte=today)


def local_day(moment: datetime, country: str) -> date:
    """The day it is then by the clocks of the country."""
    return moment.astimezone(ZONES[country]).date()


def _terms(services: Collection[int]) -> Mapping[int, list[Term]]:
    """Programmes that pay for each service, with the limit they state for its type."""
    limit = ProgrammeLimit.objects.filter(
        programme=OuterRef("programme"), service_type=OuterRef("service_at_location__service_type")
    )
    offers = ProgrammeOffer.objects.filter(service_at_location__in=services).order_by("programme")
    found: dict[int, list[Term]] = defaultdict(list)
    for service, programme, start, end, months in offers.values_list(
        "service_at_location",
        "programme__public_id",
        "programme__start",
        "programme__end",
        Subquery(limit.values("months")[:1]),
    ):
        found[service].append(Term(programme, start, end, months))
    return found
