"""What the sweeper does for those who sign in."""

from datetime import datetime

from django.contrib.sessions.models import Session

from home.record.sweeper import register


def forget_sessions(now: datetime) -> int:
    """Delete the sessions that have run out; returns how many. Nothing else ever does."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


register("users.forget_sessions", forget_sessions)
