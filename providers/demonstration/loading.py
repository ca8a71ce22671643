"""The demonstration as a whole: loaded once, confirmed anew with each start."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from home.models import HomePage
from home.text import stable_id
from providers.capacity.limits import add_months
from providers.content.facts import Keeper, keep_programme, keep_provider
from providers.content.frame import Placed
from providers.content.pages import place
from providers.content.reading import Row
from providers.editing.rights import align_rights
from services.models import Programme

from .accounts import load_accounts, loader
from .numbers import Filling, services_of
from .texts import page_of

HERE = Path(__file__).parent
MONTHS_BEFORE = 12
MONTHS_AFTER = 36


def demonstration() -> Row:
    """What data.yaml says."""
    data: Row = yaml.safe_load((HERE / "data.yaml").read_text(encoding="utf-8"))
    return data


def load(*, today: date, now: datetime, password: str) -> int:
    """Load programmes, providers, accounts, numbers and pages that are missing; return how many services there are.

    Services, regions, prisons and the real content must be there. What is there is left alone.
    """
    data = demonstration()
    # All or nothing: a start that is cut short leaves no half of it behind.
    with transaction.atomic():
        _load_facts(data, today)
        load_accounts(rows=data["providers"], today=today, password=password)
        filling, services = Filling(loader(), today, now), list(services_of(data["providers"]))
        for service, row in services:
            filling.fill(service, row)
        _load_pages(data)
        align_rights(today=today)
    return len(services)


def _load_facts(data: Row, today: date) -> None:
    keeper = Keeper()
    for row in data["programmes"]:
        keep_programme(keeper, row | _period(today))
    for row in data["providers"]:
        keep_provider(keeper, _as_fact(row))


def confirm(*, today: date, now: datetime) -> int:
    """Confirm anew the numbers that no person has touched; return how many services that were."""
    filling, services = Filling(loader(), today, now), services_of(demonstration()["providers"])
    return sum(filling.confirm_again(service, row) for service, row in services)


def is_loaded() -> bool:
    """True once the invented programmes are there."""
    return Programme.objects.filter(is_demonstration=True).exists()


def _period(today: date) -> dict[str, Any]:
    """A programme that runs around today, so that there is always one to route to."""
    first = today.replace(day=1)
    return {
        "start": add_months(first, -MONTHS_BEFORE),
        "end": add_months(first, MONTHS_AFTER),
        "is_demonstration": True,
    }


def _as_fact(row: Row) -> Row:
    own = {"EE": "et", "LT": "lt"}[row["country"]]
    return row | {"name": row["names"][own], "is_demonstration": True}


def _load_pages(data: Row) -> None:
    placed: Placed = {}
    for home in HomePage.objects.filter(translation_key=stable_id("page", "home")):
        language = home.locale.language_code
        parent = home.get_children().get(translation_key=stable_id("page", "providers"))
        placed["providers", language] = parent
    for row in data["providers"]:
        place(page_of(row, data["page"]), placed)
