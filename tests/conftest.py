"""What holds for every test."""

import os
import unittest
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from portal.catalogues import compile_all
from tests.migrated import Migrated
from tests.shared import SHARED, world_of
from tests.strictness import UndefinedFails, shuffle_unordered_queries

# A slow machine is no fault of the code, so no example has a time limit.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def _is_transactional(item: pytest.Function) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = bool(marker and marker.kwargs.get("transaction"))
    return marked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


def pytest_configure(config: pytest.Config) -> None:
    """A fresh clone has messages but no compiled catalogues; workers find those that their controller made."""
    if not hasattr(config, "workerinput"):
        compile_all(Path(__file__).resolve().parent.parent / "locale")


def _restore_after_flush(item: pytest.Function) -> None:
    """A transactional test empties every table; ask for the rows that migrations made (Wagtail's root) again."""
    marker = item.get_closest_marker("django_db")
    known = marker.kwargs if marker else {}
    item.fixturenames.append("django_db_serialized_rollback")
    item.add_marker(pytest.mark.django_db(**{**known, "serialized_rollback": True}), append=False)


def _asks_database(item: pytest.Function) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    # A state machine's test case opens the database by itself.
    is_case = item.cls is not None and issubclass(item.cls, unittest.TestCase)
    return marked or is_case or "db" in item.fixturenames or _is_transactional(item)


# The content of a fresh installation; a referral of every kind.
LONG_TO_MAKE = {"content", "records"}


def _is_long(item: pytest.Function) -> bool:
    """Whether a test takes seconds by its nature: a whole world to make, commits and kills, many posts to one page."""
    tries_many = getattr(item.obj, "is_hypothesis_test", False)
    return (
        not LONG_TO_MAKE.isdisjoint(item.fixturenames)
        or _is_transactional(item)
        or (tries_many and _asks_database(item))
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function):
            if _asks_database(item):
                item.add_marker(pytest.mark.database)
            if _is_long(item):
                item.add_marker(pytest.mark.long)
            if _is_transactional(item):
                _restore_after_flush(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test meets a world that it did not ask for."""
    if (
        isinstance(item, pytest.Function)
        and _asks_database(item)
        and world_of(item.fixturenames) != SHARED.name
    ):
        SHARED.leave()


@pytest.fixture
def _shared_world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    SHARED.enter(world_of(request.fixturenames), django_db_blocker)


@pytest.fixture
def _django_db_helper(_shared_world: None, _django_db_helper: None) -> None:
    """Overrides pytest-django's: the test's own transaction begins in the world that it asks for."""


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> Migrated:
    return Migrated(request.config)


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, migrated: Migrated, django_db_blocker: DjangoDbBlocker
) -> bool:
    """Overrides pytest-django's: a database that is there already is a copy of one that was kept."""
    with django_db_blocker.unblock():
        return migrated.bring() or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_createdb(django_db_keepdb: bool, request: pytest.FixtureRequest) -> bool:
    """Overrides pytest-django's: what this run has migrated itself is not migrated again."""
    return bool(request.config.getvalue("create_db")) and not django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, migrated: Migrated
) -> Iterator[None]:
    with django_db_blocker.unblock():
        migrated.keep()
    yield
    SHARED.leave()
    with django_db_blocker.unblock():
        migrated.forget_working()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, request: pytest.FixtureRequest) -> Iterator[LiveServer]:
    """Overrides pytest-django's, which may start before the database has its name: then Django takes it for one in
    memory and gives all threads of the server one connection, which one closes while another reads.
    """
    server = LiveServer(request.config.getvalue("liveserver") or "localhost")
    assert not server.thread.connections_override
    yield server
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def _strict_templates_and_queries() -> None:
    shuffle_unordered_queries()
    for backend in engines.all():
        if isinstance(backend, DjangoTemplates):
            backend.engine.string_if_invalid = UndefinedFails("undefined")


@pytest.fixture(autouse=True)
def _each_test_on_its_own() -> Iterator[None]:
    """Caches and the language in use belong to the process; no test may find another's."""
    cache.clear()
    with translation.override("en"):
        yield
