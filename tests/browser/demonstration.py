"""The content a fresh installation gets, and some work done with it, so that no page is empty."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone

from home.geography.models import PrisonMembership
from home.users.models import User
from providers.models import (
    EVERY_PLACE,
    Occupation,
    ProviderMembership,
    ServiceAtLocation,
    Stay,
    UnitGroup,
    VoidReason,
)
from providers.operations import add_void
from referrals.models import Offer, Placement, ServiceRequest
from referrals.operations import accept_offer, person_arrived, submit_referral
from referrals.operations.simulating import ask_what_if, compute
from referrals.what_if import Question
from tests.browser.crawl import people
from tests.browser.doors import leave_letters
from tests.browser.draft import TOO_MUCH, answers
from tests.factories.referrals import answers as answers_of_somebody
from tests.factories.referrals import draft
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import day

# Small questions, answered within seconds: few beds, and mentors, who are never planned by night.
WHAT_IF = {
    "coordinator-EE": Question("EE", "mentoring", "EE-45", 5),
    "coordinator-LT": Question("LT", "housing", "LT-VL", 5),
}


def load_demonstration() -> None:
    """Fill an empty database as the first start of the portal does."""
    for command in ("load_regions", "load_content", "load_demonstration"):
        call_command(command, verbosity=0)


def leave_work() -> None:
    """Letters to somebody; in each country a draft, referrals that were offered, one before a hearing, one that waits; people who came."""
    leave_letters()
    for role, user in people().items():
        if role.startswith("officer"):
            _file_as(user)
    for offer in Offer.objects.order_by("pk")[::4]:
        _accept(offer)
    for role, user in people().items():
        if role.startswith("provider"):
            _work_as(user)
        if role in WHAT_IF:
            _try_out(WHAT_IF[role], user)


def _try_out(question: Question, coordinator: User) -> None:
    """One question with its answer, and one whose answer is still to come."""
    for is_answered in (True, False):
        asked = ask_what_if(actor=coordinator, key=str(uuid4()), question=question, now=timezone.now())
        if is_answered:
            compute(simulation_id=asked, today=timezone.localdate(), clock=timezone.now)


def _file_as(officer: User) -> None:
    prison = PrisonMembership.objects.select_related("prison").filter(user=officer).earliest("pk").prison
    today = timezone.localdate()
    good = answers(prison.country, prison.code, today)
    Filer(officer).start().fill(**good)
    Filer(officer).start().fill(**good).send()
    hearing = {"kind": "CONDITIONAL", **day("hearing", today + timedelta(days=20))}
    Filer(officer).start().fill(**{**good, "release": {**good["release"], **hearing}}).send()
    Filer(officer).start().fill(**answers(prison.country, prison.code, today, TOO_MUCH)).send()


def _accept(offer: Offer) -> None:
    worker = ProviderMembership.objects.filter(provider=offer.provider).earliest("pk").user
    accept_offer(
        actor=worker,
        key=str(uuid4()),
        offer_id=offer.public_id,
        today=timezone.localdate(),
        now=timezone.now(),
    )


def _work_as(worker: User) -> None:
    """At a provider two people who came, one of them past the last day, and places that will be closed."""
    service = ServiceAtLocation.objects.filter(provider__memberships__user=worker).earliest("pk")
    for is_over in (False, True):
        offer = _asked_for(service, worker)
        if offer is not None:
            _accept(offer)
            _come(offer, worker)
        if offer is not None and is_over:
            _let_time_pass(offer.placement)
    for group in service.groups.all()[:1]:
        _close(group, worker)


def _asked_for(service: ServiceAtLocation, worker: User) -> Offer | None:
    """The offer to this house of somebody who asked for it and may come today; None where it has no place."""
    today, country = timezone.localdate(), service.provider.country
    region = service.regions.first()
    given = answers_of_somebody(
        today=today,
        services=(service.service_type.code,),
        country=country,
        region=region.code if region else country,
        in_days=0,
    )
    wish = replace(given.requests[0], wish=service.public_id)
    sent = submit_referral(
        actor=worker,
        key=str(uuid4()),
        draft_id=draft(owner=worker, country=country).public_id,
        answers=replace(given, requests=(wish,)),
        today=today,
        now=timezone.now(),
    )
    asked = Offer.objects.filter(
        placement__request__referral__public_id=sent.referral_id, provider=service.provider
    )
    return asked.select_related("placement__stay").first()


def _come(offer: Offer, worker: User) -> None:
    start = offer.placement.stay.start
    person_arrived(actor=worker, key=str(uuid4()), offer_id=offer.public_id, today=start, now=timezone.now())


def _let_time_pass(placement: Placement) -> None:
    """As if the person had come long ago and the last day had passed."""
    today = timezone.localdate()
    days = {"start": today - timedelta(days=90), "end": today - timedelta(days=2)}
    Occupation.objects.filter(stay=placement.stay).update(start=days["start"], blocked_until=days["end"])
    Stay.objects.filter(pk=placement.stay_id).update(**days)
    ServiceRequest.objects.filter(pk=placement.request_id).update(**days)


def _close(group: UnitGroup, worker: User) -> None:
    today = timezone.localdate()
    add_void(
        actor=worker,
        key=str(uuid4()),
        group_id=group.public_id,
        start=today + timedelta(days=20),
        end=today + timedelta(days=34),
        reason=VoidReason.LEAVE,
        places=EVERY_PLACE,
        today=today,
        now=timezone.now(),
    )
