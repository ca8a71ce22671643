"""Changing stays that were promised: other days, given back, firmer. In the transaction of their holder."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Least

from providers.capacity.house import Held, House, Wish
from providers.capacity.refusal import Reason, Refusal
from providers.capacity.spans import Span
from providers.capacity.workdays import turnaround_end
from providers.house import house_of
from providers.models import Firmness, Occupation, ServiceAtLocation, Stay
from providers.operations.following import follow_freed_days
from providers.operations.keeping import granted
from providers.operations.locking import assert_in_transaction, lock_service_of_stay
from providers.operations.outcomes import NoPlace
from providers.operations.writing import write_assignment

UNSURE = (Firmness.PROVISIONAL, Firmness.OFFERED)


def move_stay(*, stay_id: UUID, start: date, end: date, limit_end: date | None, today: date) -> None:
    """Give a stay other days at its service, earlier, later, longer or shorter.

    Days it has already are never lost to this. Whoever is present began when they began; where nobody has come
    although the first day has passed, the stay may still begin later. Raises NoPlace, and has then written
    nothing; ValueError where the end is not after the start; Stay.DoesNotExist also for one that was given back.
    """
    assert_in_transaction()
    days = Span(start, end)
    with transaction.atomic():
        service, stay = locked_stay(stay_id)
        give_days(service=service, stay=stay, days=days, limit_end=limit_end, today=today)


def give_days(
    *, service: ServiceAtLocation, stay: Stay, days: Span, limit_end: date | None, today: date
) -> None:
    """Give a stay of the locked service these days and this limit. Raises NoPlace before anything is written."""
    _check_days(stay, days, limit_end, today)
    house, held = _without(house_of(service=service, today=today), stay, days)
    blocked_until = turnaround_end(days.end, service.turnaround_days, service.provider.country)
    wish = Wish(days.start, days.end, blocked_until, held.needs, held, held.languages)
    assignment = granted(house, wish)
    stay.start, stay.end, stay.limit_end = days.start, days.end, limit_end
    stay.save(update_fields=["start", "end", "limit_end"])
    write_assignment(house=house, stay=stay, assignment=assignment, blocked_until=blocked_until, today=today)
    follow_freed_days(service=service, today=today)


def release_stay(*, stay_id: UUID, today: date, from_date: date | None = None) -> None:
    """Give back a stay from a day on, today where none is said; all of it where it has not begun by then.

    Giving back what was given back changes nothing. Raises Stay.DoesNotExist.
    """
    assert_in_transaction()
    service = lock_service_of_stay(stay_id)
    stay = Stay.objects.get(public_id=stay_id)
    last_day = from_date or today
    if stay.released_at is not None or last_day >= stay.end:
        return
    if last_day <= stay.start:
        _give_back(stay, today)
    else:
        _shorten(stay, last_day, service)
    follow_freed_days(service=service, today=today)


def set_firmness(*, stay_id: UUID, firmness: str) -> None:
    """Say how firm a stay is; what is accepted or present no longer expires.

    Raises Stay.DoesNotExist, also for one that was given back.
    """
    assert_in_transaction()
    _, stay = locked_stay(stay_id)
    stay.firmness = Firmness(firmness)
    if stay.firmness not in UNSURE:
        stay.hold_expires_at = None
    stay.save(update_fields=["firmness", "hold_expires_at"])


def locked_stay(stay_id: UUID) -> tuple[ServiceAtLocation, Stay]:
    """The stay, and its service locked. Raises DoesNotExist, also for one that was given back."""
    service = lock_service_of_stay(stay_id)
    stays = Stay.objects.select_related("programme", "service_at_location")
    return service, stays.get(public_id=stay_id, released_at__isnull=True)


def _check_days(stay: Stay, days: Span, limit_end: date | None, today: date) -> None:
    began = stay.start if stay.firmness == Firmness.PRESENT else days.start
    if days.start != stay.start and min(days.start, began) < today:
        raise NoPlace(Refusal(Reason.PAST, (days,)))
    if days.start < stay.programme.start or days.end > stay.programme.end:
        raise NoPlace(Refusal(Reason.PROGRAMME, (days,)))
    if limit_end is not None and days.end > limit_end:
        raise NoPlace(Refusal(Reason.PROGRAMME, (days,)))


def _without(house: House, stay: Stay, days: Span) -> tuple[House, Held]:
    """The house as if the stay were not there, and the stay as it was."""
    held = next((each for each in house.stays if each.id == stay.pk), None)
    if held is None:
        raise NoPlace(Refusal(Reason.PAST, (days,)))
    return replace(house, stays=tuple(each for each in house.stays if each is not held)), held


def _give_back(stay: Stay, today: date) -> None:
    Occupation.objects.filter(stay=stay, released_at__isnull=True).update(released_at=today)
    stay.released_at = today
    stay.save(update_fields=["released_at"])


def _shorten(stay: Stay, end: date, service: ServiceAtLocation) -> None:
    blocked_until = turnaround_end(end, service.turnaround_days, service.provider.country)
    # Where turnaround was made longer meanwhile, the next may be in the place before it would end now.
    Occupation.objects.filter(stay=stay, released_at__isnull=True).update(
        blocked_until=Least(F("blocked_until"), Value(blocked_until))
    )
    stay.end = end
    stay.save(update_fields=["end"])
