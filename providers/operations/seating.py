"""Somebody is, or was, longer on a place than was planned: whoever comes next gets another one where it can be."""

from dataclasses import replace
from datetime import date

from providers.capacity.assignment import assign
from providers.capacity.house import Wish
from providers.house import house_of, live_occupations
from providers.models import Overstay, ServiceAtLocation
from providers.operations.writing import write_assignment


def seat_the_next_elsewhere(service: ServiceAtLocation, overstay: Overstay, today: date) -> None:
    """Those who were to have the place on these days get another where everybody can be given one."""
    in_way = live_occupations(today).filter(
        unit=overstay.unit_id,
        start__lt=overstay.blocked_until,
        blocked_until__gt=overstay.start,
        stay__isnull=False,
    )
    for row in (
        in_way.exclude(stay=overstay.stay_id).select_related("stay__service_at_location").order_by("pk")
    ):
        house = house_of(service=service, today=today)
        held = next((each for each in house.stays if each.id == row.stay_id), None)
        if held is None or row.stay is None:
            continue
        rest = replace(house, stays=tuple(each for each in house.stays if each is not held))
        wish = Wish(held.start, held.end, held.blocked_until, held.needs, held, held.languages)
        assignment = assign(rest, wish).assignment
        if assignment is not None:
            write_assignment(
                house=rest,
                stay=row.stay,
                assignment=assignment,
                blocked_until=held.blocked_until,
                today=today,
            )
