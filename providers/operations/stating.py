"""What a provider states of itself and of whom it can take: public at once, and routed by at once.

Nobody loses a place by it: what was promised stays where it is, whatever is stated afterwards. A place that is only
kept, before its provider was asked, may move by night to one that fits (docs/places.md).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User
from providers.described import Described, described, seal_of
from providers.models import Provider, ServiceAtLocation, Unit, UnitGroup
from providers.operations.saying import Result, Saying


class ChangedMeanwhile(Exception):
    """Somebody else has changed it since the page was opened. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """How a provider as a whole is reached. What is empty is not stated."""

    web: str = ""
    email: str = ""
    phone: str = ""

    def seal(self) -> str:
        """As `Described.seal`."""
        return seal_of(asdict(self))

    @classmethod
    def of(cls, provider: Provider) -> "Organisation":
        """As it stands."""
        return cls(web=provider.web, email=provider.email, phone=provider.phone)


def state_organisation(
    *,
    actor: User,
    key: UUID | str,
    provider_id: UUID,
    stated: Organisation,
    seen: str,
    today: date,
    now: datetime,
) -> Mapping[str, Any]:
    """Say how the whole organisation is reached; confirmed today. `seen`: the seal of what stood on the page.

    Raises ChangedMeanwhile, ValueError for a web address that is none, KeyReused, DoesNotExist.
    """
    if "://" in stated.web and not stated.web.startswith(("http://", "https://")):
        raise ValueError("a web address begins with http or https")

    def work() -> Result:
        provider = Provider.objects.select_for_update().get(public_id=provider_id)
        if Organisation.of(provider).seal() != seen:
            raise ChangedMeanwhile
        provider.web, provider.email, provider.phone = stated.web, stated.email, stated.phone
        provider.confirmed_on = today
        provider.save(update_fields=["web", "email", "phone", "confirmed_on"])
        kind = "provider.stated"
        record_event(
            kind=kind, subject_kind="provider", subject_id=provider_id, at=now, actor_id=actor.public_id
        )
        return {"provider": provider_id}

    request = {"provider": provider_id, "seen": seen, **asdict(stated)}
    return once(operation="provider.stated", key=key, actor_id=actor.public_id, request=request, work=work)


def describe_service(
    *,
    actor: User,
    key: UUID | str,
    service_at_location_id: UUID,
    stated: Described,
    seen: str,
    today: date,
    now: datetime,
) -> Result:
    """Say whom a service at a place is for, which languages are spoken, what its places have.

    `seen`: the seal of what stood on the page. Groups and units that are left out stay. Raises ChangedMeanwhile,
    ValueError as `Described.check` and for a house or place of another service, KeyReused, DoesNotExist.
    """
    stated.check()

    def work(service: ServiceAtLocation) -> None:
        before = described(service, today)
        if before.seal() != seen:
            raise ChangedMeanwhile
        if stated.groups.keys() - before.groups.keys() or stated.units.keys() - before.units.keys():
            raise ValueError("a house or place of another service")
        _write(service, before, stated)

    request = {"service": service_at_location_id, "seen": seen, **asdict(stated)}
    return Saying(actor, key, Q(public_id=service_at_location_id), now).once(
        "service.described", request, work
    )


def _write(service: ServiceAtLocation, before: Described, stated: Described) -> None:
    """What differs; each row that stays as it was is left alone."""
    service.languages = list(stated.languages)
    service.house_rules, service.characteristics = list(stated.house_rules), list(stated.characteristics)
    service.save(update_fields=["languages", "house_rules", "characteristics"])
    for group, part in stated.groups.items():
        if part != before.groups[group]:
            UnitGroup.objects.filter(public_id=group).update(
                languages=list(part.languages), characteristics=list(part.characteristics)
            )
    for unit, codes in stated.units.items():
        if codes != before.units[unit]:
            Unit.objects.filter(public_id=unit).update(characteristics=list(codes))
