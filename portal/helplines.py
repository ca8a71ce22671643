"""Whom to call, as last stated: for pages that must stand without the database.

What is kept is what anybody reads on the home page, in the cache that the processes share; in production it lies on
disk, so a server that starts while the database is down has it too. The sweeper says it anew all the time: a number
that was changed is gone within a sweep, and one that nobody could look up any more is forgotten after `KEPT`.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language, override

from home.geography.models import Country
from home.helpline import Helpline, helpline

KEPT = timedelta(days=2)
Stated = dict[str, dict[str, Helpline]]
"""By language, then by country."""

_KEY = "portal.helplines"
_logger = logging.getLogger(__name__)


def stated_lines() -> dict[str, Helpline]:
    """Each country's number in the active language, where one is stated: asked of the database."""
    return {country.value: line for country in Country if (line := helpline(country))}


def remember_lines(now: datetime) -> int:
    """Keep what is stated now, in every language. Returns how many languages read otherwise than before."""
    stated: Stated = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            stated[language] = stated_lines()
    known = _kept()
    cache.set(_KEY, stated, KEPT.total_seconds())
    return sum(lines != known.get(language, {}) for language, lines in stated.items())


def remembered_lines() -> dict[str, Helpline]:
    """The same as `stated_lines` when it was last looked up; empty where that is too long ago. Asks no database."""
    return _kept().get(get_language() or "", {})


def _kept() -> Stated:
    try:
        found: Stated | None = cache.get(_KEY)
    except Exception as error:
        # Whatever is wrong with the disk: the page that says so must not break too.
        _logger.error("helplines could not be read: %s", type(error).__name__)
        return {}
    return found or {}
