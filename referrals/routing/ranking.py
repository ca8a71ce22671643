"""The order among those that passed every hard rule. It is advice; a person may choose otherwise."""

from .codes import Code
from .model import Candidate, Need, Outcome, Ranked, Standing
from .places import ANYWHERE_IN_COUNTRY, served_region

# Further away than anything on earth: a distance that is not known comes last.
UNKNOWN_DISTANCE = 50_000


def standing_of(need: Need, candidate: Candidate, stay: Need, outcomes: tuple[Outcome, ...]) -> Standing:
    """What the order is made of, for one suitable candidate and the stay it can give."""
    return Standing(
        later=stay.start > need.start,
        wished=candidate.id == need.wish,
        former=candidate.provider_id == need.former,
        closeness=closeness(need, candidate),
        spoken=any(outcome.code == Code.LANGUAGE_SHARED for outcome in outcomes),
        start=stay.start,
        slack_days=candidate.slack_days,
        load=candidate.load,
    )


def closeness(need: Need, candidate: Candidate) -> int:
    """Smaller is nearer. A house: whole kilometres, 0 within the region asked for. Other help: how wide a
    region is served, own municipality before county before area before country. In prison all are near.
    """
    if need.in_prison:
        return 0
    if need.region_rule == ANYWHERE_IN_COUNTRY:
        return _distance(need, candidate)
    served = served_region(need, candidate)
    return need.region_path.index(served) if served in need.region_path else len(need.region_path)


def _distance(need: Need, candidate: Candidate) -> int:
    if need.region_path and need.region_path[0] in candidate.region_path:
        return 0
    return UNKNOWN_DISTANCE if candidate.distance_km is None else round(candidate.distance_km)


def merit(ranked: Ranked) -> tuple[object, ...]:
    """What people would notice of the order: the part that does not change with who else is kept a place.

    A place on the day asked for comes before any later one: nobody is to be without a bed for ten days because
    the house that is free then is nearer, or was wished for while it had a place on the day.
    """
    standing = ranked.standing
    return (
        standing.later,
        not standing.wished,
        standing.start,
        not standing.former,
        standing.closeness,
        not standing.spoken,
    )


def order(ranked: Ranked) -> tuple[object, ...]:
    """The sort key: smaller comes first. The candidate's id settles what is left, so there are no ties."""
    standing = ranked.standing
    return (*merit(ranked), standing.slack_days, standing.load, ranked.candidate_id)
