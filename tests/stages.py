"""`make check` and `make test`: one stage after another, each with its seconds, and a list of what failed.

python -m tests.stages check     what can be known in a minute
python -m tests.stages test      everything
"""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tests.postgres import run_and_pass_signals_on, throw_away_postgresql

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
# A process that dies fails its test and is not begun again: beside `loadgroup` the new one would wait for ever.
PYTEST = (
    *(sys.executable, "-m", "pytest", "-n", "2", "--max-worker-restart=0"),
    *("--durations=12", "--durations-min=5"),
)
QUICK = ("-m", "not browser and not long")
QUIETLY = ("--no-cache", "--quiet", "ignore", "ok")
OUR_APPS = ("home", "users", "geography", "record", "translations", "services", "providers", "referrals")
# These two fill what they then require: nobody runs the portal for people yet, whom the moment between would hurt.
BEFORE_ANY_RELEASE = ("0006_contact_ids", "0003_a_later_start_is_known")


@dataclass(frozen=True)
class Stage:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def _tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(HERE / name), *arguments)


CHECKS = (
    Stage("types", _tool("mypy", ".")),
    Stage("format", _tool("ruff", "format", "--check", ".")),
    Stage("lint", _tool("ruff", "check", "--no-cache", ".")),
    Stage("templates", _tool("djhtml", "--check", "--tabwidth", "2", "portal/templates")),
    Stage("imports", _tool("lint-imports", "--no-cache")),
    Stage("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Stage(
        "migration lint",
        # As PostgreSQL runs them: SQLite makes each changed table anew, which looks like a new column every time.
        # A first migration makes tables that nothing uses yet; it cannot break a running portal.
        (
            *(sys.executable, "-m", "tests.postgres", *MANAGE, "lintmigrations", *QUIETLY),
            *(
                "--ignore-initial-migrations",
                "--ignore-name",
                *BEFORE_ANY_RELEASE,
                "--include-apps",
                *OUR_APPS,
            ),
        ),
    ),
    Stage("catalogues", (*MANAGE, "check_catalogues")),
)
TESTS_OF_CHECK = (Stage("quick tests on SQLite", (*PYTEST, *QUICK)),)
# What asks no database, and how pages look and read, is the same on both: once is enough. Journeys run on both.
# A browser's driver leaves a loop running in its process, beside which Django opens other connections than before;
# a test that forks would take a copy of the first ones along. So browsers have stages of their own.
PAGES = tuple(f"--ignore=tests/browser/test_{name}.py" for name in ("axe", "languages", "everybody", "kiosk"))
# So are which doors of the administration are open, in which words it speaks, and what the pages tell.
SAME_ON_BOTH = tuple(
    f"--ignore=tests/{name}.py"
    for name in (
        *("access/test_editors", "portal/test_cms_language", "portal/test_whole_site"),
        "providers/test_facts_on_site",
    )
)
# What looks at all pages of a language goes to one process; otherwise whoever has nothing left takes the next test.
IN_BROWSER = ("--dist", "loadgroup", "-m")
TESTS_OF_TEST = (
    Stage("tests on SQLite", (*PYTEST, "--create-db", "-m", "not browser")),
    Stage("browser on SQLite", (*PYTEST, *IN_BROWSER, "browser")),
)
# One after the other on one server, whose migrated database the second finds.
TESTS_ON_POSTGRESQL = (
    Stage("tests on PostgreSQL", (*PYTEST, "-m", "database and not browser", *SAME_ON_BOTH)),
    Stage("journeys on PostgreSQL", (*PYTEST, *IN_BROWSER, "browser and database", *PAGES)),
)
# Debian package: the programs or libraries any of which shows that it is there. Playwright's driver needs libatomic.
PACKAGES = {
    "check": {"gettext": ["xgettext"]},
    "test": {
        "gettext": ["xgettext"],
        "chromium": ["chromium", "chromium-browser", "google-chrome"],
        "libatomic1": ["libatomic.so.1"],
    },
}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _is_there(name: str) -> bool:
    if ".so" not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _install_what_is_missing(packages: Mapping[str, Sequence[str]]) -> bool:
    """Debian packages the tests need: installed where we may, else named in one line. Whether all are there."""
    missing = [name for name, programs in packages.items() if not any(map(_is_there, programs))]
    if not missing:
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say(f"installing {' '.join(missing)}")
        apt = ["apt-get", "-y", "-q", "-o", "Dpkg::Use-Pty=0"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        commands = [[*apt, "update"], [*apt, "install", "--no-install-recommends", *missing]]
        if all(subprocess.run(command, check=False, env=environment).returncode == 0 for command in commands):
            return True
    _say(
        f"missing: install the Debian packages {' '.join(missing)} (as root: apt-get install {' '.join(missing)})"
    )
    return False


def _report(stage: Stage, passed: bool, seconds: float) -> None:
    _say(f"{'passed' if passed else 'FAILED'}  {seconds:6.1f} s  {stage.name}")


def _run_quietly(stage: Stage) -> bool:
    """A check says nothing when it passes; several run side by side, so each prints in one piece."""
    start = time.monotonic()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", **stage.environment}
    result = subprocess.run(
        stage.command,
        check=False,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if result.returncode:
        _say(f"--- {stage.name}\n{result.stdout.rstrip()}")
    _report(stage, result.returncode == 0, time.monotonic() - start)
    return result.returncode == 0


def _run_aloud(stage: Stage, environment: Mapping[str, str] = MappingProxyType({})) -> bool:
    """Tests show their progress and their closing line."""
    start = time.monotonic()
    _say(f"--- {stage.name}")
    status = run_and_pass_signals_on(stage.command, {**stage.environment, **environment})
    _report(stage, status == 0, time.monotonic() - start)
    if status == 130:
        raise KeyboardInterrupt
    return status == 0


def _run_tests() -> dict[str, bool]:
    outcome = {stage.name: _run_aloud(stage) for stage in TESTS_OF_TEST}
    with throw_away_postgresql() as environment:
        return outcome | {stage.name: _run_aloud(stage, environment) for stage in TESTS_ON_POSTGRESQL}


def names(stages: Sequence[Stage]) -> list[str]:
    return [stage.name for stage in stages]


def _keep_bytecode() -> None:
    """A dozen processes load Django and the tests: what the first has compiled the others find, in one place."""
    os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".venv" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def run(kind: str) -> int:
    """Run every stage of `kind` (check or test) and return the exit status."""
    os.chdir(ROOT)
    _keep_bytecode()
    start = time.monotonic()
    if not _install_what_is_missing(PACKAGES[kind]):
        return 1
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcome = dict(zip(names(CHECKS), pool.map(_run_quietly, CHECKS), strict=True))
    outcome |= _run_tests() if kind == "test" else {stage.name: _run_aloud(stage) for stage in TESTS_OF_CHECK}
    failed = [name for name, passed in outcome.items() if not passed]
    _say(
        f"{len(outcome)} stages in {time.monotonic() - start:.0f} s: "
        + (f"FAILED {', '.join(failed)}" if failed else "all passed")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(run(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
