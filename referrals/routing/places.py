"""The rules about where: the region asked for, and where the person must not be."""

from .codes import Code, Rule
from .model import Candidate, Need, Outcome

ANYWHERE_IN_COUNTRY = "ANYWHERE_IN_COUNTRY"


def region(need: Need, candidate: Candidate) -> Outcome:
    """In prison: the person's prison. Outside: the region must be served, or the house takes anyone."""
    if need.in_prison:
        return _prison(need, candidate)
    if not candidate.serves:
        return _none_stated(need)
    served = served_region(need, candidate)
    if served is not None:
        code = Code.REGION_WHOLE_COUNTRY if served == need.country else Code.REGION_SERVED
        return Outcome(Rule.REGION, True, code, {"region": served})
    if need.region_path == (need.country,):
        return Outcome(Rule.REGION, True, Code.REGION_PERSON_OPEN, {"regions": sorted(candidate.serves)})
    return _not_served(need, candidate)


def served_region(need: Need, candidate: Candidate) -> str | None:
    """The narrowest region that holds the place asked for and that the candidate serves."""
    path = need.region_path or (need.country,)
    return next((code for code in path if code in candidate.serves), None)


def _prison(need: Need, candidate: Candidate) -> Outcome:
    if need.prison is None:
        return Outcome(Rule.REGION, False, Code.REGION_PRISON_UNKNOWN, {})
    served = need.prison in candidate.serves_prisons
    code = Code.REGION_PRISON_SERVED if served else Code.REGION_PRISON_NOT_SERVED
    return Outcome(Rule.REGION, served, code, {"prison": need.prison})


def _none_stated(need: Need) -> Outcome:
    if need.region_rule == ANYWHERE_IN_COUNTRY:
        return Outcome(Rule.REGION, True, Code.REGION_TAKES_ANYONE, {})
    return Outcome(Rule.REGION, False, Code.REGION_NOT_STATED, {})


def _not_served(need: Need, candidate: Candidate) -> Outcome:
    if not need.region_path:
        return Outcome(Rule.REGION, False, Code.REGION_UNKNOWN, {})
    if candidate.serves_parts:
        return Outcome(
            Rule.REGION, False, Code.REGION_PARTS_ONLY, {"regions": sorted(candidate.serves_parts)}
        )
    return Outcome(Rule.REGION, False, Code.REGION_NOT_SERVED, {"regions": sorted(candidate.serves)})


def no_contact(need: Need, candidate: Candidate) -> Outcome:
    """The place must lie outside every region where the person must not be."""
    if need.in_prison or not need.no_contact_regions:
        return Outcome(Rule.NO_CONTACT, True, Code.NO_CONTACT_CLEAR, {})
    if not need.no_contact_regions.isdisjoint(candidate.region_path):
        return Outcome(Rule.NO_CONTACT, False, Code.NO_CONTACT_INSIDE, {})
    if need.lives_there and _may_lie_inside(need, candidate):
        return Outcome(Rule.NO_CONTACT, False, Code.NO_CONTACT_NOT_SURE, {})
    return Outcome(Rule.NO_CONTACT, True, Code.NO_CONTACT_CLEAR, {})


def _may_lie_inside(need: Need, candidate: Candidate) -> bool:
    """Where the place is known only as a wider region, nobody can say that it is outside."""
    if candidate.region_path in ((), (need.country,)):
        return True
    return candidate.region_path[0] in need.no_contact_around
