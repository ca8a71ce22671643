"""The hard rules, one function each. A candidate is possible when it passes all of them."""

from collections.abc import Callable

from .codes import Code, Rule
from .dates import begins_in_time, last_day, stay_at
from .house_rules import house_rules
from .model import Candidate, Need, Outcome
from .places import no_contact, region
from .programmes import programme

HardRule = Callable[[Need, Candidate], Outcome]


def service(need: Need, candidate: Candidate) -> Outcome:
    same = candidate.service_type == need.service_type
    code = Code.SERVICE_SAME if same else Code.SERVICE_OTHER
    return Outcome(Rule.SERVICE, same, code, {"service": candidate.service_type})


def country(need: Need, candidate: Candidate) -> Outcome:
    same = candidate.country == need.country
    code = Code.COUNTRY_SAME if same else Code.COUNTRY_OTHER
    return Outcome(Rule.COUNTRY, same, code, {"region": candidate.country})


def capacity_known(need: Need, candidate: Candidate) -> Outcome:
    """No stated number is unknown, never unlimited."""
    code = Code.CAPACITY_STATED if candidate.capacity_known else Code.CAPACITY_NOT_STATED
    return Outcome(Rule.CAPACITY_KNOWN, candidate.capacity_known, code, {})


def fresh(need: Need, candidate: Candidate) -> Outcome:
    """Numbers may be as old as the limit, not older."""
    age = candidate.numbers_age_days
    if age is None:
        return Outcome(Rule.FRESH, False, Code.NUMBERS_NEVER_CONFIRMED, {})
    current = age <= candidate.max_age_days
    code = Code.NUMBERS_FRESH if current else Code.NUMBERS_STALE
    return Outcome(Rule.FRESH, current, code, {"days": age})


def open_now(need: Need, candidate: Candidate) -> Outcome:
    if candidate.archived:
        return Outcome(Rule.OPEN, False, Code.ARCHIVED, {})
    if candidate.paused:
        return Outcome(Rule.OPEN, False, Code.PAUSED, {})
    return Outcome(Rule.OPEN, True, Code.OPEN, {})


def dates(need: Need, candidate: Candidate) -> Outcome:
    """One place is free for the whole stay, on the day asked for or within the need's leeway."""
    if not candidate.capacity_known:
        return Outcome(Rule.DATES, False, Code.DATES_NOT_KNOWN, {})
    if begins_in_time(need, candidate):
        return _in_time(need, stay_at(need, candidate))
    return _too_late(need, candidate)


def _too_late(need: Need, candidate: Candidate) -> Outcome:
    """A place is free later, or never; with whoever speaks the language, where others have one in time."""
    heard = sorted(need.must_speak & candidate.languages) if candidate.free_in_other_language else []
    spoken = {"languages": heard} if heard else {}
    if candidate.dates_free_from is None:
        code = Code.DATES_LANGUAGE_FULL if heard else Code.DATES_FULL
        return Outcome(Rule.DATES, False, code, spoken)
    code = Code.DATES_LANGUAGE_LATER if heard else Code.DATES_FREE_LATER
    return Outcome(Rule.DATES, False, code, {"from": candidate.dates_free_from.isoformat(), **spoken})


def _in_time(need: Need, stay: Need) -> Outcome:
    params = {"from": stay.start.isoformat(), "last_day": last_day(stay.end).isoformat()}
    if stay.start == need.start:
        return Outcome(Rule.DATES, True, Code.DATES_FREE, params)
    return Outcome(Rule.DATES, True, Code.DATES_FREE_SOON, {"asked": need.start.isoformat(), **params})


def characteristics(need: Need, candidate: Candidate) -> Outcome:
    if not need.requirement_codes:
        return Outcome(Rule.CHARACTERISTICS, True, Code.CHARACTERISTICS_NONE_NEEDED, {})
    if candidate.fits_characteristics:
        params = {"characteristics": sorted(need.requirement_codes)}
        return Outcome(Rule.CHARACTERISTICS, True, Code.CHARACTERISTICS_MET, params)
    params = {"characteristics": sorted(missing_characteristics(need, candidate))}
    return Outcome(Rule.CHARACTERISTICS, False, Code.CHARACTERISTICS_MISSING, params)


def missing_characteristics(need: Need, candidate: Candidate) -> frozenset[str]:
    """What no room here has, out of what the need asks for; all of it where it was not told apart."""
    return need.requirement_codes & candidate.missing_characteristics or need.requirement_codes


def language(need: Need, candidate: Candidate) -> Outcome:
    """Somebody here speaks one of the person's languages, and DATES asks for a place with them, or an interpreter
    comes: then any place will do, and a language in common is promised only where it is spoken at all of them.
    """
    shared = sorted(need.languages & candidate.languages)
    if shared and (candidate.spoken_everywhere or not need.interpreter_agreed):
        return Outcome(Rule.LANGUAGE, True, Code.LANGUAGE_SHARED, {"languages": shared})
    if need.interpreter_agreed:
        return Outcome(Rule.LANGUAGE, True, Code.LANGUAGE_INTERPRETER, {})
    if not need.languages:
        return Outcome(Rule.LANGUAGE, True, Code.LANGUAGE_NOT_ASKED, {})
    if not candidate.languages:
        return Outcome(Rule.LANGUAGE, False, Code.LANGUAGE_NOT_STATED, {})
    return Outcome(Rule.LANGUAGE, False, Code.LANGUAGE_NOT_SHARED, {"languages": sorted(candidate.languages)})


def not_asked_before(need: Need, candidate: Candidate) -> Outcome:
    """Whoever said no, or let the deadline pass, is not asked a second time."""
    asked = candidate.id in need.asked_before
    code = Code.ASKED_BEFORE if asked else Code.NOT_ASKED_YET
    return Outcome(Rule.NOT_ASKED_BEFORE, not asked, code, {})


def provider_willing(need: Need, candidate: Candidate) -> Outcome:
    """A no that is about the person or the provider, not about one house, holds for all houses of the provider."""
    refused = candidate.provider_id in need.refused_by
    code = Code.UNWILLING if refused else Code.WILLING
    return Outcome(Rule.PROVIDER_WILLING, not refused, code, {})


HARD_RULES: tuple[HardRule, ...] = (
    service,
    country,
    region,
    programme,
    capacity_known,
    fresh,
    open_now,
    dates,
    characteristics,
    language,
    house_rules,
    no_contact,
    not_asked_before,
    provider_willing,
)


def outcomes_of(need: Need, candidate: Candidate) -> tuple[Outcome, ...]:
    """What every rule says, in the fixed order, also after one has failed: people want to know all of it."""
    return tuple(rule(need, candidate) for rule in HARD_RULES)
