"""The machine that was looked at is the machine that is asked, whatever names mean a moment later. No network here."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from home.asking import Asker, in_ascii, is_public
from home.models import Fault

PUBLIC, OTHER, INSIDE = "93.184.216.34", "2606:2800:220:1::1", "10.0.0.7"
OK = b"HTTP/1.1 204 No Content\r\n\r\n"


class World:
    """Names, machines, and what machines answer; notes who was dialled and what was asked."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.answers: dict[str, list[bytes]] = {}
        self.dialled: list[str] = []
        self.heard: list[str] = []
        self.ends: list[socket.socket] = []

    def look_up(self, host: str, port: int) -> list[str]:
        """The next thing that the name means; the last one stays."""
        if host not in self.names:
            raise socket.gaierror(host)
        meanings = self.names[host]
        return meanings.pop(0) if len(meanings) > 1 else meanings[0]

    def dial(self, machine: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append(machine)
        if machine not in self.answers:
            raise ConnectionRefusedError
        ours, theirs = socket.socketpair()
        ours.settimeout(seconds)
        self.ends.append(theirs)
        threading.Thread(target=self._serve, args=[theirs, self.answers[machine].pop(0)], daemon=True).start()
        return ours

    def _serve(self, end: socket.socket, answer: bytes) -> None:
        # Whoever gives up before asking closes the connection.
        with suppress(OSError):
            self.heard.append(end.recv(4096).decode("latin-1"))
            end.sendall(answer)

    def ask(self, address: str) -> tuple[int | None, str]:
        return Asker(look_up=self.look_up, dial=self.dial, seconds_in_all=0.3)(address)


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    for end in made.ends:
        end.close()


def to(address: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n".encode()


def test_a_machine_is_asked_by_its_number_under_the_name(world: World) -> None:
    world.names, world.answers = {"example.org": [[PUBLIC]]}, {PUBLIC: [OK]}
    assert world.ask("http://example.org/a?b=1#c") == (204, "")
    assert world.dialled == [PUBLIC]
    assert world.heard[0].startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert "\r\nHost: example.org\r\n" in world.heard[0]


def test_a_name_that_changes_its_meaning_leads_nowhere_else(world: World) -> None:
    """Looked up once: what it means the second time is never asked for."""
    world.names = {"example.org": [[PUBLIC], [INSIDE]]}
    world.answers = {PUBLIC: [OK], INSIDE: [OK]}
    assert world.ask("http://example.org/") == (204, "")
    assert world.dialled == [PUBLIC]
    assert world.ask("http://example.org/") == (None, Fault.INSIDE)
    assert world.dialled == [PUBLIC]


@pytest.mark.parametrize("target", ["http://inside.example/", f"http://{INSIDE}/", "http://turned.example/x"])
def test_a_redirect_is_looked_at_as_well(world: World, target: str) -> None:
    world.names = {
        "example.org": [[PUBLIC]],
        "inside.example": [[INSIDE]],
        INSIDE: [[INSIDE]],
        "turned.example": [[PUBLIC, INSIDE]],
    }
    world.answers = {PUBLIC: [to(target), OK], INSIDE: [OK]}
    assert world.ask("http://example.org/") == (None, Fault.INSIDE)
    assert world.dialled == [PUBLIC]


def test_a_redirect_to_a_public_page_is_followed(world: World) -> None:
    world.names = {"example.org": [[PUBLIC]], "www.example.org": [[OTHER]]}
    world.answers = {PUBLIC: [to("http://www.example.org/new")], OTHER: [b"HTTP/1.1 404 Not Found\r\n\r\n"]}
    assert world.ask("http://example.org/") == (404, "")
    assert world.dialled == [PUBLIC, OTHER]


@pytest.mark.parametrize("target", ["ftp://example.org/x", "file:///etc/passwd", "data:text/plain,x"])
def test_a_redirect_leads_to_nothing_but_web_pages(world: World, target: str) -> None:
    world.names, world.answers = {"example.org": [[PUBLIC]]}, {PUBLIC: [to(target), OK]}
    status, _fault = world.ask("http://example.org/")
    assert status in {None, 302}
    assert world.dialled == [PUBLIC]


def test_the_next_machine_is_asked_where_the_first_does_not_answer(world: World) -> None:
    world.names, world.answers = {"example.org": [[OTHER, PUBLIC]]}, {PUBLIC: [OK]}
    assert world.ask("http://example.org/") == (204, "")
    assert world.dialled == [OTHER, PUBLIC]


def test_a_certificate_is_asked_for_under_the_name(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.names, world.answers = {"example.org": [[PUBLIC]]}, {PUBLIC: [b"no TLS at all"]}
    named: list[str] = []
    asker = Asker(look_up=world.look_up, dial=world.dial)

    def wrapped(plain: socket.socket, server_hostname: str) -> socket.socket:
        named.append(server_hostname)
        plain.close()
        raise TimeoutError

    assert asker.context.check_hostname
    monkeypatch.setattr(asker, "context", _Context(wrapped))
    assert asker("https://example.org/") == (None, Fault.TOO_SLOW)
    assert named == ["example.org"]
    assert world.dialled == [PUBLIC]


class _Context:
    """As much of an SSL context as a connection asks for."""

    post_handshake_auth = None
    verify_mode = 2
    check_hostname = True

    def __init__(self, wrap_socket: Callable[[socket.socket, str], socket.socket]) -> None:
        self.wrap_socket = wrap_socket


def test_a_site_that_keeps_silent_is_left(world: World) -> None:
    world.names, world.answers = {"example.org": [[PUBLIC]]}, {PUBLIC: [b"HTTP/1.1 20"]}
    assert world.ask("http://example.org/") == (None, Fault.NO_ANSWER)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://no-such.example/", Fault.NO_SUCH_SITE),
        ("http://[", Fault.NO_ADDRESS),
        ("http://[::1", Fault.NO_ADDRESS),
        ("file:///etc/passwd", Fault.NO_ADDRESS),
        ("http://example.org:99999/", Fault.NO_ADDRESS),
        ("http://example.org/a b", Fault.NO_ADDRESS),
        (f"http://{'a' * 70}.ee/", Fault.NO_ADDRESS),
        ("https:///x", Fault.NO_ADDRESS),
    ],
)
def test_what_is_wrong_is_told(world: World, address: str, fault: Fault) -> None:
    assert world.ask(address) == (None, fault)
    assert not world.dialled


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - to be refused
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:0a00:0001::1",
    ],
)
def test_our_own_network_is_never_asked(machine: str) -> None:
    assert not is_public(machine)


@pytest.mark.parametrize("machine", [PUBLIC, OTHER, "64:ff9b::93.184.216.34"])
def test_the_public_internet_is(machine: str) -> None:
    assert is_public(machine)


def test_letters_of_all_alphabets_are_sent_as_the_wire_has_them() -> None:
    assert in_ascii("https://näide.ee:8080/tõde?q=ä#osa") == "https://xn--nide-loa.ee:8080/t%C3%B5de?q=%C3%A4"
