"""Support that lasts longer than was promised: by the provider within the programme's limit, else as authorised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied

from home.geography.permissions import countries_of
from home.record.events import record_event
from home.record.outbox import enqueue
from home.record.receipts import once
from home.users.models import User
from providers.operations import extend_stay
from providers.permissions import services_visible_to

from ..models import Placement, ServiceRequest
from ..workflow import Action, NotAllowed, next_state
from .cases import tell_office
from .stays import current_placement, tell_asked
from .steps import step


class NeedsAuthority(Exception):
    """Longer than the programme's limit: only a coordinator of the country may allow it. ``limit``: until when."""

    def __init__(self, limit: date) -> None:
        super().__init__(limit.isoformat())
        self.limit = limit


@dataclass(frozen=True)
class _Longer:
    """Who wants whose support to last until when, and why."""

    actor: User
    key: str
    request_id: UUID
    end: date
    reason: str
    today: date
    now: datetime

    def once(self, operation: str, work: Callable[[ServiceRequest, Placement], None]) -> None:
        """Do the work on the locked request once for this key."""

        def locked() -> Mapping[str, object]:
            request = _lock(self.request_id)
            placement = current_placement(request)
            if placement is None:
                raise NotAllowed(request.state, Action.EXTEND)
            work(request, placement)
            return {"request": str(self.request_id)}

        body = {"request": str(self.request_id), "end": self.end.isoformat(), "reason": self.reason}
        once(operation=operation, key=self.key, actor_id=self.actor.public_id, request=body, work=locked)

    def authorises(self, request: ServiceRequest) -> bool:
        return request.referral.country in countries_of(self.actor, self.today)

    def check_may(self, request: ServiceRequest, placement: Placement) -> None:
        """Raises NeedsAuthority beyond the limit, PermissionDenied for who has nothing to do with the place."""
        if self.authorises(request):
            return
        stay = placement.stay
        self.check_works_there(placement)
        if stay.limit_end is not None and self.end > stay.limit_end:
            raise NeedsAuthority(stay.limit_end)

    def check_works_there(self, placement: Placement) -> None:
        own = services_visible_to(self.actor, self.today)
        if not own.filter(pk=placement.stay.service_at_location_id).exists():
            raise PermissionDenied


def extend_request(
    *, actor: User, key: str, request_id: UUID, end: date, reason: str, today: date, now: datetime
) -> None:
    """Let support that is under way last until ``end``, the day after its last; the other side is told.

    The provider may do so within the programme's limit, beyond it a coordinator of the country, and nobody where
    a day has no place left. Safe to repeat with the same key. Raises ``NeedsAuthority``, ``NoPlace``,
    ``NothingToExtend``, ``NotAllowed`` where it is not under way, ``PermissionDenied``, ``KeyReused``,
    ``DoesNotExist``; nothing is written then.
    """
    longer = _Longer(actor, key, request_id, end, reason, today, now)

    def work(request: ServiceRequest, placement: Placement) -> None:
        longer.check_may(request, placement)
        step(request=request, action=Action.EXTEND, actor=actor, now=now, reason_code=reason)
        extend_stay(
            actor=actor,
            key=key,
            stay_id=placement.stay.public_id,
            end=end,
            reason=reason,
            today=today,
            now=now,
        )
        request.end = end
        request.save(update_fields=["end"])
        if longer.authorises(request):
            tell_asked(placement=placement, kind="offer.moved", now=now)
        tell_office(kind="request.extended", referral=request.referral, actor=actor, now=now)

    longer.once("request.extend", work)


def ask_extension(
    *, actor: User, key: str, request_id: UUID, end: date, reason: str, today: date, now: datetime
) -> None:
    """The provider asks the coordinators of the country to let support last until ``end``; nothing changes yet.

    Safe to repeat with the same key. Raises ``NotAllowed`` where it is not under way, ``PermissionDenied`` for who
    does not work there, ``KeyReused``, ``DoesNotExist``.
    """
    asking = _Longer(actor, key, request_id, end, reason, today, now)

    def work(request: ServiceRequest, placement: Placement) -> None:
        asking.check_works_there(placement)
        next_state(request.state, Action.EXTEND)
        record_event(
            kind="request.extension_asked",
            subject_kind="request",
            subject_id=request.public_id,
            at=now,
            actor_id=actor.public_id,
            from_state=request.end.isoformat(),
            to_state=end.isoformat(),
            reason_code=reason,
        )
        enqueue(
            kind="request.extension_asked",
            payload={"request": str(request.public_id)},
            dedupe_key=f"request.extension_asked:{request.public_id}:{now.isoformat()}",
            due_at=now,
        )

    asking.once("request.ask_extension", work)


def _lock(request_id: UUID) -> ServiceRequest:
    locked = ServiceRequest.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("referral").get(public_id=request_id)
