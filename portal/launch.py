"""`make run`: the whole portal on one machine, for a look around.

Prepares what is missing (keys, database, content, static files), then runs the web server, the task worker, the
sweeper and the planner side by side until Ctrl-C. Everything it writes lies in var/.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from portal.keys import keys_kept_in
from portal.supervision import Child, Supervisor, die_with_parent

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PORTAL_VAR", ROOT / "var"))
HOST = "127.0.0.1"
LANGUAGES = {"et": "Eesti", "en": "English", "ru": "Русский", "lt": "Lietuvių"}
SECONDS_TO_ANSWER = 60


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def port_wished_for(wish: str) -> int:
    """The port in the environment; ends the program in one line where it is none or taken."""
    if not wish.isdigit() or not 0 < int(wish) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {wish!r}.")
    with socket.socket() as probe:
        # As the web server does: a port that a former run left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(wish)))
        except PermissionError:
            sys.exit(f"Port {wish} may be used by root only. Choose another: PORT=8001 make run")
        except OSError:
            sys.exit(f"Port {wish} is taken. Choose another: PORT={int(wish) % 65000 + 1} make run")
    return int(wish)


def environment_for(port: int) -> dict[str, str]:
    return {
        **os.environ,
        **keys_kept_in(VAR / "keys.env"),
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PORTAL_VAR": str(VAR),
        "PYTHONUNBUFFERED": "1",
        "BASE_URL": f"http://{HOST}:{port}",
        "ALLOWED_HOSTS": f"{HOST} localhost",
        "HTTPS": "0",
        "MAIL_DIRECTORY": str(VAR / "mail"),
    }


def children_for(port: int) -> list[Child]:
    manage = [sys.executable, str(ROOT / "manage.py")]
    options = {
        "interface": "wsgi",
        "host": HOST,
        "port": port,
        "workers": 1,
        "blocking-threads": 2 * (os.cpu_count() or 1),
        "log-level": "warning",
    }
    granian = [str(Path(sys.executable).parent / "granian"), "--no-ws"]
    granian += [f"--{name}={value}" for name, value in options.items()]
    return [
        Child("The web server", [*granian, "portal.wsgi:application"]),
        Child("The task worker", [*manage, "db_worker", "--no-reload", "--verbosity", "0"]),
        Child("The sweeper", [*manage, "sweep", "--only", "quick", "--every", "30"]),
        # A night's plan may be computed for minutes; mails and deadlines do not wait for it.
        Child("The planner", [*manage, "sweep", "--only", "long", "--every", "60"]),
    ]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_ready(supervisor: Supervisor, address: str) -> bool:
    """Whether the portal answered before the time was up or somebody pressed Ctrl-C."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline and not supervisor.stopping:
        if answers(address):
            return True
        supervisor.look_after(time.monotonic())
        time.sleep(0.2)
    return False


def welcome(address: str, environment: Mapping[str, str]) -> None:
    say("\nThe portal is running.\n")
    for code, name in LANGUAGES.items():
        say(f"  {address}/{code}/  {name}")
    say(f"  {address}/et/work/  workspace of officers, providers and coordinators")
    say(f"  {address}/cms/  editing of pages")
    accounts = VAR / "accounts.txt"
    if accounts.exists():
        say(f"\nDemonstration accounts:\n\n{accounts.read_text().rstrip()}")
    say(
        f"\nMails are written to {environment['MAIL_DIRECTORY']}. Ctrl-C stops everything; `make reset` starts over."
    )


def prepare(environment: Mapping[str, str]) -> int:
    """Runs `manage.py prepare` to its end; its exit status. Ctrl-C ends it without a word."""
    command = [sys.executable, str(ROOT / "manage.py"), "prepare"]
    child = subprocess.Popen(
        command,
        env=environment,
        start_new_session=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
    )
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        raise


def main() -> int:
    os.umask(0o077)  # what people enter is for the owner of this machine's account only
    port = port_wished_for(os.environ.get("PORT", "8000"))
    environment = environment_for(port)
    if status := prepare(environment):
        return status
    say("Starting the web server, the task worker, the sweeper and the planner")
    supervisor = Supervisor(children=children_for(port), environment=environment, say=say)
    supervisor.start()
    try:
        if wait_until_ready(supervisor, environment["BASE_URL"]):
            welcome(environment["BASE_URL"], environment)
            supervisor.watch()
    finally:
        supervisor.stop()
    if not supervisor.stopping:
        sys.exit(f"The portal did not answer within {SECONDS_TO_ANSWER} seconds; what it said stands above.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
