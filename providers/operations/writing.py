"""Writing an assignment down: the proof that everybody has a place, as the database guards it."""

from collections.abc import Collection, Iterable
from datetime import date

from providers.capacity.assignment import Assignment
from providers.capacity.house import House
from providers.capacity.spans import Span
from providers.house import live_occupations
from providers.models import Occupation, OccupationKind, ServiceAtLocation, Stay, Void


def write_assignment(
    *,
    house: House,
    stay: Stay,
    assignment: Assignment,
    blocked_until: date,
    today: date,
    is_new: bool = False,
) -> None:
    """Give the stay its place from its start until `blocked_until`, and the others those they move to.

    `is_new`: the stay never had a place. Moved occupations are deleted and inserted again with the ids they had: no two rows ever overlap.
    """
    has_closures = any(place.closed for place in house.places)
    if has_closures:
        open_closures(service=stay.service_at_location, today=today)
    place_of = {**assignment.moves, stay.pk: assignment.place}
    had_places = assignment.moves.keys() if is_new else place_of.keys()
    rows = _taken_off(had_places, today) if had_places else {}
    own = rows.setdefault(stay.pk, Occupation(stay=stay, kind=OccupationKind.STAY))
    own.start, own.blocked_until = stay.start, blocked_until
    for stay_pk, place in place_of.items():
        rows[stay_pk].unit_id = place
    Occupation.objects.bulk_create(rows.values())
    if has_closures:
        close_what_is_free(service=stay.service_at_location, today=today)


def _taken_off(stays: Collection[int], today: date) -> dict[int | None, Occupation]:
    """The live occupations of these stays, deleted, by stay."""
    rows = {row.stay_id: row for row in live_occupations(today).filter(stay__in=stays)}
    Occupation.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    return rows


def open_closures(*, service: ServiceAtLocation, today: date) -> None:
    """Take away the closures of named places while stays are moved."""
    closures = live_occupations(today).filter(kind=OccupationKind.CLOSED)
    closures.filter(unit__group__service_at_location=service).delete()


def close_what_is_free(*, service: ServiceAtLocation, today: date) -> None:
    """Close named places on those days of their voids that nobody has; the other days are shortfall."""
    voids = Void.objects.filter(group__service_at_location=service, unit__isnull=False, end__gt=today)
    for void in voids.select_related("unit").order_by("pk"):
        Occupation.objects.bulk_create(_closures(void))


def _closures(void: Void) -> Iterable[Occupation]:
    taken = Occupation.objects.filter(
        unit=void.unit_id, released_at__isnull=True, start__lt=void.end, blocked_until__gt=void.start
    )
    spans = [
        Span(start, until) for start, until in taken.order_by("start").values_list("start", "blocked_until")
    ]
    return [
        Occupation(
            unit=void.unit,
            void=void,
            kind=OccupationKind.CLOSED,
            start=span.start,
            blocked_until=span.end,
        )
        for span in Span(void.start, void.end).without(spans)
    ]
