"""Keys, ports and the supervision of `make run`."""

import base64
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from home.record import sweeper
from home.record.sweeper import Pace
from portal.keys import keys_kept_in
from portal.launch import HOST, children_for, port_wished_for
from portal.management.commands.prepare import Memory, fingerprint
from portal.supervision import LONGEST_PAUSE, WELL_AFTER, Child, Supervisor


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "var" / "keys.env"
    keys = keys_kept_in(path)
    assert keys_kept_in(path) == keys
    assert path.stat().st_mode & 0o777 == 0o600
    name, _, key = keys["SEALING_KEYS"].partition(":")
    assert name
    assert len(base64.b64decode(key)) == len(base64.b64decode(keys["BLIND_INDEX_KEY"])) == 32
    assert keys_kept_in(tmp_path / "other" / "keys.env") != keys


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            port_wished_for(str(port))
    assert port_wished_for(str(port)) == port


@pytest.mark.parametrize("wish", ["", "web", "0", "65536", "-1"])
def test_a_port_that_is_none_is_said_in_one_line(wish: str) -> None:
    with pytest.raises(SystemExit, match="PORT must be a number"):
        port_wished_for(wish)


def test_every_duty_has_a_program_and_planning_delays_no_mail() -> None:
    sweepers = [child.command for child in children_for(8000) if "sweep" in child.command]
    paces = [command[list(command).index("--only") + 1] for command in sweepers]
    assert sorted(paces) == sorted(Pace)
    assert {
        "referrals.finish_the_night",
        "referrals.place_waiting",
        "referrals.plan_the_night",
    } < set(sweeper.duties(Pace.LONG))
    assert {"outbox", "referrals.expire_offers"} < set(sweeper.duties(Pace.QUICK))


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def ended(child: Child) -> None:
    assert child.process is not None
    child.process.wait(10)


def test_a_child_that_dies_is_started_again_after_a_growing_pause() -> None:
    said: list[str] = []
    child = Child("The worker", python("raise SystemExit(3)"))
    supervisor = Supervisor(children=[child], environment={}, say=said.append)
    now, pauses = 100.0, []
    for _ in range(7):
        child.start({}, now)
        ended(child)
        supervisor.look_after(now)
        assert child.process is None
        pauses.append(child.pause)
        now += child.pause - 0.01
        supervisor.look_after(now)
        assert child.process is None
        now += 0.01
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]
    assert said[0] == "The worker ended with status 3; it starts again in 1 s"
    supervisor.look_after(now)
    ended(child)
    assert child.died(now + WELL_AFTER + 1) == 3
    assert child.pause == 1


def test_the_supervisor_ends_what_it_started_when_told_to() -> None:
    program = (
        "from portal.supervision import Child, Supervisor; import sys;"
        "waits = [sys.executable, '-c', 'import time; print(1, flush=True); time.sleep(60)'];"
        "s = Supervisor(children=[Child('a', waits), Child('b', waits)], environment={}, say=print); s.start(); s.watch(); s.stop();"
        "print([c.process.poll() for c in s.children])"
    )
    with subprocess.Popen(python(program), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["1\n", "1\n"]
        start = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read().strip() == f"[{-signal.SIGTERM}, {-signal.SIGTERM}]"
        assert process.wait(10) == 0
        assert time.monotonic() - start < 10


def test_what_was_prepared_is_remembered_until_its_source_changes(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.csv").write_text("1")
    before = fingerprint([source])
    memory = Memory(tmp_path / "prepared.json")
    memory.keep("content", before)
    assert Memory(tmp_path / "prepared.json").has("content", fingerprint([source]))
    (source / "a.csv").write_text("2")
    assert not memory.has("content", fingerprint([source]))


def test_in_production_a_visitor_counts_by_the_address_that_our_proxy_saw() -> None:
    keys = ["SECRET_KEY=a", "SEALING_KEYS=a:a", "BLIND_INDEX_KEY=a"]
    told = (
        "import django; django.setup();"
        "from django.conf import settings; from django.test import RequestFactory;"
        "from allauth.account.adapter import get_adapter;"
        "seen = {'REMOTE_ADDR': '10.0.0.1', 'HTTP_X_FORWARDED_FOR': '198.51.100.9, 203.0.113.7'};"
        "print(get_adapter().get_client_ip(RequestFactory().get('/', **seen)), settings.EMAIL_TIMEOUT)"
    )
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in ("HTTPS", "PROXIES", "MAIL_DIRECTORY")
        },
        **dict(key.split("=", 1) for key in keys),
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    }
    said = subprocess.run(python(told), env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["203.0.113.7", "10"]
