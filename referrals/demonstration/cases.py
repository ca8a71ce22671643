"""Who the invented people are and what is asked for them; their days are counted from the day of filing."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from ..answers import (
    AgreementAnswers,
    NeedsAnswers,
    PersonAnswers,
    RegionAnswers,
    ReleaseAnswers,
    RequestAnswers,
    SubmittedAnswers,
)

HERE = Path(__file__).parent
Row = dict[str, Any]


@dataclass(frozen=True)
class Filed:
    """Where a case is filed: the prison's code, None for somebody released already; the house that is wished for."""

    country: str
    prison: str | None
    wish: UUID | None


def cases() -> Row:
    """What cases.yaml says: `people`, whose referrals are sent, and `drafts`."""
    data: Row = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    return data


def answers_of(row: Row, filed: Filed, today: date) -> SubmittedAnswers:
    """What the wizard would hand over for an invented person."""
    release = _release_of(row, filed, today)
    return SubmittedAnswers(
        agreement=AgreementAnswers(
            participation_on=today, notice_on=today, notice_language=row["languages"][0], interpreter=False
        ),
        person=_person_of(row),
        release=release,
        region=RegionAnswers(code=row["region"]),
        requests=tuple(
            # The wish names a house where one is asked for; the first kind of help stands for it.
            RequestAnswers(
                service_type=code, start=release.expected or today, wish=None if order else filed.wish
            )
            for order, code in enumerate(row["services"])
        ),
        needs=NeedsAnswers(requirement_codes=tuple(row.get("needs", ()))),
    )


def _person_of(row: Row) -> PersonAnswers:
    first_name, last_name = row["name"]
    return PersonAnswers(
        first_name=first_name,
        last_name=last_name,
        personal_code="",
        date_of_birth=row["born"],
        sex=row["sex"],
        languages=tuple(row["languages"]),
        phone="",
    )


def _release_of(row: Row, filed: Filed, today: date) -> ReleaseAnswers:
    hearing = today + timedelta(row["hearing"]) if "hearing" in row else None
    within = "CONDITIONAL" if hearing else "END_OF_SENTENCE"
    return ReleaseAnswers(
        kind=within if filed.prison else "RELEASED_ALREADY",
        prison=filed.prison,
        country=filed.country,
        expected=today + timedelta(row["release"]) if filed.prison else None,
        earliest=None,
        latest=None,
        hearing=hearing,
    )
