"""Who comes into question at all: one look of SQL over every service, and how many each rule left out."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Min, OuterRef, Q, Subquery, Value, When

from providers.models import ServiceAtLocation
from providers.narrowing import Asked, conditions
from services.models import RegionRule, ServiceType


class Listed(NamedTuple):
    """A service that may fit. `wished`, `former`: it is the one wished for, its provider the former one.

    `region`: code of where it is.

    `served`: where in the path of the region asked for stands the first that it states to serve; None: none
    does, or nobody has to serve it. `doubtful`: it fails a rule that was not to leave it out.
    """

    pk: int
    wished: bool
    former: bool
    region: str | None
    served: int | None
    doubtful: bool


@dataclass(frozen=True)
class Shortlist:
    """In order of their keys; how many services each rule left out, each counted at the first that did."""

    services: tuple[Listed, ...]
    left_out: Mapping[str, int]


def shortlist(asked: Asked, *, today: date, keep: Collection[str] = ()) -> Shortlist:
    """Services that SQL cannot rule out, in two queries. It must not leave out by the rules named in `keep`."""
    rules = conditions(asked, today)
    found = ServiceAtLocation.objects.filter(
        *(rules.pop(rule) for rule in ("SERVICE", "COUNTRY") if rule not in keep)
    )
    kept = {rule: each for rule, each in rules.items() if rule in keep}
    strict = {rule: each for rule, each in rules.items() if rule not in keep}
    rows = list(
        found.annotate(
            wished=_is(asked.wish, "public_id"),
            former=_is(asked.former, "provider__public_id"),
            served=_served(asked),
            left_by=_first_against(strict),
            doubt=_first_against(kept),
        )
        .order_by("pk")
        .values_list("pk", "wished", "former", "location__region__code", "served", "doubt", "left_by")
    )
    services = tuple(
        Listed(pk, wished == 1, former == 1, region, served, doubt != "")
        for pk, wished, former, region, served, doubt, left_by in rows
        if not left_by
    )
    counts = Counter(left_by for *_, left_by in rows)
    return Shortlist(
        services, {**_of_others(asked, keep, len(rows)), **{rule: counts[rule] for rule in strict}}
    )


def _first_against(rules: Mapping[str, Q]) -> Case | Value:
    """The first rule that the service breaks; no later one is looked into."""
    if not rules:
        return Value("")
    return Case(*(When(~each, then=Value(rule)) for rule, each in rules.items()), default=Value(""))


def _is(wanted: UUID | None, field: str) -> Case | Value:
    """1 where this is the one. A number: reading ids and truths of thousands of rows would take a while."""
    if wanted is None:
        return Value(0)
    return Case(When(**{field: wanted}, then=Value(1)), default=Value(0))


def _served(asked: Asked) -> Subquery | Value:
    """Only where the region must be served does it tell how near somebody is."""
    if asked.in_prison or asked.region_rule != RegionRule.MUST_SERVE or not asked.region_path:
        return Value(None, output_field=IntegerField())
    nearest = Case(
        *(When(region__code=code, then=Value(place)) for place, code in enumerate(asked.region_path)),
        output_field=IntegerField(),
    )
    stated = ServiceAtLocation.regions.through.objects.filter(
        serviceatlocation=OuterRef("pk"), region__code__in=asked.region_path
    )
    return Subquery(stated.values("serviceatlocation").annotate(at=Min(nearest)).values_list("at"))  # type: ignore[misc]  # the plugin does not see the annotation


def _of_others(asked: Asked, keep: Collection[str], left: int) -> dict[str, int]:
    """How many give another service, and how many of those that give it do so in another country."""
    kind = ServiceType.objects.filter(code=asked.service_type).values("pk")
    counted = ServiceAtLocation.objects.aggregate(
        total=Count("pk"), given=Count("pk", filter=Q(service_type__in=kind))
    )
    given = counted["total"] if "SERVICE" in keep else counted["given"]
    others = {"SERVICE": counted["total"] - given, "COUNTRY": given - left}
    return {rule: number for rule, number in others.items() if rule not in keep}
