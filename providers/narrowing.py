"""What SQL can say of a candidate before its stays are read: necessary conditions, in the order of the rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, FloatField, Func, OuterRef, Q, Value
from django.db.models.lookups import GreaterThan

from providers.models import Occupation, ServiceAtLocation, Unit
from providers.standings import pauses_on
from services.models import RegionRule


@dataclass(frozen=True)
class Asked:
    """What a place is asked for. `end_from` gives the end of a stay that would begin on a later day.

    `region_path`: codes of the region asked for and of what it belongs to, the country last; the country
    alone: anywhere; empty: not known. `region_rule` as of the service type. `start_by`: the last day a stay
    may begin, None: on `start` only. `languages`: one of them must be spoken, none: any will do. `wish`: public id
    of a service, `former`: of a provider, that come first.
    """

    service_type: str
    country: str
    region_path: tuple[str, ...]
    region_rule: str
    start: date
    end: date
    end_from: Callable[[date], date]
    start_by: date | None = None
    in_prison: bool = False
    prison: str | None = None
    requirement_codes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    wish: UUID | None = None
    former: UUID | None = None


def conditions(asked: Asked, today: date) -> dict[str, Q]:
    """What a service must fulfil, by name of the rule. Each leaves out nothing that routing would let pass."""
    paused = Exists(pauses_on(today).filter(service_at_location=OuterRef("pk")))
    return {
        "SERVICE": Q(service_type__code=asked.service_type),
        "COUNTRY": Q(provider__country=asked.country),
        "REGION": _serves(asked),
        "OPEN": Q(closed_at__isnull=True, provider__archived_at__isnull=True) & ~Q(paused),
        "FRESH": Q(confirmed_at__isnull=False) & Q(_is_fresh(today)),
        "DATES": Q(_may_be_free(asked, today)),
    }


def _may_be_free(asked: Asked, today: date) -> Exists:
    """There is a place that no stay holds on all the days on which this one may begin.

    Of the places that are open by then, each stay holds one, turnaround included. However they are moved about,
    one more stay needs one more of them, whatever it needs besides. What it needs of the place and of who works
    there, voids and overstays are left to the closer look.
    """
    latest = asked.start_by or asked.start
    holds = Occupation.objects.filter(
        unit=OuterRef("pk"),
        released_at__isnull=True,
        stay__isnull=False,
        start__lte=asked.start,
        blocked_until__gt=latest,
    )
    # Not "closes after the start": someone may move to a place that closes once they have left it.
    there = Q(closes__isnull=True) | Q(closes__gt=today)
    places = Unit.objects.filter(there, opens__lte=latest, group__service_at_location=OuterRef("pk"))
    return Exists(places.filter(~Exists(holds)))


def _serves(asked: Asked) -> Q:
    if asked.in_prison:
        served = ServiceAtLocation.prisons.through.objects.filter(
            serviceatlocation=OuterRef("pk"), prison__code=asked.prison
        )
        return Q(Exists(served)) | Q(location__prison__code=asked.prison)
    stated = ServiceAtLocation.regions.through.objects.filter(serviceatlocation=OuterRef("pk"))
    if asked.region_path == (asked.country,):
        found = Q(Exists(stated))
    else:
        path = asked.region_path or (asked.country,)
        found = Q(Exists(stated.filter(region__code__in=path)))
    return found | ~Q(Exists(stated)) if asked.region_rule == RegionRule.ANYWHERE_IN_COUNTRY else found


class _Day(Func):
    """The days of a moment since some first day, as a number. Django's own arithmetic of moments calls Python for
    each row on SQLite, which took longer than all the rest.
    """

    template = "(EXTRACT(EPOCH FROM %(expressions)s) / 86400)"
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="julianday(%(expressions)s)", **context)


def _is_fresh(today: date) -> "GreaterThan[Any]":
    """False where a confirmation is surely too old: by the limit, and a day for the clocks of the country."""
    midnight = datetime.combine(today, time(), UTC) - timedelta(days=1)
    end = ExpressionWrapper(_Day(F("confirmed_at")) + F("max_age_days"), output_field=FloatField())
    return GreaterThan(end, _Day(Value(midnight, output_field=DateTimeField())))
