"""Facts from the data files into rows: service types, programmes, providers, places, contacts.

A row that is there stays as its editors left it, unless asked otherwise; rows are found by code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction

from home.geography.models import Prison, Region
from home.names import NAME_LANGUAGES
from home.phones import dialled
from home.text import stable_id
from providers.content.reading import Row, rows_of
from providers.models import Contact, Location, ProgrammeOffer, Provider, ServiceAtLocation
from services.models import Programme, ProgrammeLimit, ServiceType

Found = TypeVar("Found", bound=models.Model)

_PLAIN_PROVIDER = (
    "also_called",
    "together_with",
    "web",
    "email",
    "phone",
    "programme_period",
    "only_in_language",
    "source_documents",
    "is_demonstration",
)


@dataclass(frozen=True)
class Keeper:
    """Finds a row or makes it; sets its values anew only where it was told to overwrite."""

    overwrite: bool = False

    def keep(self, model: type[Found], key: Mapping[str, Any], values: Mapping[str, Any]) -> Found:
        """Return the row of `model` that `key` finds, made with `values` where there was none."""
        manager = model._default_manager  # noqa: SLF001 – Django documents it under this name
        if self.overwrite:
            return manager.update_or_create(defaults=dict(values), **key)[0]
        return manager.get_or_create(defaults=dict(values), **key)[0]


def load_facts(*, overwrite: bool = False) -> None:
    """Load every file of facts in one transaction; regions and prisons must be there. Again changes nothing."""
    keeper = Keeper(overwrite)
    with transaction.atomic():
        for order, row in enumerate(rows_of("services"), start=1):
            _keep_service_type(keeper, row, order)
        for row in rows_of("programmes"):
            keep_programme(keeper, row)
        for row in rows_of("providers"):
            keep_provider(keeper, row)


def names_in(row: Mapping[str, str], prefix: str = "name") -> dict[str, str]:
    """Return {"et": …} as columns, such as `name_et`; blank where a language is missing."""
    return {f"{prefix}_{code}": row.get(code, "") for code in NAME_LANGUAGES}


def _keep_service_type(keeper: Keeper, row: Row, order: int) -> ServiceType:
    plain = ("unit_kinds", "given_where", "needs_release_date", "region_rule", "starts", "decision_days")
    values = {name: row[name] for name in plain} | names_in(row["names"])
    return keeper.keep(
        ServiceType,
        {"code": row["code"]},
        {"public_id": stable_id("service_type", row["code"]), "order": order, **values},
    )


def keep_programme(keeper: Keeper, row: Row) -> Programme:
    """Keep a programme and the limits that are stated for its services."""
    plain = ("country", "start", "end")
    texts = ("period_as_stated", "run_by", "larger_project", "web", "sources")
    values = {name: row[name] for name in plain} | {name: row.get(name, "") for name in texts}
    values |= names_in(row["names"]) | names_in(row["funder"], "funder")
    values["is_demonstration"] = row.get("is_demonstration", False)
    public_id = stable_id("programme", row["code"])
    programme = keeper.keep(Programme, {"code": row["code"]}, {"public_id": public_id, **values})
    for code, limit in row["limits"].items():
        service = ServiceType.objects.get(code=code)
        keeper.keep(ProgrammeLimit, {"programme": programme, "service_type": service}, limit)
    return programme


def keep_provider(keeper: Keeper, row: Row) -> Provider:
    """Keep a provider with its places, what is given there and whom to call."""
    values = {name: row[name] for name in _PLAIN_PROVIDER if name in row} | names_in(row.get("names", {}))
    identity = {
        "public_id": stable_id("provider", row["code"]),
        "country": row["country"],
        "name": row["name"],
    }
    provider = keeper.keep(Provider, {"code": row["code"]}, identity | values)
    for place in row.get("locations", []):
        _keep_place(keeper, provider, place)
    return provider


def _keep_place(keeper: Keeper, provider: Provider, row: Row) -> None:
    code = f"{provider.code}/{row['key']}"
    values = {
        "provider": provider,
        "name": row.get("name", ""),
        "region": Region.objects.get(code=row["region"]),
        "prison": Prison.objects.get(code=row["prison"]) if "prison" in row else None,
        **names_in(row.get("notes", {}), "note"),
    }
    location = keeper.keep(Location, {"public_id": stable_id("location", code)}, values)
    keep_service(keeper, location, code, row["service"])
    for contact in row.get("contacts", []):
        _keep_contact(keeper, location, contact)


def keep_service(keeper: Keeper, location: Location, code: str, row: Row) -> ServiceAtLocation:
    """Keep what is given at a place, for whom, in which programmes. Numbers of places are not touched."""
    lists = ("languages", "house_rules", "characteristics")
    values: dict[str, Any] = {name: row.get(name, []) for name in lists}
    values |= {"provider": location.provider, "location": location, "unit_kind": row["unit_kind"]}
    values["service_type"] = ServiceType.objects.get(code=row["type"])
    key = {"public_id": stable_id("service_at_location", code)}
    is_new = not ServiceAtLocation.objects.filter(**key).exists()
    service = keeper.keep(ServiceAtLocation, key, values)
    if is_new or keeper.overwrite:
        service.regions.set(_regions(row.get("regions", [])))
        service.prisons.set(_prisons(row.get("prisons", [])))
    for programme in row["programmes"]:
        keeper.keep(
            ProgrammeOffer,
            {"service_at_location": service, "programme": Programme.objects.get(code=programme)},
            {},
        )
    return service


def _regions(codes: list[str]) -> list[Region]:
    return [Region.objects.get(code=code) for code in codes]


def _prisons(codes: list[str]) -> list[Prison]:
    return [Prison.objects.get(code=code) for code in codes]


def _keep_contact(keeper: Keeper, location: Location, row: Row) -> None:
    phone = row.get("phone", "")
    values = {
        "phone": phone,
        "phone_e164": dialled(phone, location.provider.country) if phone else "",
        "role": row["role"],
        "published_for": row["published_for"],
    }
    keeper.keep(
        Contact, {"provider": location.provider, "location": location, "name": row.get("name", "")}, values
    )
