"""Asks the portal itself for its pages, in this process and as nobody: what a stranger may not see is not copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Site

from .addresses import address_of, is_closed

MOST_REDIRECTS = 5
ENDLESS = 508


@dataclass(frozen=True)
class Answer:
    """What the portal says at an address, redirects followed. `address` is None where they lead elsewhere."""

    address: str | None
    status: int
    kind: str
    content: bytes


class Reader:
    """A visitor without cookies who wishes for no language, at the address that the settings name."""

    def __init__(self) -> None:
        home = urlsplit(settings.BASE_URL)
        self.hosts = {home.netloc, *_hosts_of_sites()}
        self._secure = home.scheme == "https"
        self._factory = RequestFactory(
            SERVER_NAME=home.hostname or "localhost",
            SERVER_PORT=str(home.port or (443 if self._secure else 80)),
        )
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def request(self, address: str) -> HttpRequest:
        """A request as it comes in, for what is rendered without a view."""
        return self._factory.get(address, secure=self._secure)

    def read(self, address: str) -> Answer:
        """The answer at an address. A redirect to a sign-in or to another site is not followed."""
        here: str | None = address
        for _step in range(MOST_REDIRECTS):
            answer, onward = self._ask(str(here))
            if not onward:
                return answer
            here = address_of(urljoin(str(here), onward), self.hosts)
            if here is None or is_closed(here):
                return Answer(here, answer.status, "", b"")
        return Answer(here, ENDLESS, "", b"")

    def _ask(self, address: str) -> tuple[Answer, str]:
        """One answer, and where it sends on to."""
        # As a test client does: the end of a request would close the connection that the caller goes on using.
        request_finished.disconnect(close_old_connections)
        try:
            with translation.override(None):
                response = self._handler.get_response(self.request(address))
                content = b"".join(_parts(response))
            response.close()
        finally:
            request_finished.connect(close_old_connections)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        onward = response.headers.get("Location", "") if 300 <= response.status_code < 400 else ""
        return Answer(address, response.status_code, kind, content), onward


def _hosts_of_sites() -> Iterator[str]:
    """Host and port of the site records: pages write their full addresses with these."""
    for site in Site.objects.all():
        yield site.hostname if site.port in {80, 443} else f"{site.hostname}:{site.port}"


def _parts(response: HttpResponseBase) -> Iterator[bytes]:
    parts = getattr(response, "streaming_content", None)
    yield from parts if parts is not None else [getattr(response, "content", b"")]
