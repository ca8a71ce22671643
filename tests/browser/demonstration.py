"""The content a fresh installation gets, and some work done with it, so that no page is empty."""

from datetime import timedelta
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone

from home.geography.models import PrisonMembership
from home.users.models import User
from providers.models import ProviderMembership
from referrals.models import Offer
from referrals.operations import accept_offer
from tests.browser.crawl import people
from tests.browser.draft import TOO_MUCH, answers
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import day


def load_demonstration() -> None:
    """Fill an empty database as the first start of the portal does."""
    for command in ("load_regions", "load_content", "load_demonstration"):
        call_command(command, verbosity=0)


def leave_work() -> None:
    """In each country a draft, referrals that were offered, one before a hearing, one that waits, and one offer accepted."""
    for role, user in people().items():
        if role.startswith("officer"):
            _file_as(user)
    for offer in Offer.objects.order_by("pk")[::4]:
        _accept(offer)


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
