"""Sessions in the database that end after some time without a request, and after a working day in any case.

Django can move the end with each request by saving each session each time; here the row is touched once a minute at
most, when it is read anyway.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

SIGNED_IN_AT = "signed_in_at"
"""Seconds since 1970, of when somebody signed in; absent where nobody has."""

TOUCHED_EVERY = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """Ends `SESSION_COOKIE_AGE` seconds after the last request, and `SESSION_LONGEST` after signing in."""

    def load(self) -> dict[str, Any]:
        """The content, or nothing where it has ended; while it is used, it goes on."""
        row = self._get_session_from_db()  # type: ignore[attr-defined] # its stubs leave this out
        if row is None:
            return {}
        content: dict[str, Any] = self.decode(row.session_data)
        until = _until(content, timezone.now())
        if until - row.expire_date >= TOUCHED_EVERY:
            self.model.objects.filter(pk=row.pk).update(expire_date=until)
        return content

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        now = timezone.now()
        if USER in data:
            data.setdefault(SIGNED_IN_AT, int(now.timestamp()))
        row = super().create_model_instance(data)
        row.expire_date = _until(data, now)
        return row


def _until(content: dict[str, Any], now: datetime) -> datetime:
    idle = now + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    if SIGNED_IN_AT not in content:
        return idle
    began = datetime.fromtimestamp(content[SIGNED_IN_AT], UTC)
    return min(idle, began + timedelta(seconds=settings.SESSION_LONGEST))
