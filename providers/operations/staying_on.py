"""Staying on beyond what was promised: an extension that somebody authorised, an overstay that just happened.

Reasons are codes, never sentences: what concerns a person is not written here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User
from providers.capacity.refusal import Reason, Refusal
from providers.capacity.spans import Span
from providers.models import Occupation, Overstay, ServiceAtLocation, Stay
from providers.operations.changing import give_days, locked_stay
from providers.operations.following import follow_freed_days
from providers.operations.leaving import empty_until, shorten_overstay
from providers.operations.locking import lock_service
from providers.operations.outcomes import NoPlace, NothingToExtend, StayNotOver
from providers.operations.seating import seat_the_next_elsewhere

Result = Mapping[str, Any]

A_CODE = re.compile(r"[A-Z][A-Z_]{0,79}")


@dataclass(frozen=True, slots=True)
class _Exception:
    """Who allows or records what the rules do not foresee, when, with which key and reason."""

    kind: str
    actor: User
    key: UUID | str
    now: datetime
    reason: str = ""

    def once(self, request: Result, work: Callable[[], Result]) -> Result:
        return once(
            operation=self.kind,
            key=self.key,
            actor_id=self.actor.public_id,
            request={**request, "reason": self.reason},
            work=work,
        )

    def note(self, stay: Stay, before: date, after: date) -> None:
        """An event of the stay; its states are the days until which it was and now is."""
        record_event(
            kind=self.kind,
            subject_kind="stay",
            subject_id=stay.public_id,
            at=self.now,
            actor_id=self.actor.public_id,
            from_state=before.isoformat(),
            to_state=after.isoformat(),
            reason_code=self.reason,
        )


def extend_stay(
    *, actor: User, key: UUID | str, stay_id: UUID, end: date, reason: str, today: date, now: datetime
) -> Result:
    """Let a stay last until `end`, beyond its limit where need be, because `actor` may allow it and does.

    Only where every new day has a place left with everybody present keeping theirs, and within the programme.
    Raises NoPlace, NothingToExtend where it lasts as long already, ValueError where the reason is no code,
    KeyReused, Stay.DoesNotExist also for one that was given back; nothing is written then.
    """
    extension = _Exception("stay.extended", actor, key, now, _code(reason))

    def work() -> Result:
        service, stay = locked_stay(stay_id)
        before = stay.end
        if end <= before:
            raise NothingToExtend
        if before < today:
            # Days that have passed cannot be promised any more: who is still there overstays.
            raise NoPlace(Refusal(Reason.PAST, (Span(before, end),)))
        limit = None if stay.limit_end is None else max(stay.limit_end, end)
        give_days(service=service, stay=stay, days=Span(stay.start, end), limit_end=limit, today=today)
        extension.note(stay, before, end)
        return {"stay": stay_id, "end": end, "limit_end": limit}

    return extension.once({"stay": stay_id, "end": end}, work)


def record_overstay(
    *,
    actor: User,
    key: UUID | str,
    stay_id: UUID,
    expected_end: date,
    reason_code: str,
    today: date,
    now: datetime,
) -> Result:
    """Record that a person is still there after the stay has ended, probably until `expected_end`.

    Every plan with the place sees it. Nobody loses what was promised: who was to come there next goes to another
    place of the house where one is free, else keeps this one and the days show a shortfall. For one who stays
    even longer another row follows the first. Raises StayNotOver while the stay has days left, ValueError where
    no day is to come or the reason is no code, KeyReused, Stay.DoesNotExist also for one that was given back.
    """
    if expected_end <= today:
        raise ValueError("an overstay has days to come")
    overstaying = _Exception("stay.overstayed", actor, key, now, _code(reason_code))

    def work() -> Result:
        service, stay = locked_stay(stay_id)
        start = max([stay.end, *stay.overstays.values_list("end", flat=True)])
        if start > today:
            raise StayNotOver
        unit_pk = Occupation.objects.get(stay=stay, released_at__isnull=True).unit_id
        overstay = Overstay.objects.create(
            stay=stay,
            unit_id=unit_pk,
            start=start,
            end=expected_end,
            blocked_until=empty_until(service, expected_end),
            reason=reason_code,
            created_by=actor,
        )
        seat_the_next_elsewhere(service, overstay, today)
        overstaying.note(stay, start, expected_end)
        return {"overstay": overstay.public_id, "stay": stay_id, "start": start, "end": expected_end}

    return overstaying.once({"stay": stay_id, "end": expected_end}, work)


def end_overstay(*, actor: User, key: UUID | str, overstay_id: UUID, today: date, now: datetime) -> Result:
    """Record that the person has left: the place is free from today. One that is over stays as it was.

    Raises KeyReused, Overstay.DoesNotExist.
    """
    leaving = _Exception("stay.overstay_ended", actor, key, now)

    def work() -> Result:
        service = _lock_service_of_overstay(overstay_id)
        overstay = Overstay.objects.select_related("stay").get(public_id=overstay_id)
        stay, before = overstay.stay, overstay.end
        after = shorten_overstay(overstay=overstay, service=service, left_on=today)
        leaving.note(stay, before, after)
        follow_freed_days(service=service, today=today)
        return {"overstay": overstay_id, "end": after}

    return leaving.once({"overstay": overstay_id, "on": today}, work)


def _code(reason: str) -> str:
    if not A_CODE.fullmatch(reason):
        raise ValueError("a reason is a code in capital letters")
    return reason


def _lock_service_of_overstay(overstay_id: UUID) -> ServiceAtLocation:
    try:
        return lock_service(Q(stays__overstays__public_id=overstay_id))
    except ServiceAtLocation.DoesNotExist:
        raise Overstay.DoesNotExist from None
