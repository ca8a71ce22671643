"""Drafts: the only writer of them. What was typed is sealed under the draft's own key."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from home.geography.models import Prison
from home.record.sealing import new_key, seal, unseal
from home.users.models import User

from ..forms.wizard_setting import FilingPlace
from ..models import Draft


class DraftClosed(Exception):
    """The draft was sent or deleted meanwhile."""


def start_draft(*, owner: User, place: FilingPlace, now: datetime) -> Draft:
    """An empty draft: it knows who files and where, and nothing about a person."""
    with transaction.atomic():
        return Draft.objects.create(
            owner=owner,
            country=place.country,
            prison=place.prisons[0] if len(place.prisons) == 1 and not place.may_file_released else None,
            data_key=new_key(),
            created_at=now,
            updated_at=now,
        )


def drafts_visible_to(user: User, places: Collection[FilingPlace]) -> QuerySet[Draft]:
    """The user's own drafts, as long as they still work where the draft belongs."""
    prisons = [prison.pk for place in places for prison in place.prisons]
    return Draft.objects.filter(
        Q(prison__isnull=True) | Q(prison__in=prisons),
        owner=user,
        country__in=[place.country for place in places],
    )


def typed_in(draft: Draft) -> dict[str, dict[str, list[str]]]:
    """What was typed, by part and field; empty for a new draft."""
    if not draft.sealed:
        return {}
    content: dict[str, Any] = unseal(key=draft.data_key, sealed=bytes(draft.sealed), purpose=_purpose(draft))
    return content


def save_part(
    *, draft: Draft, step: str, typed: dict[str, list[str]], prison: Prison | None, now: datetime
) -> dict[str, dict[str, list[str]]]:
    """Store one part and leave the others as they are now, whatever other windows saved meanwhile.

    Returns what the draft holds afterwards. Raises `DraftClosed`.
    """
    with transaction.atomic():
        locked = _lock(draft)
        content = typed_in(locked) | {step: typed}
        locked.sealed = seal(key=locked.data_key, value=content, purpose=_purpose(locked))
        locked.step, locked.prison, locked.updated_at = step, prison, now
        locked.save(update_fields=["sealed", "step", "prison", "updated_at"])
    return content


def delete_draft(*, draft: Draft) -> None:
    """The draft goes, and with its key all that any copy of it could tell. Raises `DraftClosed`."""
    with transaction.atomic():
        _erase(_lock(draft))


def left_alone(saved_before: datetime) -> QuerySet[Draft]:
    """Drafts that were not sent, and were saved last before a moment."""
    return Draft.objects.filter(submitted_referral__isnull=True, updated_at__lt=saved_before)


def delete_abandoned(*, saved_before: datetime, most: int = 500) -> int:
    """Delete the drafts that were saved last before a moment, the oldest first, each with its key; returns how many."""
    abandoned = left_alone(saved_before)
    deleted = 0
    for pk in list(abandoned.order_by("updated_at", "pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            # Somebody may have gone on with it, sent or deleted it meanwhile.
            locked = _locked(abandoned.filter(pk=pk))
            if locked is not None:
                _erase(locked)
                deleted += 1
    return deleted


def _erase(draft: Draft) -> None:
    draft.delete()
    draft.data_key.delete()


def _lock(draft: Draft) -> Draft:
    locked = _locked(Draft.objects.filter(pk=draft.pk, submitted_referral__isnull=True))
    if locked is None:
        raise DraftClosed
    return locked


def _locked(drafts: QuerySet[Draft]) -> Draft | None:
    return drafts.select_for_update(of=("self",)).select_related("data_key").first()


def _purpose(draft: Draft) -> str:
    return f"draft:{draft.public_id}"
