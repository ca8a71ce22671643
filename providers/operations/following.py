"""What follows when numbers change or days become free: places open and close, voids close what they can."""

from datetime import date

from django.db.models import Max
from django.db.models.functions import Greatest

from providers.capacity.declaring import places_to_close, places_to_open
from providers.capacity.house import Group
from providers.house import house_of
from providers.models import ServiceAtLocation, Unit
from providers.operations.writing import close_what_is_free, open_closures


def follow_numbers(*, service: ServiceAtLocation, today: date) -> None:
    """Open the places that declared numbers ask for, and close those that nobody has and no number needs."""
    house = house_of(service=service, today=today)
    busy = {stay.place for stay in house.stays} | {overrun.place for overrun in house.overruns}
    for group in house.groups:
        places = house.places_in[group.id]
        closing = places_to_close(group, places, busy, today)
        # A place that was to open later, and is not needed any more, never opens.
        Unit.objects.filter(pk__in=closing).update(closes=Greatest("opens", today))
        _open(group, places_to_open(group, (each for each in places if each.id not in closing), today))


def follow_freed_days(*, service: ServiceAtLocation, today: date) -> None:
    """After days became free: voids close them on named places, and places that were to close do."""
    open_closures(service=service, today=today)
    close_what_is_free(service=service, today=today)
    follow_numbers(service=service, today=today)


def _open(group: Group, first_days: tuple[date, ...]) -> None:
    if not first_days:
        return
    last = Unit.objects.filter(group=group.id).aggregate(last=Max("number"))["last"] or 0
    Unit.objects.bulk_create(
        Unit(group_id=group.id, number=number, opens=day) for number, day in enumerate(first_days, last + 1)
    )
