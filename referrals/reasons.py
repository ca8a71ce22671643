"""A stored decision, told to the state's side: who was tested, what did not fit, what would open a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from home.geography.models import Prison, Region
from providers.models import ServiceAtLocation
from services.models import ServiceType

from .explanations import Audience, explain_all, explain_unlock
from .models import RoutingDecision
from .routing.model import Rejected
from .sealed import decision_of
from .wording import RULES


@dataclass(frozen=True)
class RejectedPlace:
    """A place that did not fit, with one sentence for each rule that it failed."""

    service: ServiceAtLocation
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Reasons:
    """Why a request found no place. ``left_out``: rule names and how many services each left out at once."""

    rejected: tuple[RejectedPlace, ...]
    unlocks: tuple[str, ...]
    left_out: tuple[str, ...]


def reasons_of(stored: RoutingDecision) -> Reasons:
    """The stored decision in the reader's language, in a fixed number of queries."""
    decision = decision_of(stored)
    names = region_names(decision.need.country)
    services = services_by_id([rejected.candidate_id for rejected in decision.rejected])
    found = [rejected for rejected in decision.rejected if rejected.candidate_id in services]
    found.sort(key=lambda rejected: (len(rejected.failed), rejected.candidate_id))
    return Reasons(
        rejected=tuple(_told(rejected, services, names) for rejected in found),
        unlocks=tuple(explain_unlock(unlock, names=names) for unlock in decision.unlocks),
        left_out=left_out_of(stored),
    )


def left_out_of(stored: RoutingDecision) -> tuple[str, ...]:
    """How many services each rule left out before a closer look, one line for each rule that left out any."""
    return tuple(_counted(rule, count) for rule, count in sorted(stored.excluded_by_sql.items()) if count)


def region_names(country: str) -> dict[str, str]:
    """What regions, prisons and services are called in the reader's language, by code."""
    regions = Region.objects.filter(code__startswith=country)
    prisons = Prison.objects.filter(country=country)
    named = [*regions.order_by("pk"), *prisons.order_by("pk"), *ServiceType.objects.order_by("pk")]
    return {row.code: row.name for row in named}


def services_by_id(public_ids: Iterable[str]) -> dict[str, ServiceAtLocation]:
    """Services at locations with what names them, by public id as text; those that are gone are left out."""
    rows = ServiceAtLocation.objects.filter(public_id__in=set(public_ids)).select_related(
        "provider",
        "service_type",
        "location__provider",
        "location__region__parent",
        "location__prison__region__parent",
    )
    return {str(row.public_id): row for row in rows.order_by("pk")}


def _told(
    rejected: Rejected, services: Mapping[str, ServiceAtLocation], names: Mapping[str, str]
) -> RejectedPlace:
    problems = explain_all(rejected.failed, audience=Audience.COORDINATOR, names=names)
    return RejectedPlace(service=services[rejected.candidate_id], problems=tuple(problems))


def _counted(rule: str, count: int) -> str:
    return _("%(rule)s: %(count)d left out") % {"rule": RULES.get(rule, rule), "count": count}
