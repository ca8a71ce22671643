"""The content a fresh installation gets: regions, pages, invented providers and people."""

from django.core.management import call_command
from django.utils import timezone

from home.geography.models import PrisonMembership
from tests.browser.crawl import client_of, people
from tests.browser.draft import fill_draft


def load_demonstration() -> None:
    """Fill an empty database as the first start of the portal does."""
    for command in ("load_regions", "load_content", "load_demonstration"):
        call_command(command, verbosity=0)


def leave_drafts() -> None:
    """A referral ready to be sent, in the hands of the officer of each country."""
    for role, user in people().items():
        if role.startswith("officer"):
            membership = PrisonMembership.objects.select_related("prison").filter(user=user).earliest("pk")
            prison = membership.prison
            fill_draft(client_of(user), prison.country, prison.code, timezone.localdate())
