"""Asking other sites whether the addresses that our pages name still lead somewhere."""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from wagtail.models import Page

from home.models import LinkCheck
from home.page_texts import addresses_of

AGAIN_AFTER = timedelta(days=7)
SECONDS = 8
Answer = tuple[int | None, str]


def check_links(*, now: datetime, ask: Callable[[str], Answer], limit: int = 200) -> int:
    """Ask for the addresses of public pages that nobody asked for in a week. Returns how many were asked for.

    Addresses that no page names any more are forgotten. `ask` returns an HTTP status, or None and the fault.
    """
    named = {address for page in public_pages() for address in addresses_of(page)}
    LinkCheck.objects.exclude(address__in=named).delete()
    fresh = set(LinkCheck.objects.filter(checked_at__gt=now - AGAIN_AFTER).values_list("address", flat=True))
    asked = sorted(named - fresh)[:limit]
    for address in asked:
        status, fault = ask(address)
        LinkCheck.objects.update_or_create(
            address=address, defaults={"status": status, "fault": fault, "checked_at": now}
        )
    return len(asked)


def public_pages() -> Iterable[Page]:
    """Every public page that says something in words of its own."""
    pages: Iterable[Page] = Page.objects.live().filter(alias_of__isnull=True, depth__gt=1).specific()
    return pages


class _OnlyOutside(HTTPRedirectHandler):
    """A redirect must not lead into our own network either."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not is_outside(newurl):
            raise HTTPException("led inside")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask_for(address: str) -> Answer:
    """The HTTP status with which an address answers; None and the name of the fault where it does not."""
    if not is_outside(address):
        return None, "not an address on the public internet"
    request = Request(address, headers={"User-Agent": "link check"})  # noqa: S310 - http and https only, see above
    try:
        with build_opener(_OnlyOutside).open(request, timeout=SECONDS) as response:
            return int(response.status), ""
    except HTTPError as error:
        return error.code, ""
    except (OSError, HTTPException, ValueError) as error:
        return None, type(error).__name__


def is_outside(address: str) -> bool:
    """Whether an address is on the public internet: editors must not have our own network looked at."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    try:
        found = socket.getaddrinfo(parts.hostname, None)
    except (OSError, UnicodeError):
        # Asking will fail the same way and say why.
        return True
    return all(ipaddress.ip_address(place[4][0]).is_global for place in found)
