"""What the wizard hands over: one referral's answers as plain values, checked and without leftovers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

RELEASE_KINDS = ("END_OF_SENTENCE", "CONDITIONAL", "OTHER", "RELEASED_ALREADY")
REQUIREMENT_CODES = ("STEP_FREE", "SINGLE_ROOM", "WOMEN_ONLY", "GROUND_FLOOR", "CHILDREN", "PET")
OFFENCE_TYPES = ("VIOLENCE", "SEXUAL", "ARSON")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True, kw_only=True)
class AgreementAnswers:
    """The person agreed to take part; the privacy notice was given. Two acts, recorded apart."""

    participation_on: date
    notice_on: date
    notice_language: str
    interpreter: bool

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            participation_on=date.fromisoformat(data["participation_on"]),
            notice_on=date.fromisoformat(data["notice_on"]),
            notice_language=data["notice_language"],
            interpreter=data["interpreter"],
        )


@dataclass(frozen=True, kw_only=True)
class PersonAnswers:
    """Who the referral is about. `sex` is "F", "M" or "" (not stated); `languages` are codes."""

    first_name: str
    last_name: str
    personal_code: str
    date_of_birth: date
    sex: str
    languages: tuple[str, ...]
    phone: str

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            first_name=data["first_name"],
            last_name=data["last_name"],
            personal_code=data["personal_code"],
            date_of_birth=date.fromisoformat(data["date_of_birth"]),
            sex=data["sex"],
            languages=tuple(data["languages"]),
            phone=data["phone"],
        )


@dataclass(frozen=True, kw_only=True)
class ReleaseAnswers:
    """When the person leaves prison. RELEASED_ALREADY has neither prison nor dates to come."""

    kind: str
    prison: str | None
    country: str
    expected: date | None
    earliest: date | None
    latest: date | None
    hearing: date | None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            kind=data["kind"],
            prison=data["prison"],
            country=data["country"],
            expected=_date(data["expected"]),
            earliest=_date(data["earliest"]),
            latest=_date(data["latest"]),
            hearing=_date(data["hearing"]),
        )


@dataclass(frozen=True, kw_only=True)
class RegionAnswers:
    """Where the person wants to live: the code of a county or municipality, or of the country
    ("anywhere"). `no_contact` are region codes; providers never see them."""

    code: str
    no_contact: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(code=data["code"], no_contact=tuple(data["no_contact"]))


@dataclass(frozen=True, kw_only=True)
class RequestAnswers:
    """One service asked for, from `start` on, or up to `later_weeks` later where nothing is free then. `wish` is
    the public id of a service at a location; `wish_reason` is there where the wish goes against the ranking."""

    service_type: str
    start: date
    in_prison: bool = False
    wish: UUID | None = None
    wish_reason: str = ""
    later_weeks: int = 0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            service_type=data["service_type"],
            start=date.fromisoformat(data["start"]),
            in_prison=data["in_prison"],
            wish=UUID(data["wish"]) if data["wish"] else None,
            wish_reason=data["wish_reason"],
            # Nobody who was referred before this was asked has said that a later day is all right.
            later_weeks=data.get("later_weeks", 0),
        )


@dataclass(frozen=True, kw_only=True)
class NeedsAnswers:
    """What a place must have, and what some houses cannot take. Empty where no service asks for it."""

    requirement_codes: tuple[str, ...] = ()
    uses_substances: bool = False
    offence_types: tuple[str, ...] = ()
    interpreter_agreed: bool = False
    with_children: bool = False
    notes: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            requirement_codes=tuple(data["requirement_codes"]),
            uses_substances=data["uses_substances"],
            offence_types=tuple(data["offence_types"]),
            interpreter_agreed=data["interpreter_agreed"],
            with_children=data["with_children"],
            notes=data["notes"],
        )


@dataclass(frozen=True, kw_only=True)
class SubmittedAnswers:
    """A whole referral as answered. Requests stand in the order of the service types.

    `together`: only if there is a place for every request is any of them booked.
    """

    agreement: AgreementAnswers
    person: PersonAnswers
    release: ReleaseAnswers
    region: RegionAnswers
    requests: tuple[RequestAnswers, ...]
    needs: NeedsAnswers
    together: bool = False

    def without_wishes(self) -> Self:
        """The same answers as the ranking must see them: no house named."""
        bare = tuple(replace(request, wish=None, wish_reason="") for request in self.requests)
        return replace(self, requests=bare)

    def to_json(self) -> dict[str, Any]:
        """Only str, bool, None, list and dict; dates as ISO text. Person data: seal before storing."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`. Raises KeyError or ValueError for anything else."""
        return cls(
            agreement=AgreementAnswers.from_json(data["agreement"]),
            person=PersonAnswers.from_json(data["person"]),
            release=ReleaseAnswers.from_json(data["release"]),
            region=RegionAnswers.from_json(data["region"]),
            requests=tuple(RequestAnswers.from_json(request) for request in data["requests"]),
            needs=NeedsAnswers.from_json(data["needs"]),
            # Referrals that were sent before this was asked were booked as far as there were places.
            together=data.get("together", False),
        )
