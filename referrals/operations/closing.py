"""A referral is over: somebody closes it, or the last of its requests has ended."""

from datetime import datetime
from uuid import UUID

from home.users.models import User

from ..models import Referral
from ..sealed import seal_reason
from ..workflow import OPEN, Action, can, next_state
from .cases import record_change

ALL_ENDED = "ALL_ENDED"


def close_referral(*, referral: Referral, actor: User, reason: str, now: datetime) -> None:
    """Close a locked referral. Why is sealed in the event, so that nothing tells one reason from another."""
    before = referral.state
    referral.state = next_state(before, Action.END, of="referral")
    referral.save(update_fields=["state"])
    record_change(
        kind="referral.closed",
        referral=referral,
        actor=actor,
        now=now,
        from_state=before,
        to_state=referral.state,
        note_sealed=seal_reason(referral=referral, reason=reason),
    )


def close_if_over(*, referral: Referral, actor: User, now: datetime) -> None:
    """Close a referral, locked before its requests were, once none of them goes on. It stays readable."""
    goes_on = referral.requests.filter(state__in=OPEN).exists()
    if not goes_on and can(referral.state, Action.END, of="referral"):
        close_referral(referral=referral, actor=actor, reason=ALL_ENDED, now=now)


def lock_referral_of_offer(offer_id: UUID) -> Referral:
    """Lock the referral before the request of an offer: in the order of all who change a whole case.

    Of two requests that end at the same moment the second sees that the first has ended. Raises
    ``Referral.DoesNotExist``.
    """
    locked = Referral.objects.select_for_update(no_key=True, of=("self",)).select_related("data_key")
    return locked.get(requests__placements__offer__public_id=offer_id)
