"""What a supervisor is told."""

import pytest
from django.db import DatabaseError
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


def test_a_database_that_does_not_answer_is_noticed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> bool:
        raise DatabaseError

    monkeypatch.setattr(health, "CHECKS", {"database": fails, "keys": health.keys_are_present})
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"database": False, "keys": True})
