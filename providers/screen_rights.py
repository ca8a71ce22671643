"""Whose rows somebody sees in the administration: editors those of all countries, coordinators those of their own."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from home.geography.permissions import countries_of
from home.users.models import User
from providers.editing.roles import EDITORS


def countries_for(user: Any, today: date) -> tuple[str, ...] | None:
    """Of which countries somebody may see the rows: None for all. Coordinators have their own country."""
    if user.is_superuser or user.groups.filter(name=EDITORS).exists():
        return None
    return countries_of(user, today) if isinstance(user, User) else ()


def in_country(rows: QuerySet[Any], path: str, user: Any) -> QuerySet[Any]:
    """The rows that somebody may see; `path` leads from a row to its country."""
    countries = countries_for(user, timezone.localdate())
    return rows if countries is None else rows.filter(**{f"{path}__in": countries})
