"""Looks for words in all that a database, its files, sessions and caches hold."""

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection

# What is left of a shorter word in base 64 stands by chance in other things.
LONG_ENOUGH = 9


def ways_to_write(word: str) -> set[bytes]:
    """How a word may stand in a file: as it is, in small letters, in two bytes a letter, in hexadecimal, in base 64."""
    plain = word.encode()
    ways = {plain, word.casefold().encode(), word.encode("utf-16-le"), plain.hex().encode()}
    if len(plain) < LONG_ENOUGH:
        return ways
    return ways | {base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}


def found_in(content: bytes, words: Iterable[str]) -> set[str]:
    """Which of the words stand there, however they are written."""
    return {word for word in words if any(written in content for written in ways_to_write(word))}


def every_row(*, but: frozenset[str] = frozenset()) -> bytes:
    """All columns of all rows of all tables as text, without the tables named."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - but)
        return b"\n".join(row for table in tables for row in _rows(table))


def _rows(table: str) -> Iterator[bytes]:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own tables
        for row in cursor.fetchall():
            yield b"\t".join(_text(value) for value in row)


def _text(value: object) -> bytes:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value)
    return value.encode() if isinstance(value, str) else json.dumps(value, default=str).encode()


def files_of_the_database() -> list[Path]:
    """Everything that the database keeps on its disk: tables, journals, its own log."""
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        return sorted(file.parent.glob(f"{file.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        return sorted(path for path in Path(cursor.fetchone()[0]).rglob("*") if path.is_file())


def found_on_disk(words: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in files_of_the_database():
        try:
            found |= found_in(path.read_bytes(), words)
        except FileNotFoundError:
            # A server that runs meanwhile takes some of its files away.
            continue
    return found


def kept_beside() -> bytes:
    """What sessions and caches hold, opened."""
    sessions = [json.dumps(session.get_decoded()).encode() for session in Session.objects.order_by("pk")]
    cached = [repr(getattr(cache, "_cache", {})).encode() for cache in caches.all()]
    return b"\n".join([*sessions, *cached])
