"""Asking another site for an address, without ever being led into our own network.

A name may mean one machine when it is looked up and another a moment later, so the machines are looked up once,
for each step of a redirect anew, and the connection goes to one of those that were found fit. The certificate and
the Host header are still those of the name.
"""

import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    UnknownHandler,
)

from django.utils.encoding import iri_to_uri

from home.models.links import Fault

Answer = tuple[int | None, str]
"""The HTTP status, or None and why there is none: a value of `Fault`."""

SECONDS_TO_ANSWER = 8.0
SECONDS_IN_ALL = 15.0
"""A site that says a word every seven seconds must not keep us for ever."""
# The last four bytes of these are an address of the old kind, which may be one of ours.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class LedInsideError(OSError):
    """The name leads to a machine that is not on the public internet."""


def found_machines(host: str, port: int) -> list[str]:
    """The addresses of the machines of a name. Raises OSError where there is none."""
    return [str(place[4][0]) for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def dial(machine: str, port: int, seconds: float) -> socket.socket:
    """A connection to a machine by its number: no name is looked up."""
    return socket.create_connection((machine, port), seconds)


def is_public(machine: str) -> bool:
    """Whether a number is of the public internet: not ours, not this machine's, not a crowd's."""
    number = ipaddress.ip_address(machine.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour
        if number in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return number.is_global and not number.is_multicast


@dataclass
class Asker:
    """Asks for addresses. `look_up` and `dial` are the only two ways out; tests bring their own."""

    look_up: Callable[[str, int], list[str]] = found_machines
    dial: Callable[[str, int, float], socket.socket] = dial
    seconds_in_all: float = SECONDS_IN_ALL
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def __call__(self, address: str) -> Answer:
        """The HTTP status with which an address answers, redirects followed; None and the fault where it does not."""
        try:
            request = Request(in_ascii(address), headers={"User-Agent": "link check"})  # noqa: S310 - see _opener
            with (
                self._time_kept() as opened,
                self._opener(opened).open(request, timeout=SECONDS_TO_ANSWER) as response,
            ):
                return int(response.status), ""
        except HTTPError as error:
            error.close()
            return error.code, ""
        except (OSError, HTTPException, ValueError) as error:
            return None, fault_of(error).value

    def _opener(self, opened: list[socket.socket]) -> OpenerDirector:
        """http and https, redirects between them, and nothing else: no proxy, no file, no FTP."""
        opener = OpenerDirector()
        for handler in (
            _Http(self, opened),
            _Https(self, opened),
            HTTPRedirectHandler(),
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
            UnknownHandler(),
        ):
            opener.add_handler(handler)
        return opener

    @contextmanager
    def _time_kept(self) -> Iterator[list[socket.socket]]:
        """Gives a list for what was opened; all of it is cut when the time is up."""
        opened: list[socket.socket] = []
        timer = Timer(self.seconds_in_all, _cut, [opened])
        timer.daemon = True
        timer.start()
        try:
            yield opened
        finally:
            timer.cancel()
            for connection in opened:
                connection.close()

    def connect(self, connection: HTTPConnection, opened: list[socket.socket]) -> socket.socket:
        """A connection to a machine of the name, if all its machines are public. Raises OSError where none answers."""
        host, port, seconds = connection.host, connection.port, connection.timeout or SECONDS_TO_ANSWER
        machines = self.look_up(host, port)
        if not machines or not all(map(is_public, machines)):
            raise LedInsideError(host)
        reached = self._first_of(machines, port, seconds)
        # A second handle on the same connection: the first is given away when TLS begins.
        opened.append(reached.dup())
        return reached

    def _first_of(self, machines: list[str], port: int, seconds: float) -> socket.socket:
        for machine in machines[:-1]:
            try:
                return self.dial(machine, port, seconds)
            except OSError:
                continue
        return self.dial(machines[-1], port, seconds)


class _Plain(HTTPConnection):
    def __init__(self, *args: Any, asker: Asker, opened: list[socket.socket], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asker, self._opened = asker, opened

    def connect(self) -> None:
        self.sock = self._asker.connect(self, self._opened)


class _Secured(HTTPSConnection):
    def __init__(self, *args: Any, asker: Asker, opened: list[socket.socket], **kwargs: Any) -> None:
        super().__init__(*args, context=asker.context, **kwargs)
        self._asker, self._opened = asker, opened

    def connect(self) -> None:
        plain = self._asker.connect(self, self._opened)
        self.sock = self._asker.context.wrap_socket(plain, server_hostname=self.host)


class _Http(HTTPHandler):
    def __init__(self, asker: Asker, opened: list[socket.socket]) -> None:
        super().__init__()
        self._known: dict[str, Any] = {"asker": asker, "opened": opened}

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Plain, **self._known), req)


class _Https(HTTPSHandler):
    def __init__(self, asker: Asker, opened: list[socket.socket]) -> None:
        super().__init__()
        self._known: dict[str, Any] = {"asker": asker, "opened": opened}

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Secured, **self._known), req)


def _cut(opened: list[socket.socket]) -> None:
    for connection in list(opened):
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It has ended by itself.
            continue


def fault_of(error: Exception) -> Fault:
    """What is wrong, in the few kinds that an editor can do something about."""
    inner = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    for kinds, fault in _FAULTS:
        if isinstance(inner, kinds):
            return fault
    return Fault.NO_ANSWER


_FAULTS: tuple[tuple[tuple[type[Exception], ...], Fault], ...] = (
    ((LedInsideError,), Fault.INSIDE),
    ((socket.gaierror,), Fault.NO_SUCH_SITE),
    ((ssl.SSLCertVerificationError,), Fault.CERTIFICATE),
    ((TimeoutError,), Fault.TOO_SLOW),
    ((ValueError,), Fault.NO_ADDRESS),
)


def in_ascii(address: str) -> str:
    """An address as it is sent: letters of all alphabets in names and paths put into those of the wire.

    Raises ValueError where it is no address of the web.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\x00-\x1f]", address):
        raise ValueError("not an address of the web")
    name = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
    host = f"[{name}]" if ":" in name else name
    place = host if parts.port is None else f"{host}:{parts.port}"
    return iri_to_uri(urlunsplit(parts._replace(netloc=place, fragment="")))
