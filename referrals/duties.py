"""What dates bring with them, found again on every sweep: offers that ran out, requests that wait."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from home.record import sweeper
from home.record.sweeper import Pace
from providers.standings import ZONES, local_day

# Bringing the mails is what it is imported for.
from . import notifications, staying_mails  # noqa: F401
from .hearing_duties import give_back, places_unheard_of, remind_of_hearings
from .models import Offer, OfferAnswer, Placement, ServiceRequest
from .naming import due_to_be_named
from .operations.answering import OfferClosed, expire_offer, lock_open_offer
from .operations.deciding import name_due
from .operations.planning_night import carry_out_nights, plan_night
from .operations.waiting import place_waiting_in
from .retention_duties import forget_drafts, forget_plans, forget_simulations, warn_of_drafts
from .simulation_duties import put_back_lost
from .standstill import Glance, glance

Row = TypeVar("Row", Offer, ServiceRequest, Placement)

_logger = logging.getLogger(__name__)

# Of each country, what was there at the last look at the waiting list. Lost with the process: it looks again.
_seen: dict[str, Glance] = {}


def expire_offers(now: datetime) -> int:
    """Offers whose last day has passed count as no; the next provider is asked. Returns how many."""
    today = timezone.localdate(now)
    overdue = Offer.objects.filter(answer=OfferAnswer.OPEN, due_on__lt=today).order_by("due_on", "pk")
    return _each(list(overdue), lambda offer: _expire(offer, today, now))


def offer_due_places(now: datetime) -> int:
    """Kept places whose house is to be named by now: the providers are asked. Returns how many."""
    return _each(due_to_be_named(now), lambda request: _name(request, now))


def give_back_unheard_of(now: datetime) -> int:
    """Places held for a hearing without news of it become free, and the requests wait. Returns how many."""
    return _each(places_unheard_of(now), lambda placement: give_back(placement, now))


def place_waiting(now: datetime) -> int:
    """Free places for those who wait, chosen over all of them at once. Returns how many found one."""
    return sum(_place_waiting_in(country, now) for country in ZONES)


def finish_the_night(now: datetime) -> int:
    """What a plan of this night still asks for. Returns how many requests got another place."""
    return sum(carry_out_nights(country=country, now=now) for country in ZONES)


def plan_the_night(now: datetime) -> int:
    """Once a night, look at all provisional places together. Returns how many requests got another place."""
    return sum(_plan_in(country, now) for country in ZONES)


def _place_waiting_in(country: str, now: datetime) -> int:
    """Nothing is looked at again while nothing has changed since the last look that went well."""
    before = glance(country=country, today=local_day(now, country))
    if _seen.get(country) == before:
        return 0
    placed, all_well = place_waiting_in(country=country, now=now)
    if all_well:
        _seen[country] = before
    return placed


def _plan_in(country: str, now: datetime) -> int:
    plan_night(country=country, now=now)
    return carry_out_nights(country=country, now=now)


def _each(rows: Sequence[Row], work: Callable[[Row], int]) -> int:
    """Do the work row by row: one that cannot be done must not keep those behind it from their turn."""
    done = 0
    for row in rows:
        try:
            done += work(row)
        except Exception as error:
            _logger.error("%s %s failed with %s", type(row).__name__, row.public_id, type(error).__name__)
    return done


def _expire(offer: Offer, today: date, now: datetime) -> int:
    try:
        with transaction.atomic():
            expire_offer(offer=lock_open_offer(offer.public_id), today=today, now=now)
    except OfferClosed:
        return 0
    return 1


def _name(request: ServiceRequest, now: datetime) -> int:
    today = local_day(now, request.referral.country)
    with transaction.atomic():
        return int(name_due(request_id=request.public_id, today=today, now=now))


sweeper.register("referrals.expire_offers", expire_offers)
sweeper.register("referrals.offer_due_places", offer_due_places)
sweeper.register("referrals.give_back_unheard_of", give_back_unheard_of)
sweeper.register("referrals.remind_of_hearings", remind_of_hearings)
sweeper.register("referrals.put_back_simulations", put_back_lost)
# What the planner computes. A night that was cut off is finished before anybody else takes the places it has freed.
sweeper.register("referrals.finish_the_night", finish_the_night, pace=Pace.LONG)
sweeper.register("referrals.place_waiting", place_waiting, pace=Pace.LONG)
sweeper.register("referrals.plan_the_night", plan_the_night, pace=Pace.LONG)
sweeper.register("referrals.warn_of_drafts", warn_of_drafts, pace=Pace.LONG)
sweeper.register("referrals.forget_drafts", forget_drafts, pace=Pace.LONG)
sweeper.register("referrals.forget_simulations", forget_simulations, pace=Pace.LONG)
sweeper.register("referrals.forget_plans", forget_plans, pace=Pace.LONG)
