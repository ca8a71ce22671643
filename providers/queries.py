"""What is free, for pages, search, wizard and routing alike: the rule that a booking goes by."""

from collections.abc import Collection
from datetime import date

from providers.candidates import CandidateRow, candidate_rows
from providers.capacity.standing import Availability
from providers.capacity.standing import availability as availability_of
from providers.house import houses_of
from providers.narrowing import Asked
from providers.rows import Facts, facts_of, terms_of
from providers.shortlist import Listed, Shortlist, shortlist
from providers.standings import standing

__all__ = [
    "Asked",
    "Availability",
    "CandidateRow",
    "Facts",
    "Listed",
    "Shortlist",
    "availability",
    "candidate_rows",
    "shortlist",
]


def availability(
    *,
    service_at_location_ids: Collection[int],
    today: date,
    requirement_codes: Collection[str] = (),
    months: int | None = None,
) -> dict[int, Availability]:
    """What is free from when, by key of the service, for all of them in four queries.

    For a stay of the programme's full length (three months where it states none), or of `months` where that is
    shorter, and within the programme. Keys that are not there are left out.
    """
    facts = facts_of(service_at_location_ids, today)
    terms = terms_of(facts, today)
    houses = houses_of(services=facts.values(), today=today)
    needs = frozenset(requirement_codes)
    return {
        key: availability_of(standing(each, terms[key]), houses[key], today, needs, months)
        for key, each in sorted(facts.items())
    }
