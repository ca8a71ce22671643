"""All answers in the reader's words, part by part, before they are sent. What does not apply is not there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.spoken_languages import language_list

from ..forms.wizard_matches import ALL_OR_PART, PART, TOGETHER
from ..forms.wizard_needs import OFFENCES, REQUIREMENTS
from ..forms.wizard_person import SEXES
from ..forms.wizard_places import MatchedService
from ..forms.wizard_release import ALREADY, FROM_PRISON
from ..forms.wizard_services import LATER
from ..forms.wizard_setting import Setting
from .steps import STEPS, Step


@dataclass(frozen=True)
class Row:
    """One answer; several values stand below each other."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    step: Step
    rows: tuple[Row, ...]


def review(setting: Setting) -> tuple[Section, ...]:
    """`setting` has every part before the check answered."""
    answered = setting.answered
    return (
        _section("agreement", _agreement(answered["agreement"])),
        _section("person", _person(answered["person"])),
        _section("release", _release(setting, answered["release"])),
        _section("region", _region(setting, answered["region"])),
        _section("services", _services(setting)),
        _section("needs", _needs(setting, answered["needs"])),
        _section("matches", [*_wishes(setting), *_together(setting)]),
    )


def _section(slug: str, rows: Iterable[tuple[Any, Any]]) -> Section:
    """Without the rows to which nothing was answered."""
    told = ((str(label), _texts(value)) for label, value in rows)
    return Section(STEPS[slug], tuple(Row(label, values) for label, values in told if values))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, date):
        return (date_format(value),)
    if isinstance(value, (list, tuple)):
        return tuple(str(item) for item in value)
    return (str(value),) if value else ()


def _agreement(cleaned: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (_("Agreed to take part"), cleaned["participation_on"]),
        (_("Privacy notice given"), cleaned["notice_on"]),
        (_("Language of the notice"), language_list([cleaned["notice_language"]])),
        (_("With an interpreter"), _yes_no(cleaned["interpreter"])),
    ]


def _person(cleaned: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (_("Name"), f"{cleaned['first_name']} {cleaned['last_name']}"),
        (_("Date of birth"), cleaned["date_of_birth"]),
        (_("Personal code"), cleaned["personal_code"]),
        (pgettext("sex", "Sex"), dict(SEXES)[cleaned["sex"]]),
        (_("Languages"), language_list(cleaned["languages"])),
        (_("Phone"), cleaned["phone"]),
    ]


def _release(setting: Setting, cleaned: dict[str, Any]) -> list[tuple[str, Any]]:
    prisons = {prison.code: prison.name for prison in setting.place.prisons}
    return [
        (_("Kind of release"), dict([*FROM_PRISON, ALREADY])[cleaned["kind"]]),
        (_("Prison"), prisons.get(cleaned["prison"], "")),
        (_("Expected day of release"), cleaned["expected"]),
        (_("Earliest possible day"), cleaned["earliest"]),
        (_("Latest possible day"), cleaned["latest"]),
        (_("Day of the hearing"), cleaned["hearing"]),
    ]


def _region(setting: Setting, cleaned: dict[str, Any]) -> list[tuple[str, Any]]:
    regions = setting.regions
    anywhere = cleaned["region"] == setting.place.country
    return [
        (
            _("Wants to live in"),
            _("Anywhere in the country") if anywhere else regions.names[cleaned["region"]],
        ),
        (_("Must not live in"), [regions.names[code] for code in cleaned["no_contact"]]),
    ]


def _services(setting: Setting) -> list[tuple[str, Any]]:
    names = {service.code: service.name for service in setting.wanted}
    requests: Sequence[dict[str, Any]] = setting.answered["services"]["requests"]
    rows = [(names[request["service_type"]], _start(request)) for request in requests]
    later = dict(LATER)[setting.answered["services"]["later"]]
    return [*rows, (_("If nothing is free on that day, a later place"), str(later))]


def _start(request: dict[str, Any]) -> str:
    day = date_format(request["start"])
    if request["in_prison"]:
        return _("In prison, from %(day)s") % {"day": day}
    return _("After release, from %(day)s") % {"day": day}


def _needs(setting: Setting, cleaned: dict[str, Any]) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    if setting.asks_for_bed:
        nothing = _("Nothing special")
        rows = [
            (_("The place must have"), _labels(REQUIREMENTS, cleaned["requirements"]) or nothing),
            (_("Uses alcohol or drugs now"), _yes_no(cleaned["substances"])),
            (_("Convicted of"), _labels(OFFENCES, cleaned["offences"]) or _("None of those asked about")),
        ]
    return [
        *rows,
        (_("An interpreter may help"), _yes_no(cleaned["interpreter"])),
        (_("For the provider to know"), cleaned["notes"]),
    ]


def _labels(words: Mapping[str, Promise], codes: Sequence[str]) -> list[str]:
    return [str(words[code]) for code in codes]


def _wishes(setting: Setting) -> list[tuple[str, Any]]:
    wishes = setting.answered["matches"]["wishes"]
    matched = {found.code: found for found in setting.matches} if wishes else {}
    return [
        (service.name, _wish(matched.get(service.code), wishes.get(service.code)))
        for service in setting.wanted
    ]


def _together(setting: Setting) -> list[tuple[str, Any]]:
    """Only where more than one service is asked for is there anything to keep together."""
    if not setting.asks_for_several:
        return []
    choice = TOGETHER if setting.answered["matches"]["together"] else PART
    return [(_("If there is not a place for everything"), str(ALL_OR_PART[choice]))]


def _wish(matched: MatchedService | None, wish: dict[str, str] | None) -> list[str]:
    if matched is None or wish is None:
        return [_("Choose for me")]
    name = next(str(place.named) for place in matched.places if place.id == wish["wish"])
    return [name, wish["reason"]] if wish["reason"] else [name]


def _yes_no(value: str) -> str:
    return _("Yes") if value == "yes" else _("No")
