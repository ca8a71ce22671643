"""What decides whether a service takes anybody, before any place is looked at; for many in two queries."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from providers.capacity.standing import Standing, Term
from providers.models import Pause, ServiceAtLocation
from providers.rows import Facts, Row, facts_of, terms_of

ZONES: Mapping[str, ZoneInfo] = {"EE": ZoneInfo("Europe/Tallinn"), "LT": ZoneInfo("Europe/Vilnius")}


def standing_of(*, service: ServiceAtLocation, today: date) -> Standing:
    return standings_of(services=[service.pk], today=today)[service.pk]


def standings_of(*, services: Collection[int], today: date) -> dict[int, Standing]:
    """Standings by key of the service; keys that are not there are left out."""
    facts, terms = facts_of(services, today), terms_of(services, today)
    return {key: standing(each, terms[key]) for key, each in facts.items()}


def standing(facts: Facts, rows: Collection[Row]) -> Standing:
    """The standing of a service, of the rows of its programmes; those of what it serves are passed over."""
    return Standing(
        country=facts.country,
        terms=tuple(
            Term(programme, start, end, months)
            for kind, _, _, programme, start, end, months, _ in rows
            if kind == "TERM"
        ),
        closed=facts.closed,
        paused=facts.paused,
        confirmed_on=facts.confirmed_at and local_day(facts.confirmed_at, facts.country),
        max_age_days=facts.max_age_days,
        turnaround_days=facts.turnaround_days,
    )


def pauses_on(today: date) -> QuerySet[Pause]:
    """Pauses that hold on this day."""
    return Pause.objects.filter(Q(end__isnull=True) | Q(end__gt=today), start__lte=today)


def local_day(moment: datetime, country: str) -> date:
    """The day it is then by the clocks of the country."""
    return moment.astimezone(ZONES[country]).date()
