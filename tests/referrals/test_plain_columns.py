"""What stands in the database without a seal is a list that people decided about, column by column.

A new column fails here. Ask before adding it: does it tell about a person? Then it belongs into `sealed`.
"""

from django.apps import apps
from django.db.models import BinaryField, Model

from providers.models import Stay

PLAIN: dict[str, set[str]] = {
    "Referral": {
        *("id", "public_id", "number", "data_key", "state", "country", "prison"),
        *("filed_by", "filed_for_provider", "submitted_at", "withdrawn_at"),
        # Deadlines and routing go by these dates.
        *("release_kind", "release_on", "release_earliest", "release_latest", "hearing_on"),
        *("hearing_outcome", "together"),
        # Keyed: they find a person again and tell nothing.
        *("person_index", "name_index"),
    },
    "Agreement": {"id", "referral", "kind", "given_on", "language", "interpreter", "text_version"},
    "ServiceRequest": {
        *("id", "public_id", "referral", "service_type", "state", "start", "end", "region", "in_prison"),
        # The solver reads what a place must have; nothing says why.
        "requirement_codes",
        # Routing goes by these days.
        *("asked_start", "latest_start"),
        *("wish", "continues", "waiting_since", "order"),
        *("lifted_at", "lifted_by"),
    },
    "Placement": {"id", "public_id", "request", "stay", "created_at", "ended_at", "held_until"},
    "Offer": {
        *("id", "public_id", "placement", "provider", "sent_at", "due_on"),
        *("answered_at", "answered_by", "answer", "reason_code"),
    },
    "RoutingDecision": {
        *("id", "public_id", "request", "at", "outcome", "chosen", "excluded_by_sql", "engine_version"),
    },
    "Draft": {
        *("id", "public_id", "owner", "country", "prison", "data_key", "step"),
        *("created_at", "updated_at", "submitted_referral"),
    },
    # Public ids of places and placements; numbers.
    "PlanningRun": {
        *("id", "public_id", "night", "country", "service_type", "planned_at", "finished_at"),
        *("steps", "steps_done", "counts"),
    },
    "Simulation": {
        *("id", "public_id", "country", "asked_by", "asked_at", "seen_at", "finished_at"),
        *("state", "progress", "parameters", "result"),
    },
}
SEALED: dict[str, set[str]] = {
    "Referral": {"sealed"},
    "ServiceRequest": {"lift_reason_sealed"},
    "Offer": {"note_sealed"},
    "RoutingDecision": {"sealed"},
    "Draft": {"sealed"},
}


def models() -> list[type[Model]]:
    """Every model of the room, also those that Django makes for links between many and many."""
    return list(apps.get_app_config("referrals").get_models(include_auto_created=True))


def columns(model: type[Model], *, sealed: bool) -> set[str]:
    fields = model._meta.concrete_fields
    return {field.name for field in fields if isinstance(field, BinaryField) is sealed}


def test_every_plain_column_is_on_the_list() -> None:
    assert {model.__name__: columns(model, sealed=False) for model in models()} == PLAIN


def test_what_is_binary_is_sealed() -> None:
    found = {model.__name__: columns(model, sealed=True) for model in models()}
    assert {name: names for name, names in found.items() if names} == SEALED


OF_STAYS = {
    *("id", "public_id", "service_at_location", "programme", "start", "end", "limit_end", "firmness"),
    # The solver reads what a place must have, and of which languages one must be spoken there; nothing says why.
    *("requirement_codes", "languages"),
    *("holder", "hold_expires_at", "released_at", "created_at"),
}
"""A stay knows no person; its holder leads to one. So its columns are on a list, too."""


def test_every_column_of_a_stay_is_on_its_list() -> None:
    assert columns(Stay, sealed=False) == OF_STAYS
    assert columns(Stay, sealed=True) == set()
