"""The rule about funding: one programme must run for the whole stay and allow one that long."""

from datetime import date

from providers.capacity.limits import limit_end

from .codes import Code, Rule
from .dates import last_day, stay_at
from .model import Candidate, Need, Outcome, ProgrammePeriod


def programme(need: Need, candidate: Candidate) -> Outcome:
    """A programme pays for every day of ``[start, end)``, within its limit of months."""
    stay = stay_at(need, candidate)
    best = longest(candidate, stay.start)
    if best is None:
        return _not_running(stay, candidate)
    until = end_within(best, stay.start)
    if stay.end <= until:
        return Outcome(Rule.PROGRAMME, True, Code.PROGRAMME_RUNS, {"last_day": _iso(last_day(best[1]))})
    params = {"last_day": _iso(last_day(until))}
    if until == best[1]:
        return Outcome(Rule.PROGRAMME, False, Code.PROGRAMME_ENDS_EARLY, params)
    return Outcome(Rule.PROGRAMME, False, Code.PROGRAMME_TOO_LONG, {**params, "months": best[2]})


def longest(candidate: Candidate, start: date) -> ProgrammePeriod | None:
    """Of the programmes that run on ``start`` the one that allows the longest stay from then on."""
    running = [period for period in candidate.programmes if period[0] <= start < period[1]]
    return max(running, key=lambda period: (end_within(period, start), period[1]), default=None)


def end_within(period: ProgrammePeriod, start: date) -> date:
    """The day on which a stay from ``start`` must have ended under this programme."""
    _, end, months = period
    return limit_end(start, months, end)


def _not_running(stay: Need, candidate: Candidate) -> Outcome:
    if not candidate.programmes:
        return Outcome(Rule.PROGRAMME, False, Code.PROGRAMME_NONE, {})
    to_come = [start for start, _, _ in candidate.programmes if start > stay.start]
    if to_come:
        return Outcome(Rule.PROGRAMME, False, Code.PROGRAMME_NOT_BEGUN, {"from": _iso(min(to_come))})
    ended = max(end for _, end, _ in candidate.programmes)
    return Outcome(Rule.PROGRAMME, False, Code.PROGRAMME_ENDED, {"last_day": _iso(last_day(ended))})


def _iso(day: date) -> str:
    return day.isoformat()
