"""What would open a place: one change of the need, tried out against every rule before it is told.

A candidate that keeps failing a rule after the change opens nothing. So nothing here can hint at a rule that
must stay silent: a place within a no-contact zone never gets as far as a suggestion.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from .codes import Rule, UnlockKind
from .dates import moved
from .model import Candidate, Need, Outcome, Rejected, Unlock
from .programmes import end_within, longest
from .rules import missing_characteristics, outcomes_of

Case = tuple[Need, Candidate]
Change = Callable[[Need, Candidate], Unlock | None]


def unlocks_of(need: Need, candidate: Candidate, outcomes: tuple[Outcome, ...]) -> tuple[Unlock, ...]:
    """The changes, each of which would make this candidate possible, if it fails a single rule and such are there."""
    failed = [outcome.rule for outcome in outcomes if not outcome.passed]
    if len(failed) != 1:
        return ()
    found = (change(need, candidate) for change in CHANGES.get(failed[0], ()))
    return tuple(unlock for unlock in found if unlock and opens(unlock, need, candidate))


def opens(unlock: Unlock, need: Need, candidate: Candidate) -> bool:
    """True when the candidate passes every rule once the change is made."""
    return all(outcome.passed for outcome in outcomes_of(*applied(unlock, need, candidate)))


def applied(unlock: Unlock, need: Need, candidate: Candidate) -> Case:
    """The need and the candidate as they would be after the change."""
    params = unlock.params
    match unlock.kind:
        case UnlockKind.LATER_DATE:
            return moved(need, date.fromisoformat(params["from"])), replace(candidate, dates_free=True)
        case UnlockKind.SHORTER_STAY:
            return replace(need, end=date.fromisoformat(params["end"])), candidate
        case UnlockKind.OTHER_REGION:
            return replace(need, region_path=(params["region"],)), candidate
        case UnlockKind.OTHER_ROOM:
            kept = need.requirement_codes - set(params["characteristics"])
            return replace(need, requirement_codes=kept), replace(candidate, fits_characteristics=True)
        case UnlockKind.INTERPRETER:
            free = candidate.dates_free or candidate.free_in_other_language
            return replace(need, interpreter_agreed=True), replace(candidate, dates_free=free)
        case UnlockKind.FRESH_NUMBERS:
            return need, replace(candidate, numbers_age_days=0)
    raise ValueError(unlock.kind)


def best_of_each_kind(rejected: Iterable[Rejected]) -> tuple[Unlock, ...]:
    """The earliest date, the nearest region, the nearest of the others; one for each kind, in a fixed order."""
    found: dict[str, Unlock] = {}
    for unlock in sorted((unlock for each in rejected for unlock in each.unlocks), key=_order):
        found.setdefault(unlock.kind, unlock)
    return tuple(found[kind] for kind in UnlockKind if kind in found)


def _order(unlock: Unlock) -> tuple[object, ...]:
    far = unlock.distance_km is None
    return (unlock.params.get("from", ""), far, unlock.distance_km or 0, unlock.candidate_id)


def _unlock(kind: UnlockKind, candidate: Candidate, **params: object) -> Unlock:
    return Unlock(kind=kind, candidate_id=candidate.id, params=params, distance_km=candidate.distance_km)


def _later_date(need: Need, candidate: Candidate) -> Unlock | None:
    start = candidate.dates_free_from
    if start is None or start <= need.start:
        return None
    return _unlock(UnlockKind.LATER_DATE, candidate, **{"from": start.isoformat()})


def _shorter_stay(need: Need, candidate: Candidate) -> Unlock | None:
    best = longest(candidate, need.start)
    # A start within the leeway would move the end too, so no day could be told by which to end.
    if best is None or not candidate.dates_free:
        return None
    end = end_within(best, need.start)
    return _unlock(UnlockKind.SHORTER_STAY, candidate, end=end.isoformat())


def _other_region(need: Need, candidate: Candidate) -> Unlock | None:
    """A part of the region asked for, else the served region that the place lies in, else the first served."""
    own = [code for code in candidate.region_path if code in candidate.serves]
    options = sorted(candidate.serves_parts) or own or sorted(candidate.serves)
    region = next((code for code in options if code not in need.no_contact_regions), None)
    return _unlock(UnlockKind.OTHER_REGION, candidate, region=region) if region else None


def _other_room(need: Need, candidate: Candidate) -> Unlock | None:
    missing = sorted(missing_characteristics(need, candidate))
    return _unlock(UnlockKind.OTHER_ROOM, candidate, characteristics=missing)


def _interpreter(need: Need, candidate: Candidate) -> Unlock | None:
    return _unlock(UnlockKind.INTERPRETER, candidate)


def _interpreter_in_time(need: Need, candidate: Candidate) -> Unlock | None:
    """Who speaks the language has no place, but others have."""
    return _interpreter(need, candidate) if need.must_speak and candidate.free_in_other_language else None


def _fresh_numbers(need: Need, candidate: Candidate) -> Unlock | None:
    return _unlock(UnlockKind.FRESH_NUMBERS, candidate)


CHANGES: dict[str, tuple[Change, ...]] = {
    Rule.DATES: (_interpreter_in_time, _later_date),
    Rule.PROGRAMME: (_shorter_stay,),
    Rule.REGION: (_other_region,),
    Rule.CHARACTERISTICS: (_other_room,),
    Rule.LANGUAGE: (_interpreter,),
    Rule.FRESH: (_fresh_numbers,),
}
