"""A stored decision told again from its snapshot, as it was, whatever the rules say today. Names no person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from providers.models import ServiceAtLocation
from providers.place_names import kind_of, reader_language, spot_of
from providers.standings import ZONES

from .explanations import Audience, Names, explain, explain_standing, explain_unlock
from .models import Referral, RoutingDecision, ServiceRequest
from .reasons import left_out_of, region_names, services_by_id
from .routing.codes import ENGINE_VERSION
from .routing.decide import decide
from .routing.model import Decision, Outcome, Ranked, Rejected, Standing
from .sealed import decision_of
from .wording import RULES

STEP = "  "


@dataclass(frozen=True)
class _Book:
    """What the codes and ids of decisions are called in the reader's language."""

    names: Names
    services: Mapping[str, ServiceAtLocation]

    def place(self, candidate_id: str) -> str:
        """A place by its provider and town; by its id where it is no longer there."""
        service = self.services.get(candidate_id)
        if service is None:
            return candidate_id
        spot, _language = spot_of(service.location, reader_language())
        return ", ".join(filter(None, (service.provider.name_here, spot, kind_of(service))))


def replayed(referral: Referral) -> Iterator[str]:
    """The lines that tell every stored decision on every request, in the reader's language, oldest first."""
    stored = list(_decisions_of(referral))
    opened = {row.pk: decision_of(row) for row in stored}
    seen = {candidate.id for decision in opened.values() for candidate in decision.candidates}
    book = _Book(names=region_names(referral.country), services=services_by_id(seen))
    yield _("Referral %(number)s") % {"number": referral.number}
    for request in referral.requests.select_related("service_type"):
        yield ""
        yield _heading(request)
        for row in stored:
            if row.request_id == request.pk:
                yield from (f"{STEP}{line}" for line in _told(row, opened[row.pk], book))


def _decisions_of(referral: Referral) -> Iterator[RoutingDecision]:
    rows = RoutingDecision.objects.filter(request__referral=referral)
    return rows.select_related("request__referral__data_key", "chosen").order_by("at", "pk").iterator()


def _heading(request: ServiceRequest) -> str:
    words = {"service": request.service_type.name, "state": request.get_state_display()}
    return _("%(service)s: %(state)s") % words


def _told(stored: RoutingDecision, decision: Decision, book: _Book) -> Iterator[str]:
    yield ""
    yield _when(stored)
    yield _chosen(stored, book)
    yield _checked(decision)
    for place, ranked in enumerate(decision.ranked, start=1):
        yield f"{place}. {book.place(ranked.candidate_id)}"
        yield from (f"{STEP}{line}" for line in _ranked(ranked, book.names))
    for rejected in decision.rejected:
        yield f"–  {book.place(rejected.candidate_id)}"
        yield from (f"{STEP}{line}" for line in _rejected(rejected, book.names))
    yield from _besides(stored, decision, book.names)


def _when(stored: RoutingDecision) -> str:
    at = stored.at.astimezone(ZONES[stored.request.referral.country])
    words = {"moment": date_format(at, "DATETIME_FORMAT"), "outcome": stored.get_outcome_display()}
    return _("%(moment)s: %(outcome)s") % words


def _chosen(stored: RoutingDecision, book: _Book) -> str:
    if stored.chosen is None:
        return _("Chosen: no place")
    return _("Chosen: %(place)s") % {"place": book.place(str(stored.chosen.public_id))}


def _checked(decision: Decision) -> str:
    """Whether the rules, if they are the same, say the same again of what was seen then."""
    words = {"version": decision.engine_version, "now": ENGINE_VERSION}
    if decision.engine_version != ENGINE_VERSION:
        return _("Rules of version %(version)s; today's have version %(now)s. Told as stored.") % words
    if decide(decision.need, decision.candidates).to_json() == decision.to_json():
        return _("Rules of version %(version)s, as today. Decided again: the same.") % words
    return _("Rules of version %(version)s, as today. Decided again: NOT the same.") % words


def _ranked(ranked: Ranked, names: Names) -> Iterator[str]:
    yield from explain_standing(ranked.standing)
    yield _standing(ranked.standing)
    yield from _outcomes(ranked.outcomes, names)


def _standing(standing: Standing) -> str:
    words = {
        "closeness": standing.closeness,
        "start": date_format(standing.start),
        "slack": standing.slack_days,
        "load": round(standing.load * 100),
    }
    return (
        _("Ranked by: nearness %(closeness)d, start %(start)s, free days around %(slack)d, taken %(load)d %%")
        % words
    )


def _rejected(rejected: Rejected, names: Names) -> Iterator[str]:
    yield from _outcomes(rejected.outcomes, names)
    for unlock in rejected.unlocks:
        yield f"→ {explain_unlock(unlock, names=names)}"


def _outcomes(outcomes: tuple[Outcome, ...], names: Names) -> Iterator[str]:
    for outcome in outcomes:
        sentence = explain(outcome.code, outcome.params, audience=Audience.COORDINATOR, names=names)
        rule = RULES.get(outcome.rule, outcome.rule)
        yield f"{'+' if outcome.passed else '−'} {rule}: {sentence}"


def _besides(stored: RoutingDecision, decision: Decision, names: Names) -> Iterator[str]:
    lists = (
        (_("What would open a place"), [explain_unlock(unlock, names=names) for unlock in decision.unlocks]),
        (_("Left out before a closer look"), left_out_of(stored)),
    )
    for title, lines in lists:
        if lines:
            yield title
            yield from (f"{STEP}{line}" for line in lines)
