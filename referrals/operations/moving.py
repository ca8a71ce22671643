"""A release that comes earlier or later: what begins with it moves along, or finds another place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from uuid import UUID

from home.geography.queries import region_tree
from home.users.models import User
from providers.capacity.limits import limit_end
from providers.models import Stay
from providers.operations import NoPlace, move_stay
from services.models import ProgrammeLimit, Starts

from ..answers import SubmittedAnswers
from ..matching import match_request
from ..models import Placement, Referral, ServiceRequest
from ..needs import Period, period_of
from ..routing.dates import latest_start
from ..sealed import answers_of
from ..workflow import BEFORE_START, Action, NotAllowed
from .cases import (
    Followed,
    lock_for_search,
    lock_referral,
    once_followed,
    record_change,
    search_again,
    store_answers,
    tell_office,
)
from .placing import take_dates
from .stays import current_placement, hold_again, tell_asked
from .steps import step


@dataclass(frozen=True, kw_only=True)
class ReleaseDates:
    """When somebody leaves prison, as known now."""

    expected: date
    earliest: date | None = None
    latest: date | None = None
    hearing: date | None = None


def move_release(
    *, actor: User, key: str, referral_id: UUID, dates: ReleaseDates, today: date, now: datetime
) -> dict[UUID, Followed]:
    """Set new dates of release and test every request again that begins with it and has not begun.

    A place that is free on the new days stays the person's own, as firm as it was; otherwise it is freed and
    another is looked for. Both sides are told. Returns what became of each request that has not begun, by public
    id; the same with the same key. Raises ``Referral.DoesNotExist``, ``KeyReused``, and ``NotAllowed`` for a
    referral that is closed or of somebody already released.
    """

    def work() -> Mapping[str, Followed]:
        referral = lock_referral(referral_id=referral_id, action=Action.MOVE)
        if referral.release_on is None:
            raise NotAllowed(referral.release_kind, Action.MOVE)
        record_moved(referral=referral, after=dates.expected, actor=actor, now=now)
        tell_office(kind="referral.release_moved", referral=referral, actor=actor, now=now)
        return follow_release(referral=referral, dates=dates, actor=actor, today=today, now=now)

    request = {"referral": str(referral_id), **asdict(dates)}
    return once_followed(operation="referral.move_release", key=key, actor=actor, request=request, work=work)


def record_moved(*, referral: Referral, after: date, actor: User, now: datetime) -> None:
    """The event of another day of release, before it is set."""
    told = {"from_state": f"{referral.release_on}", "to_state": f"{after}"}
    record_change(kind="referral.release_moved", referral=referral, actor=actor, now=now, **told)


def follow_release(
    *, referral: Referral, dates: ReleaseDates, actor: User, today: date, now: datetime
) -> dict[str, Followed]:
    """Give a locked referral of somebody in prison these dates, and whatever begins with the release new days.

    What the hearing means for promises follows: how long a place is held, and by when its provider answers.
    """
    released = referral.release_on
    assert released is not None, "somebody in prison has a day of release"
    requests = lock_for_search(referral=referral, states=BEFORE_START)
    answers = _store_dates(referral=referral, dates=dates)
    move = _Move(actor, answers, released, dates.expected, today, now)
    followed = {str(request.public_id): move.follow(request) for request in requests}
    for request in requests:
        hold_again(request=request, today=today)
    return followed


def _store_dates(*, referral: Referral, dates: ReleaseDates) -> SubmittedAnswers:
    answers = answers_of(referral)
    answers = replace(answers, release=replace(answers.release, **asdict(dates)))
    referral.release_on, referral.hearing_on = dates.expected, dates.hearing
    referral.release_earliest, referral.release_latest = dates.earliest, dates.latest
    plain = ("release_on", "release_earliest", "release_latest", "hearing_on")
    store_answers(referral=referral, answers=answers, fields=plain)
    return answers


@dataclass(frozen=True)
class _Move:
    """A release moved from one day to another: who did it, and what routing is to know."""

    actor: User
    answers: SubmittedAnswers
    before: date
    after: date
    today: date
    now: datetime

    def follow(self, request: ServiceRequest) -> Followed:
        """Give the request its new days and a place on them."""
        start = self._start(request)
        if start == request.asked_start:
            return Followed.UNCHANGED
        placement = current_placement(request)
        period = self._take_days(request, start)
        if placement is not None and self._moves_along(placement, period):
            tell_asked(placement=placement, kind="offer.moved", now=self.now)
            return Followed.STAYED
        if placement is not None and self._stays_later(request, placement):
            tell_asked(placement=placement, kind="offer.changed", now=self.now)
            return Followed.STAYED
        return search_again(request=request, answers=self.answers, today=self.today, now=self.now)

    def _start(self, request: ServiceRequest) -> date:
        """Help in prison, and what was agreed for a day before the release, does not wait for it."""
        if request.in_prison:
            return request.asked_start
        if request.service_type.starts == Starts.ON_RELEASE:
            return max(self.after, self.today)
        if request.asked_start < self.before:
            return request.asked_start
        return max(self.after + (request.asked_start - self.before), self.today)

    def _take_days(self, request: ServiceRequest, start: date) -> Period:
        country = request.referral.country
        period = period_of(service_type=request.service_type, country=country, start=start)
        request.start, request.end = period.start, period.end
        request.asked_start = start
        request.latest_start = latest_start(start, self.answers.requests[request.order].later_weeks)
        request.save(update_fields=["start", "end", "asked_start", "latest_start"])
        step(request=request, action=Action.MOVE, actor=self.actor, now=self.now)
        return period

    def _stays_later(self, request: ServiceRequest, placement: Placement) -> bool:
        """Whether the place stays as it is, soon enough after the new day, since none is free anywhere on that day."""
        stay = placement.stay
        if not request.start < stay.start <= request.latest_start:
            return False
        match = match_request(request=request, answers=self.answers, tree=region_tree(), today=self.today)
        best = match.decision.best
        if best is not None and best.start < stay.start:
            return False
        take_dates(request=request, start=stay.start, end=stay.end)
        return True

    def _moves_along(self, placement: Placement, period: Period) -> bool:
        """Whether the same house has a place on the new days; then it is kept."""
        stay = placement.stay
        try:
            move_stay(
                stay_id=stay.public_id,
                start=period.start,
                end=period.end,
                limit_end=_limit(stay, period.start),
                today=self.today,
            )
        except NoPlace:
            return False
        return True


def _limit(stay: Stay, start: date) -> date | None:
    """The day by which a stay from ``start`` must end under its programme; None where no limit is stated."""
    limits = ProgrammeLimit.objects.filter(
        programme=stay.programme, service_type=stay.service_at_location.service_type_id
    )
    months = limits.values_list("months", flat=True).first()
    return None if months is None else limit_end(start, months, stay.programme.end)
