"""Keeps what the migrations made, so that they run once and not for every process and every stage of the tests.

Wagtail alone brings a hundred migrations. On SQLite a file is kept between runs for as long as no migration changes;
`pytest --create-db` (and so `make test`) takes only one that this run has made. On a PostgreSQL that is thrown away
a database is kept beside those of the tests, and goes with the server.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import settings
from django.db import connection

# A constraint writes its SQL when it is migrated, so its code counts as a migration.
WHAT_MIGRATING_READS = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/constraints.py",
    "*/*/constraints.py",
    "uv.lock",
)
MAY_BE_KEPT = 3
THROWN_AWAY = "PORTAL_POSTGRESQL_IS_THROWN_AWAY"
"""Set by tests.postgres for a command that has a server to itself."""


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in WHAT_MIGRATING_READS:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class Kept(Protocol):
    """A migrated database that is kept, and the one this process works on."""

    def bring(self) -> bool:
        """Whether the working database could be made from the one that is kept."""

    def keep(self) -> None:
        """Right after migrating: a copy for whoever comes next, whole in one step."""

    def forget_working(self) -> None:
        """Drop a working database that was brought."""


class Migrated:
    """One process migrates and keeps; those beside it wait for it and take a copy."""

    def __init__(self, config: pytest.Config) -> None:
        assert config.cache is not None
        self.kept = _kept_by(config, config.cache.mkdir("migrated"))
        self.turn = (config.cache.mkdir("migrated") / f"{connection.vendor}.turn").open("w")
        self.was_brought = False

    def bring(self) -> bool:
        if self.kept is None:
            return False
        fcntl.flock(self.turn, fcntl.LOCK_EX)
        self.was_brought = self.kept.bring()
        if self.was_brought:
            fcntl.flock(self.turn, fcntl.LOCK_UN)
        return self.was_brought

    def keep(self) -> None:
        if self.kept is not None and not self.was_brought:
            self.kept.keep()
            fcntl.flock(self.turn, fcntl.LOCK_UN)

    def forget_working(self) -> None:
        self.turn.close()
        if self.kept is not None and self.was_brought:
            self.kept.forget_working()


def _kept_by(config: pytest.Config, directory: Path) -> Kept | None:
    if connection.vendor == "sqlite":
        return KeptFile(directory, must_be_new=bool(config.getvalue("create_db")))
    return KeptDatabase() if THROWN_AWAY in os.environ else None


class KeptFile:
    def __init__(self, directory: Path, *, must_be_new: bool) -> None:
        self.directory = directory
        self.file = directory / f"{_fingerprint()}.sqlite3"
        # Which run of the tests made the file: all its processes have one name.
        self.maker = self.file.with_suffix(".maker")
        self.run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        self.must_be_new = must_be_new

    @property
    def working(self) -> Path:
        return Path(connection.settings_dict["TEST"]["NAME"])

    def bring(self) -> bool:
        if not self.file.exists() or (self.must_be_new and not self._is_new()):
            return False
        shutil.copyfile(self.file, self.working)
        return True

    def _is_new(self) -> bool:
        return self.maker.exists() and self.maker.read_text() == self.run

    def keep(self) -> None:
        unfinished = self.directory / f"{self.working.name}.unfinished"
        connection.ensure_connection()
        with sqlite3.connect(unfinished) as copy:
            connection.connection.backup(copy)
        copy.close()
        self.maker.write_text(self.run)
        unfinished.replace(self.file)
        by_age = sorted(self.directory.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
        for old in by_age[:-MAY_BE_KEPT]:
            old.unlink(missing_ok=True)
            old.with_suffix(".maker").unlink(missing_ok=True)

    def forget_working(self) -> None:
        connection.close()
        for path in self.working.parent.glob(f"{self.working.name}*"):
            path.unlink(missing_ok=True)


class KeptDatabase:
    """A database may only be copied while nobody is connected to it, so our own connection is closed."""

    def __init__(self) -> None:
        self.name = f"migrated_{_fingerprint()}"
        known = connection.settings_dict
        # Asked before the tests begin: from then on the connection's own name is this one.
        self.working = str(known["TEST"].get("NAME") or f"test_{known['NAME']}")

    def bring(self) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            if cursor.fetchone() is None:
                return False
        self._copy(self.name, self.working)
        return True

    def keep(self) -> None:
        connection.close()
        self._copy(self.working, self.name)

    def forget_working(self) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.working}" WITH (FORCE)')

    def _copy(self, source: str, target: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
