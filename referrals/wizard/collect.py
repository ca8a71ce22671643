"""From the parts' cleaned answers to one referral's answers. What does not apply is left behind here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ..answers import (
    AgreementAnswers,
    NeedsAnswers,
    PersonAnswers,
    RegionAnswers,
    ReleaseAnswers,
    RequestAnswers,
    SubmittedAnswers,
)

Cleaned = Mapping[str, Any]
NOT_ANSWERED: Cleaned = {"wishes": {}, "together": False}


def collect(answered: Mapping[str, Cleaned], *, country: str) -> SubmittedAnswers:
    """`answered` has every part up to the needs; what the matches ask is taken where it was answered too."""
    matches = answered.get("matches", NOT_ANSWERED)
    return SubmittedAnswers(
        agreement=_agreement(answered["agreement"]),
        person=_person(answered["person"]),
        release=_release(answered["release"], country),
        region=RegionAnswers(
            code=answered["region"]["region"], no_contact=tuple(answered["region"]["no_contact"])
        ),
        requests=_requests(answered["services"], matches),
        needs=_needs(answered["needs"]),
        together=matches["together"],
    )


def _agreement(cleaned: Cleaned) -> AgreementAnswers:
    return AgreementAnswers(
        participation_on=cleaned["participation_on"],
        notice_on=cleaned["notice_on"],
        notice_language=cleaned["notice_language"],
        interpreter=cleaned["interpreter"] == "yes",
    )


def _person(cleaned: Cleaned) -> PersonAnswers:
    return PersonAnswers(
        first_name=cleaned["first_name"],
        last_name=cleaned["last_name"],
        personal_code=cleaned["personal_code"],
        date_of_birth=cleaned["date_of_birth"],
        sex="" if cleaned["sex"] == "NOT_STATED" else cleaned["sex"],
        languages=tuple(cleaned["languages"]),
        phone=cleaned["phone"],
    )


def _release(cleaned: Cleaned, country: str) -> ReleaseAnswers:
    return ReleaseAnswers(
        kind=cleaned["kind"],
        prison=cleaned["prison"] or None,
        country=country,
        expected=cleaned["expected"],
        earliest=cleaned["earliest"],
        latest=cleaned["latest"],
        hearing=cleaned["hearing"],
    )


def _requests(services: Cleaned, matches: Cleaned) -> tuple[RequestAnswers, ...]:
    return tuple(
        _request(request, matches["wishes"].get(request["service_type"])) for request in services["requests"]
    )


def _request(request: Cleaned, wish: Mapping[str, str] | None) -> RequestAnswers:
    return RequestAnswers(
        service_type=request["service_type"],
        start=request["start"],
        in_prison=request["in_prison"],
        wish=UUID(wish["wish"]) if wish else None,
        wish_reason=wish["reason"] if wish else "",
        later_weeks=request["later_weeks"],
    )


def _needs(cleaned: Cleaned) -> NeedsAnswers:
    return NeedsAnswers(
        requirement_codes=tuple(cleaned["requirements"]),
        uses_substances=cleaned["substances"] == "yes",
        offence_types=tuple(cleaned["offences"]),
        interpreter_agreed=cleaned["interpreter"] == "yes",
        with_children="CHILDREN" in cleaned["requirements"],
        notes=cleaned["notes"],
    )
