"""The order of the waiting list: one rule for the plan of the night, for a freed place and for the coordinator."""

from typing import Any

from django.db.models import Case, F, Func, IntegerField, QuerySet, When, Window
from django.db.models.functions import Coalesce, RowNumber

from .models import ServiceRequest


class _HowMany(Func):
    """The length of a JSON list."""

    function = "jsonb_array_length"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="json_array_length", **context)


def _turn() -> tuple[Any, ...]:
    return (
        Case(When(lifted_at__isnull=False, then=0), default=1).asc(),
        Coalesce("referral__release_on", "asked_start").asc(),
        _HowMany("requirement_codes").desc(),
        F("waiting_since").asc(),
        F("pk").asc(),
    )


def with_turns(requests: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    """Each with its `turn` among those of its country, 1 first."""
    return requests.annotate(
        turn=Window(RowNumber(), partition_by=[F("referral__country")], order_by=_turn())
    )


def in_turn(requests: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    """Whose turn is first: who was lifted; then the earlier release; the greater need; who waits longer.

    Somebody released already counts from the day on which help is asked for. The need is the number of things
    that a place must have: few places do, so who needs much chooses before who needs little.
    """
    return requests.order_by(*_turn())
