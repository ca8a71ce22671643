"""What dates bring with them, found again on every sweep: offers that ran out, requests that wait."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from home.geography.queries import region_tree
from home.record import sweeper
from providers.standings import local_day

# Bringing the mails is what it is imported for.
from . import notifications, staying_mails  # noqa: F401
from .matching import suitable
from .models import Offer, OfferAnswer, RequestState, ServiceRequest
from .naming import due_to_be_named
from .operations.answering import OfferClosed, expire_offer, lock_open_offer
from .operations.deciding import name_due
from .operations.placing import keep_first, settle
from .sealed import answers_of

Row = TypeVar("Row", Offer, ServiceRequest)

_logger = logging.getLogger(__name__)


def expire_offers(now: datetime) -> int:
    """Offers whose last day has passed count as no; the next provider is asked. Returns how many."""
    today = timezone.localdate(now)
    overdue = Offer.objects.filter(answer=OfferAnswer.OPEN, due_on__lt=today).order_by("due_on", "pk")
    return _each(list(overdue), lambda offer: _expire(offer, today, now))


def offer_due_places(now: datetime) -> int:
    """Kept places whose house is to be named by now: the providers are asked. Returns how many."""
    return _each(due_to_be_named(now), lambda request: _name(request, now))


def place_waiting(now: datetime) -> int:
    """Try again for requests that wait, the earliest start first. Returns how many found a place."""
    today = timezone.localdate(now)
    waiting = ServiceRequest.objects.filter(state=RequestState.WAITING).order_by(
        "start", "waiting_since", "pk"
    )
    return _each(list(waiting), lambda request: _retry(request, today, now))


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


def _retry(waiting: ServiceRequest, today: date, now: datetime) -> int:
    with transaction.atomic():
        request = (
            ServiceRequest.objects.select_for_update(no_key=True, of=("self",))
            .select_related("referral__data_key", "service_type")
            .get(pk=waiting.pk)
        )
        if request.state != RequestState.WAITING:
            return 0
        answers = answers_of(request.referral)
        match = suitable(request=request, answers=answers, tree=region_tree(), today=today)
        placement = keep_first(request=request, match=match, today=today, now=now)
        if placement is not None:
            settle(request=request, match=match, placement=placement, today=today, now=now)
        return int(placement is not None)


sweeper.register("referrals.expire_offers", expire_offers)
sweeper.register("referrals.offer_due_places", offer_due_places)
sweeper.register("referrals.place_waiting", place_waiting)
