"""What a supervisor is told."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from portal import health


def test_a_live_process_asks_no_database(client: Client) -> None:
    assert client.get("/health/live").json() == {"alive": True}


@pytest.mark.django_db
def test_ready_names_what_it_checked(client: Client) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (
        200,
        {"database": True, "migrations": True, "keys": True},
    )
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_migration_that_was_not_applied_is_noticed(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="users").delete()
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["migrations"]) == (503, False)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["SEALING_KEYS", "BLIND_INDEX_KEY"])
def test_a_missing_key_is_noticed(key: str, settings: Settings) -> None:
    setattr(settings, key, "")
    assert health.keys_are_present() is False


@pytest.mark.parametrize("error", [DatabaseError, OSError, ValueError, KeyError, RecursionError])
def test_a_check_that_fails_is_named_and_tells_no_more(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
) -> None:
    def fails() -> bool:
        raise error("password=hunter2")

    monkeypatch.setattr(health, "CHECKS", {"database": fails, "keys": health.keys_are_present})
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"database": False, "keys": True})
    assert f"health check database failed with {error.__name__}" in caplog.text
    assert "hunter2" not in caplog.text + response.content.decode()


@pytest.mark.django_db
def test_a_database_that_is_gone_fails_what_asks_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*asked: object) -> None:
        raise OSError

    monkeypatch.setattr(connection, "cursor", gone)
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (
        503,
        {"database": False, "migrations": False, "keys": True},
    )
