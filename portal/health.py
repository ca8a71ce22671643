"""Two questions a supervisor asks: is the process alive, and may people be sent to it."""

import logging
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_logger = logging.getLogger(__name__)


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """(app label, name) of the newest migrations in the code, which does not change while it runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    return _last_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


def keys_are_present() -> bool:
    """Those that a process can start without; Django itself insists on its own."""
    return bool(settings.SEALING_KEYS and settings.BLIND_INDEX_KEY)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "keys": keys_are_present,
}


def _passes(name: str, check: Callable[[], bool]) -> bool:
    """Whether it passes; one that fails in any way does not. What an error says may be a secret, its class is none."""
    try:
        return check()
    except Exception as error:
        _logger.error("health check %s failed with %s", name, type(error).__name__)
        return False


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every check passes, else 503; the body names each check and how it went."""
    outcome = {name: _passes(name, check) for name, check in CHECKS.items()}
    return JsonResponse(outcome, status=200 if all(outcome.values()) else 503)
