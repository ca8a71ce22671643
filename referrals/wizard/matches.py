"""Routing's answer in the reader's words: which places fit and why, which do not and what would open them."""

from collections.abc import Mapping
from datetime import date

from providers.calendar import free_around
from providers.capacity.spans import Span
from providers.models import ServiceAtLocation
from providers.place_names import kind_of, reader_language, spot_of
from services.models import UnitKind

from ..explanations import Audience, explain, explain_all, explain_unlock
from ..forms.wizard_places import ClosedPlace, FreeMonths, MatchedService, PlaceName, Reason, SuitablePlace
from ..forms.wizard_setting import Setting
from ..matching import ServiceMatch, match
from ..needs import required_of
from ..reasons import region_names
from ..routing.codes import Code, Rule
from ..routing.model import Ranked, Rejected
from ..wording import RULES
from .collect import collect
from .months import free_months

# What a reader weighs. The other rules hold for every place that is shown.
TOLD = (Rule.REGION, Rule.DATES, Rule.LANGUAGE, Rule.CHARACTERISTICS, Rule.HOUSE_RULES, Rule.FRESH)
TOLD_OF_HOUSES = (Rule.CHARACTERISTICS, Rule.HOUSE_RULES)
UNPAID = (Code.PROGRAMME_NONE, Code.PROGRAMME_ENDED)
CLOSED_SHOWN = 8

Names = Mapping[str, str]
# By candidate id.
Months = Mapping[str, FreeMonths]


def find_matches(setting: Setting) -> tuple[MatchedService, ...]:
    """Routes every service asked for, as if no place had been named."""
    answers = collect(setting.answered, country=setting.place.country).without_wishes()
    names = region_names(setting.place.country)
    found = match(answers=answers, today=setting.today)
    return tuple(
        _matched(
            one, names, _months(one, required=required_of(answers, one.service_type), today=setting.today)
        )
        for one in found
    )


def _months(found: ServiceMatch, *, required: frozenset[str], today: date) -> Months:
    """Around the stay at each place that fits, read for all of them at once."""
    stays = {
        found.services[ranked.candidate_id]: Span(ranked.start, ranked.end)
        for ranked in found.decision.ranked
    }
    spoken = found.decision.need.must_speak
    free = free_around(stays=stays, requirement_codes=required, languages=spoken, today=today)
    return {
        str(service.public_id): free_months(stay=stay, free=free[service.pk], today=today)
        for service, stay in stays.items()
    }


def _matched(found: ServiceMatch, names: Names, months: Months) -> MatchedService:
    decision, services = found.decision, found.services
    closed = [one for one in decision.rejected if one.candidate_id in services and _is_paid_for(one)]
    closed.sort(key=lambda rejected: (rejected.unlock is None, len(rejected.failed)))
    return MatchedService(
        service_type=found.service_type,
        start=found.start,
        end=found.end,
        places=tuple(
            _suitable(ranked, services[ranked.candidate_id], names, months) for ranked in decision.ranked
        ),
        closed=tuple(_closed(one, services[one.candidate_id], names) for one in closed[:CLOSED_SHOWN]),
    )


def _is_paid_for(rejected: Rejected) -> bool:
    """Nothing that an officer can do opens a place for which no programme pays any more."""
    return all(outcome.code not in UNPAID for outcome in rejected.failed)


def _suitable(ranked: Ranked, service: ServiceAtLocation, names: Names, months: Months) -> SuitablePlace:
    told = {outcome.rule: outcome for outcome in ranked.outcomes if outcome.rule in TOLD}
    return SuitablePlace(
        id=ranked.candidate_id,
        named=_named(service),
        answer_days=service.answer_days,
        reasons=tuple(
            Reason(
                label=str(RULES[rule]),
                text=explain(told[rule].code, told[rule].params, audience=Audience.OFFICER, names=names),
            )
            for rule in TOLD
            if rule in told and (service.unit_kind == UnitKind.BED or rule not in TOLD_OF_HOUSES)
        ),
        months=months[ranked.candidate_id],
    )


def _closed(rejected: Rejected, service: ServiceAtLocation, names: Names) -> ClosedPlace:
    return ClosedPlace(
        named=_named(service),
        problems=tuple(explain_all(rejected.failed, audience=Audience.OFFICER, names=names)),
        opens=explain_unlock(rejected.unlock, names=names) if rejected.unlock else "",
    )


def _named(service: ServiceAtLocation) -> PlaceName:
    provider = service.provider
    spot, language = spot_of(service.location, reader_language())
    return PlaceName(
        provider=provider.name_here,
        language=provider.name_language,
        spot=spot,
        spot_language=language,
        kind=kind_of(service),
    )
