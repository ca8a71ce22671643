"""Sending a referral: exactly once, everything or nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from home.geography.models import Prison, Region, RegionKind
from home.record.events import record_event
from home.record.receipts import once
from home.record.sealing import blind_index, new_key
from home.users.models import User
from providers.models import Provider, ServiceAtLocation
from providers.permissions import providers_of
from services.models import ServiceType

from ..answers import PersonAnswers, RequestAnswers, SubmittedAnswers
from ..matching import Match, match_new
from ..models import Agreement, Draft, Referral, ServiceRequest
from ..needs import period_of, required_of, start_of
from ..numbers import new_number
from ..routing.dates import latest_start
from ..sealed import seal_answers
from .booking import TakenMeanwhile, ToBook, book

TEXT_VERSION = "2026-11"
ATTEMPTS = 3
NO_SEAL_YET = b""


class AlreadySent(Exception):
    """The draft was sent before; ``referral_id`` is what it became."""

    def __init__(self, referral_id: UUID) -> None:
        super().__init__(str(referral_id))
        self.referral_id = referral_id


@dataclass(frozen=True)
class SubmissionResult:
    """``referral_id``: the public id of the referral that the draft became."""

    referral_id: UUID


def submit_referral(
    *, actor: User, key: str, draft_id: UUID, answers: SubmittedAnswers, today: date, now: datetime
) -> SubmissionResult:
    """Make a referral of a draft, route each of its requests and keep the places; where it is time, ask.

    Who fits is read before the transaction, so that nobody waits for a lock meanwhile; where all the places found
    are taken by then, it looks again, the last time under the locks.

    A draft becomes one referral, whatever is pressed twice and with whatever key: later sends get the first
    one's result. Raises ``Draft.DoesNotExist`` for somebody else's draft.
    """

    for attempt in range(1, ATTEMPTS + 1):
        patient = attempt < ATTEMPTS
        matches = _look(actor=actor, draft_id=draft_id, answers=answers, today=today) if patient else None
        try:
            result = once(
                operation="referral.submit",
                key=key,
                actor_id=actor.public_id,
                request={"draft": str(draft_id), "answers": answers.to_json()},
                work=_Sending(actor, draft_id, answers, matches, today, now).work,
            )
        except AlreadySent as sent:
            return SubmissionResult(referral_id=sent.referral_id)
        except TakenMeanwhile:
            continue
        return SubmissionResult(referral_id=UUID(result["referral"]))
    raise AssertionError("the last attempt takes what there is, or waits")


def _look(*, actor: User, draft_id: UUID, answers: SubmittedAnswers, today: date) -> tuple[Match, ...]:
    """Who fits, read before anything is locked; nothing for a draft that leads elsewhere."""
    drafts = Draft.objects.filter(public_id=draft_id, owner=actor, submitted_referral__isnull=True)
    return match_new(answers=answers, today=today) if drafts.exists() else ()


@dataclass(frozen=True)
class _Sending:
    """One try at making a referral of a draft. Without ``matches`` it looks for places under the locks."""

    actor: User
    draft_id: UUID
    answers: SubmittedAnswers
    matches: tuple[Match, ...] | None
    today: date
    now: datetime

    def work(self) -> Mapping[str, object]:
        draft = Draft.objects.select_for_update().get(public_id=self.draft_id, owner=self.actor)
        if draft.submitted_referral is not None:
            raise AlreadySent(draft.submitted_referral.public_id)
        referral = self._create(draft)
        _empty(draft=draft, referral=referral)
        return {"referral": str(referral.public_id)}

    def _create(self, draft: Draft) -> Referral:
        answers = self.answers
        referral = _store_referral(actor=self.actor, draft=draft, answers=answers, now=self.now)
        _store_agreements(referral=referral, answers=answers)
        record_event(
            kind="referral.submitted",
            subject_kind="referral",
            subject_id=referral.public_id,
            at=self.now,
            actor_id=self.actor.public_id,
            to_state=referral.state,
        )
        requests = [
            _store_request(referral=referral, answers=answers, asked=asked, order=order, today=self.today)
            for order, asked in enumerate(answers.requests)
        ]
        self._book(referral, requests)
        return referral

    def _book(self, referral: Referral, requests: list[ServiceRequest]) -> None:
        matches = self.matches or match_new(answers=self.answers, today=self.today)
        book(
            rows=[ToBook(request, match) for request, match in zip(requests, matches, strict=True)],
            together=referral.together,
            patient=self.matches is not None,
            today=self.today,
            now=self.now,
        )


def _store_referral(*, actor: User, draft: Draft, answers: SubmittedAnswers, now: datetime) -> Referral:
    release, key = answers.release, new_key()
    prison = Prison.objects.get(code=release.prison) if release.prison else None
    referral = Referral(
        number=_free_number(),
        data_key=key,
        country=release.country,
        prison=prison,
        filed_by=actor,
        filed_for_provider=None if prison else _own_provider(actor, release.country, now),
        release_kind=release.kind,
        release_on=release.expected,
        release_earliest=release.earliest,
        release_latest=release.latest,
        hearing_on=release.hearing,
        together=answers.together,
        submitted_at=now,
        person_index=_person_index(answers.person),
        name_index=_name_index(answers.person),
    )
    referral.sealed = seal_answers(referral=referral, answers=answers)
    referral.save()
    return referral


def _own_provider(actor: User, country: str, now: datetime) -> Provider | None:
    """For whom somebody files who comes from no prison; a provider abroad has no part in the case."""
    return providers_of(actor, timezone.localdate(now)).filter(country=country).first()


def _free_number() -> str:
    """A random number that no referral has. Two alike at once meet the unique constraint and are not stored."""
    number = new_number(secrets.token_bytes(10))
    return number if not Referral.objects.filter(number=number).exists() else _free_number()


def _person_index(person: PersonAnswers) -> str:
    return blind_index(purpose="personal-code", value=person.personal_code) if person.personal_code else ""


def _name_index(person: PersonAnswers) -> str:
    value = f"{person.first_name} {person.last_name} {person.date_of_birth.isoformat()}"
    return blind_index(purpose="name", value=value)


def _store_agreements(*, referral: Referral, answers: SubmittedAnswers) -> None:
    given = answers.agreement
    language = {"language": given.notice_language, "interpreter": given.interpreter}
    Agreement.objects.create(
        referral=referral,
        kind=Agreement.Kind.PARTICIPATION,
        given_on=given.participation_on,
        text_version=TEXT_VERSION,
        **language,
    )
    Agreement.objects.create(
        referral=referral,
        kind=Agreement.Kind.PRIVACY_NOTICE,
        given_on=given.notice_on,
        text_version=TEXT_VERSION,
        **language,
    )


def _store_request(
    *, referral: Referral, answers: SubmittedAnswers, asked: RequestAnswers, order: int, today: date
) -> ServiceRequest:
    service_type = ServiceType.objects.get(code=asked.service_type)
    start = start_of(request=asked, service_type=service_type, answers=answers, today=today)
    period = period_of(service_type=service_type, country=referral.country, start=start)
    latest = latest_start(start, asked.later_weeks)
    region = Region.objects.exclude(kind=RegionKind.COUNTRY).filter(code=answers.region.code).first()
    return ServiceRequest.objects.create(
        referral=referral,
        service_type=service_type,
        start=period.start,
        end=period.end,
        asked_start=start,
        latest_start=latest,
        region=region,
        in_prison=asked.in_prison,
        requirement_codes=sorted(required_of(answers, service_type)),
        wish=ServiceAtLocation.objects.filter(public_id=asked.wish).first() if asked.wish else None,
        order=order,
    )


def _empty(*, draft: Draft, referral: Referral) -> None:
    """Of the draft only its pointer stays; what it sealed lives on in the referral, under the referral's key."""
    draft.sealed = NO_SEAL_YET
    draft.submitted_referral = referral
    draft.save(update_fields=["sealed", "submitted_referral"])
