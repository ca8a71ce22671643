"""Rows that take long to make: copied when they are there, put back for every test that wants them.

For tests that commit. Others roll back, and share what a fixture of a wider scope has made.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.db import connection


class KeptRows(Protocol):
    def put_back(self) -> None:
        """Leave in the database what was there when the rows were kept, and nothing else."""


def keep_rows(directory: Path) -> KeptRows:
    """All rows of the database as they are now; `directory` is for files that belong to the copy."""
    return RowsInFile(directory) if connection.vendor == "sqlite" else RowsInMemory()


class RowsInFile:
    def __init__(self, directory: Path) -> None:
        self.file = directory / "rows.sqlite3"
        connection.ensure_connection()
        with self._opened() as file:
            connection.connection.backup(file)

    def put_back(self) -> None:
        connection.ensure_connection()
        with self._opened() as file:
            file.backup(connection.connection)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        file = sqlite3.connect(self.file)
        yield file
        file.close()


class RowsInMemory:
    """PostgreSQL's own format, by table. Numbers are counted on, so no sequence needs to be turned back."""

    def __init__(self) -> None:
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        self.rows = {table: self._read(table) for table in sorted(tables)}

    def put_back(self) -> None:
        names = ", ".join(f'"{table}"' for table in self.rows)
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {names}")
            # What was right when it was kept is not checked again, in whatever order the tables come.
            cursor.execute("SET session_replication_role = replica")
            for table, rows in self.rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
                    copy.write(rows)
            cursor.execute("SET session_replication_role = DEFAULT")

    def _read(self, table: str) -> bytes:
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy,
        ):
            return b"".join(copy)
