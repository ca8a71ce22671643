"""From what was answered to what routing asks: one need for each request."""

from dataclasses import dataclass
from datetime import date

from home.geography.queries import RegionTree
from providers.capacity.limits import MONTHS_WHERE_NONE_STATED, add_months, full_length_end
from services.models import ProgrammeLimit, ServiceType, Starts, UnitKind

from .answers import RequestAnswers, SubmittedAnswers
from .routing.model import Need


@dataclass(frozen=True)
class Period:
    """``[start, end)`` of a request and the limit it was counted with, in months (None: none stated)."""

    start: date
    end: date
    months: int | None


def period_of(*, service_type: ServiceType, country: str, start: date) -> Period:
    """How long a request for this service may run from ``start``: the longest limit of a running programme.

    Where a running programme ends before the limit is up, the request ends with the programme.
    """
    limits = list(
        ProgrammeLimit.objects.filter(
            service_type=service_type,
            programme__country=country,
            programme__start__lte=start,
            programme__end__gt=start,
        )
        .order_by("pk")
        .values_list("months", "programme__end")
    )
    if not limits:
        return Period(start, add_months(start, MONTHS_WHERE_NONE_STATED), None)
    return max((_bounded(start, months, end) for months, end in limits), key=lambda period: period.end)


def _bounded(start: date, months: int | None, programme_end: date) -> Period:
    return Period(start, full_length_end(start, months, programme_end), months)


def start_of(
    *, request: RequestAnswers, service_type: ServiceType, answers: SubmittedAnswers, today: date
) -> date:
    """The day a request begins: release where the service starts then, the day asked for otherwise."""
    if service_type.starts == Starts.ON_RELEASE:
        return max(answers.release.expected or request.start, today)
    return max(request.start, today)


def lives_in(service_type: ServiceType) -> bool:
    """Whether help of this kind is a place to live in."""
    return UnitKind.BED in service_type.unit_kinds


def required_of(answers: SubmittedAnswers, service_type: ServiceType) -> frozenset[str]:
    """Codes of what the place must have. They tell about a home: a mentor need not have a room on the ground floor."""
    return frozenset(answers.needs.requirement_codes) if lives_in(service_type) else frozenset()


def need_of(
    *,
    answers: SubmittedAnswers,
    request: RequestAnswers,
    service_type: ServiceType,
    period: Period,
    tree: RegionTree,
    latest: date,
    asked_before: frozenset[str] = frozenset(),
    refused_by: frozenset[str] = frozenset(),
    former: str | None = None,
) -> Need:
    """The plain value that routing decides on. ``latest``: the last day that help may begin; once that has passed,
    and somebody still waits, it begins on the first day of the period only.
    """
    needs, zones = answers.needs, answers.region.no_contact
    return Need(
        service_type=service_type.code,
        country=answers.release.country,
        region_path=tree.path(answers.region.code),
        in_prison=request.in_prison,
        prison=answers.release.prison,
        start=period.start,
        end=period.end,
        start_by=latest if latest > period.start else None,
        requirement_codes=required_of(answers, service_type),
        languages=frozenset(answers.person.languages),
        interpreter_agreed=needs.interpreter_agreed,
        sex=answers.person.sex,
        with_children=needs.with_children and lives_in(service_type),
        uses_substances=needs.uses_substances,
        offence_types=frozenset(needs.offence_types),
        no_contact_regions=frozenset(zones),
        no_contact_around=_around(zones, tree),
        lives_there=lives_in(service_type),
        asked_before=asked_before,
        refused_by=refused_by,
        wish=str(request.wish) if request.wish else None,
        former=former,
        region_rule=service_type.region_rule,
    )


def _around(zones: tuple[str, ...], tree: RegionTree) -> frozenset[str]:
    """The wider regions that hold a part of the zones, without the country, which holds them all."""
    return frozenset(code for zone in zones for code in tree.path(zone)[1:-1])
