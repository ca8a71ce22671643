"""A need and a candidate that fit each other in every way, to be spoilt in one way at a time."""

from dataclasses import replace
from datetime import date
from typing import Any

from referrals.routing.model import Candidate, Need, Outcome
from referrals.routing.rules import outcomes_of

NEED = Need(
    service_type="housing",
    country="EE",
    region_path=("EE-784", "EE-37", "EE-X-NORTH", "EE"),
    region_rule="ANYWHERE_IN_COUNTRY",
    start=date(2027, 1, 14),
    end=date(2027, 7, 14),
    languages=frozenset({"ru"}),
    sex="F",
)
HOUSE = Candidate(
    id="house",
    provider_id="provider",
    country="EE",
    service_type="housing",
    region_path=("EE-184", "EE-56", "EE-X-WEST", "EE"),
    programmes=((date(2026, 1, 1), date(2029, 1, 1), 6),),
    languages=frozenset({"et", "ru"}),
    numbers_age_days=3,
    dates_free=True,
)


def need(**changes: Any) -> Need:
    return replace(NEED, **changes)


def mentoring(**changes: Any) -> Need:
    """A need of the kind whose region must be served."""
    return replace(NEED, service_type="mentoring", region_rule="MUST_SERVE", lives_there=False, **changes)


def house(**changes: Any) -> Candidate:
    return replace(HOUSE, **changes)


def mentor(**changes: Any) -> Candidate:
    return replace(HOUSE, **{"service_type": "mentoring", "serves": frozenset({"EE-37"}), **changes})


def failed(need: Need, candidate: Candidate) -> list[str]:
    """The codes of the rules that the candidate fails."""
    return [outcome.code for outcome in outcomes_of(need, candidate) if not outcome.passed]


def outcome(rule: str, need: Need, candidate: Candidate) -> Outcome:
    (found,) = [each for each in outcomes_of(need, candidate) if each.rule == rule]
    return found
