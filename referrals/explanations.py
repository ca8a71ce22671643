"""From what routing found (a code and plain parameters) to a sentence in the reader's language.

The sentences name things with a colon where they can, so that a name never has to be inflected. A stored
decision is told with these sentences years later: keep those of codes that are no longer given.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from providers.models.codes import Characteristic, HouseRule

from .routing.codes import Code, UnlockKind
from .routing.model import Outcome, Standing, Unlock

Names = Mapping[str, str]


class Audience(StrEnum):
    """Who reads. Only the officer and the coordinator may learn that there is a no-contact zone."""

    OFFICER = "officer"
    COORDINATOR = "coordinator"
    PROVIDER = "provider"
    PERSON = "person"


STATE_SIDE = frozenset({Audience.OFFICER, Audience.COORDINATOR})

SENTENCES: dict[str, Promise] = {
    Code.SERVICE_SAME: _("This is the service that was asked for."),
    Code.SERVICE_OTHER: _("This is another service: %(service)s."),
    Code.COUNTRY_SAME: _("It is in the right country."),
    Code.COUNTRY_OTHER: _("It is in another country: %(region)s."),
    Code.REGION_SERVED: _("It serves the region: %(region)s."),
    Code.REGION_WHOLE_COUNTRY: _("It serves the whole country: %(region)s."),
    Code.REGION_TAKES_ANYONE: _("It takes people from anywhere in the country."),
    Code.REGION_PERSON_OPEN: _("The person can live anywhere. It serves: %(regions)s."),
    Code.REGION_PRISON_SERVED: _("It works in the prison: %(prison)s."),
    Code.REGION_NOT_SERVED: _("It does not serve the region asked for. It serves: %(regions)s."),
    Code.REGION_PARTS_ONLY: _("It serves only a part of the region asked for: %(regions)s."),
    Code.REGION_NOT_STATED: _("It does not say which regions it serves."),
    Code.REGION_UNKNOWN: _("It does not serve the whole country. Choose a region to see if it fits."),
    Code.REGION_PRISON_NOT_SERVED: _("It does not work in the prison: %(prison)s."),
    Code.REGION_PRISON_UNKNOWN: _("This help is given in prison, and the prison is not known."),
    Code.PROGRAMME_RUNS: _("It is paid for during the whole time. The programme runs until %(last_day)s."),
    Code.PROGRAMME_NONE: _("No programme pays for it."),
    Code.PROGRAMME_ENDED: _("The programme has ended. Its last day is %(last_day)s."),
    Code.PROGRAMME_NOT_BEGUN: _("The programme begins later, on %(from)s."),
    Code.PROGRAMME_ENDS_EARLY: _("The programme ends too early. Its last day is %(last_day)s."),
    Code.PROGRAMME_TOO_LONG: ngettext_lazy(
        "The programme pays for %(months)d month at most, here until %(last_day)s.",
        "The programme pays for %(months)d months at most, here until %(last_day)s.",
        "months",
    ),
    Code.CAPACITY_STATED: _("The number of places is known."),
    Code.CAPACITY_NOT_STATED: _("The number of places is not stated."),
    Code.NUMBERS_FRESH: ngettext_lazy(
        "The provider confirmed its numbers %(days)d day ago.",
        "The provider confirmed its numbers %(days)d days ago.",
        "days",
    ),
    Code.NUMBERS_STALE: ngettext_lazy(
        "The provider confirmed its numbers %(days)d day ago. That is too long.",
        "The provider confirmed its numbers %(days)d days ago. That is too long.",
        "days",
    ),
    Code.NUMBERS_NEVER_CONFIRMED: _("The provider has not confirmed its numbers yet."),
    Code.OPEN: _("The provider takes new people."),
    Code.PAUSED: _("The provider takes no new people for the time being."),
    Code.ARCHIVED: _("The provider no longer works here."),
    Code.DATES_FREE: _("A place is free the whole time, from %(from)s to %(last_day)s."),
    Code.DATES_FREE_SOON: _(
        "No place is free on %(asked)s. One is free from %(from)s to %(last_day)s, and the person can wait that long."
    ),
    Code.DATES_FREE_LATER: _("No place is free on the day asked for. One is free from %(from)s."),
    Code.DATES_FULL: _("No place is free during the whole time."),
    Code.DATES_LANGUAGE_LATER: _(
        "On the day asked for, no place is free with somebody who speaks: %(languages)s. One is free from %(from)s."
    ),
    Code.DATES_LANGUAGE_FULL: _(
        "No place is free during the whole time with somebody who speaks: %(languages)s."
    ),
    Code.DATES_NOT_KNOWN: _("Nobody can say yet when a place is free."),
    Code.CHARACTERISTICS_MET: _("What the person needs is there: %(characteristics)s."),
    Code.CHARACTERISTICS_NONE_NEEDED: _("Any room will do."),
    Code.CHARACTERISTICS_MISSING: _("What the person needs is not there: %(characteristics)s."),
    Code.LANGUAGE_SHARED: _("They have a language in common: %(languages)s."),
    Code.LANGUAGE_INTERPRETER: _("An interpreter was agreed."),
    Code.LANGUAGE_NOT_SHARED: _("They have no language in common. Spoken here: %(languages)s."),
    Code.LANGUAGE_NOT_STATED: _("It does not say which languages are spoken."),
    Code.LANGUAGE_NOT_ASKED: _("No language was asked for."),
    Code.HOUSE_RULES_FIT: _("The house rules fit."),
    Code.HOUSE_RULES_CONFLICT: _("The house rules do not fit: %(rules)s."),
    Code.HOUSE_RULES_SEX_UNKNOWN: _(
        "The house is not for everybody: %(rules)s. It is not stated who the person is."
    ),
    Code.NO_CONTACT_CLEAR: _("It lies outside every no-contact zone."),
    Code.NO_CONTACT_INSIDE: _("It lies in a no-contact zone."),
    Code.NO_CONTACT_NOT_SURE: _("Its place is not known well enough to be sure about the no-contact zone."),
    Code.NOT_ASKED_YET: _("The provider has not been asked before."),
    Code.ASKED_BEFORE: _("The provider was asked before and did not say yes."),
    Code.WILLING: _("The provider has not said no for all its places."),
    Code.UNWILLING: _("The provider said no, and its reason holds for all its places."),
}

# Told to nobody but the state's side, neither when it fits nor when it does not.
SILENT = frozenset({Code.NO_CONTACT_CLEAR, Code.NO_CONTACT_INSIDE, Code.NO_CONTACT_NOT_SURE})

# The house rule that is broken would tell of an offence, of drugs or of children.
DISCREET: dict[str, Promise] = {
    Code.HOUSE_RULES_CONFLICT: _("The house rules do not fit."),
    Code.HOUSE_RULES_SEX_UNKNOWN: _("The house rules do not fit."),
}

UNLOCKS: dict[str, Promise] = {
    UnlockKind.LATER_DATE: _("A later start: a place is free from %(from)s."),
    UnlockKind.SHORTER_STAY: _("A shorter time: a place is free if it ends by %(end)s."),
    UnlockKind.OTHER_REGION: _("Another region: a place is free in %(region)s."),
    UnlockKind.OTHER_ROOM: _("Another room: a place is free without this: %(characteristics)s."),
    UnlockKind.INTERPRETER: _("An interpreter: a place is free if one is agreed."),
    UnlockKind.FRESH_NUMBERS: _("Fresh numbers: a place seems free. Ask the provider to confirm it."),
}

WISHED = _("The person asked for this place.")
FORMER = _("The person knows this provider.")
NOT_TOLD = _("The reason is stored, but this page cannot tell it any more.")


def explain(code: str, params: Mapping[str, Any], *, audience: str, names: Names) -> str:
    """One sentence on what a rule found; "" where this audience is told nothing.

    ``names``: what regions, prisons and services are called in the reader's language, by their codes.
    """
    if audience not in STATE_SIDE:
        if code in SILENT:
            return ""
        if code in DISCREET:
            return str(DISCREET[code])
    return _filled(SENTENCES.get(code, NOT_TOLD), params, names)


def explain_all(outcomes: Iterable[Outcome], *, audience: str, names: Names) -> list[str]:
    """The sentences of several outcomes, in their order, without those that this audience is not told."""
    sentences = (
        explain(outcome.code, outcome.params, audience=audience, names=names) for outcome in outcomes
    )
    return [sentence for sentence in sentences if sentence]


def explain_unlock(unlock: Unlock, *, names: Names) -> str:
    """One sentence on what would open a place. It may be told to everybody."""
    return _filled(UNLOCKS.get(unlock.kind, NOT_TOLD), unlock.params, names)


def explain_standing(standing: Standing) -> list[str]:
    """Why a suitable place stands before others, besides what the rules say of it."""
    told = ((standing.wished, WISHED), (standing.former, FORMER))
    return [str(sentence) for holds, sentence in told if holds]


def _filled(sentence: Promise, params: Mapping[str, Any], names: Names) -> str:
    shown = {key: SHOWN.get(key, _number)(value, names) for key, value in params.items()}
    return str(sentence % shown)


def _number(value: Any, names: Names) -> Any:
    return value


def _day(value: str, names: Names) -> str:
    return date_format(date.fromisoformat(value))


def _named(code: str, names: Names) -> str:
    return names.get(code, code)


def _all_named(codes: list[str], names: Names) -> str:
    return ", ".join(_named(code, names) for code in codes)


def _in_words(kind: type[TextChoices]) -> Callable[[list[str], Names], str]:
    words = dict(kind.choices)
    return lambda codes, names: ", ".join(str(words.get(code, code)) for code in codes)


def _languages(codes: list[str], names: Names) -> str:
    return ", ".join(_language(code) for code in codes)


def _language(code: str) -> str:
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    # Only English writes languages with a capital within a sentence; Django's catalogues differ.
    return name if get_language() == "en" else name[:1].lower() + name[1:]


SHOWN: dict[str, Callable[[Any, Names], Any]] = {
    "service": _named,
    "region": _named,
    "prison": _named,
    "regions": _all_named,
    "characteristics": _in_words(Characteristic),
    "rules": _in_words(HouseRule),
    "languages": _languages,
    "asked": _day,
    "from": _day,
    "last_day": _day,
    "end": _day,
}
