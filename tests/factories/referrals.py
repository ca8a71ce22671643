"""Answers and referrals for tests. The people are plainly invented."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from home.record.sealing import new_key
from home.users.models import User
from referrals.answers import (
    AgreementAnswers,
    NeedsAnswers,
    PersonAnswers,
    RegionAnswers,
    ReleaseAnswers,
    RequestAnswers,
    SubmittedAnswers,
)
from referrals.models import Draft, Referral
from referrals.operations import submit_referral


def answers(
    *,
    today: date,
    services: tuple[str, ...] = ("housing",),
    country: str = "EE",
    region: str = "EE",
    prison: str | None = None,
    in_days: int = 30,
    person: dict[str, Any] | None = None,
    needs: dict[str, Any] | None = None,
) -> SubmittedAnswers:
    """A complete set of answers: a release in ``in_days`` days, or already released without a prison."""
    start = today + timedelta(days=in_days)
    kind = "END_OF_SENTENCE" if prison else "RELEASED_ALREADY"
    return SubmittedAnswers(
        agreement=AgreementAnswers(
            participation_on=today, notice_on=today, notice_language="et", interpreter=False
        ),
        person=replace(_PERSON, **(person or {})),
        release=ReleaseAnswers(
            kind=kind,
            prison=prison,
            country=country,
            expected=start if prison else None,
            earliest=None,
            latest=None,
            hearing=None,
        ),
        region=RegionAnswers(code=region),
        requests=tuple(RequestAnswers(service_type=code, start=start) for code in services),
        needs=replace(NeedsAnswers(), **(needs or {})),
    )


_PERSON = PersonAnswers(
    first_name="Demo",
    last_name="Person",
    personal_code="",
    date_of_birth=date(1990, 2, 1),
    sex="M",
    languages=("et",),
    phone="",
)


def draft(*, owner: User, country: str = "EE") -> Draft:
    now = timezone.now()
    return Draft.objects.create(
        owner=owner, country=country, data_key=new_key(), created_at=now, updated_at=now
    )


def sent_referral(*, officer: User, today: date, key: str = "first", **changes: Any) -> Referral:
    """A referral that went the whole way: routed, kept, offered, or waiting."""
    given = answers(today=today, **changes)
    result = submit_referral(
        actor=officer,
        key=key,
        draft_id=draft(owner=officer, country=given.release.country).public_id,
        answers=given,
        today=today,
        now=timezone.now(),
    )
    return Referral.objects.get(public_id=result.referral_id)
