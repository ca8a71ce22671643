"""What the sweeper does for providers."""

from datetime import datetime

from django.utils import timezone

from home.record.sweeper import register
from providers.editing.confirming import ask_whether_right, follow_pages
from providers.editing.review_duties import remind_reviewers
from providers.editing.rights import align_rights
from providers.operations import expire_holds


def align_memberships(now: datetime) -> int:
    """Make rights in the administration follow memberships; returns how many had to be changed."""
    return align_rights(today=timezone.localdate(now))


register("providers.expire_holds", expire_holds)
register("providers.align_rights", align_memberships)
register("providers.follow_pages", follow_pages)
register("providers.ask_whether_right", ask_whether_right)
register("providers.remind_reviewers", remind_reviewers)
