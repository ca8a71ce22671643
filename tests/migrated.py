"""Keeps a migrated SQLite file between runs of the tests, for as long as no migration changes.

Wagtail alone brings a hundred migrations. `pytest --create-db` (and so `make test`) runs them all anyway.
"""

import hashlib
import shutil
import sqlite3
from pathlib import Path

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


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in WHAT_MIGRATING_READS:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class MigratedFile:
    """The file that is kept, and the one this run works on."""

    def __init__(self, config: pytest.Config) -> None:
        assert config.cache is not None
        self.directory: Path = config.cache.mkdir("migrated")
        self.kept = self.directory / f"{_fingerprint()}.sqlite3"
        self.is_wanted = connection.vendor == "sqlite" and not config.getvalue("create_db")

    @property
    def working(self) -> Path:
        return Path(connection.settings_dict["TEST"]["NAME"])

    def bring(self) -> bool:
        """Whether the working file could be made from the one that was kept."""
        if self.is_wanted and self.kept.exists():
            shutil.copyfile(self.kept, self.working)
            return True
        return False

    def keep(self) -> None:
        """Right after migrating: a copy for the next run, made whole in one step, and older ones dropped."""
        if not self.is_wanted or self.kept.exists():
            return
        unfinished = self.directory / f"{self.working.name}.unfinished"
        connection.ensure_connection()
        with sqlite3.connect(unfinished) as copy:
            connection.connection.backup(copy)
        copy.close()
        unfinished.replace(self.kept)
        for old in sorted(self.directory.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[
            :-MAY_BE_KEPT
        ]:
            old.unlink(missing_ok=True)

    def forget_working(self) -> None:
        connection.close()
        for path in self.working.parent.glob(f"{self.working.name}*"):
            path.unlink(missing_ok=True)
