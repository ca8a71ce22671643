"""The pages people meet when something is not there, not theirs or broken: in their language, with ways on."""

import re
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.geography.models import Country
from home.helpline import Helpline
from portal.helplines import remembered_lines, stated_lines

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_WORD = re.compile(r"[^\W\d_]{3,}")
MOST_WORDS = 4


@dataclass(frozen=True)
class Said:
    """What such a page says: a title, and one or two sentences on what to do."""

    title: Promise
    text: Promise


UNREADABLE = Said(
    _("We could not read this request"),
    _("Go back and try again. If it happens again, please call us."),
)
NOT_YOURS = Said(
    _("This page is not open to you"),
    _("Nothing was changed. If you work here, sign in with the account that may do this."),
)
TOO_OLD = Said(
    _("This did not work"),
    _(
        "The page may have been open for too long, or cookies are switched off. Go back, load the page again"
        " and repeat the last step. Nothing was sent."
    ),
)
NOT_HERE = Said(
    _("This page is not here"),
    _("The address may have been typed wrongly, or the page has moved or was taken down."),
)
NOT_THIS_WAY = Said(
    _("This address cannot be used in this way"),
    _("Nothing was changed. Go back and use the buttons on the page."),
)
TOO_MUCH = Said(
    _("This is too large to send"),
    _("Nothing was saved. Go back and send less: a shorter text or a smaller file."),
)
TOO_OFTEN = Said(
    _("Too many tries in a short time"),
    _("Wait a few minutes, then try again."),
)
BROKEN = Said(
    _("Something went wrong"),
    _("The fault is ours. Please try again in a few minutes."),
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read, or is too large (then the status says so, 413)."""
    if isinstance(exception, TOO_LARGE):
        return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_MUCH)
    # An address that is not ours must not be asked for again, as every full page does.
    if isinstance(exception, DisallowedHost):
        return _plain(request, HTTPStatus.BAD_REQUEST, UNREADABLE)
    return _page(request, HTTPStatus.BAD_REQUEST, UNREADABLE)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, HTTPStatus.FORBIDDEN, NOT_YOURS)


def forgery_suspected(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: cookies are off, or the page is older than the sign-in."""
    return _page(request, HTTPStatus.FORBIDDEN, TOO_OLD)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that was removed is as little here as one that never was; the search starts with its name."""
    return _page(request, HTTPStatus.NOT_FOUND, NOT_HERE)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that was asked in a way (POST, PUT) it does not know; `allowed` are the ways it does."""
    response = _page(request, HTTPStatus.METHOD_NOT_ALLOWED, NOT_THIS_WAY)
    response["Allow"] = allowed
    return response


def too_often(request: HttpRequest) -> HttpResponse:
    return _page(request, HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: what failed may be the very thing a full page would ask."""
    return _plain(request, HTTPStatus.INTERNAL_SERVER_ERROR, BROKEN)


def _page(request: HttpRequest, status: HTTPStatus, said: Said) -> HttpResponse:
    """The full page; one that stands by itself where the database does not answer; JSON for machines."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({"error": status.name}, status=status)
    try:
        with translation.override(_language(request)):
            context = {"said": said, "words": _words(request.path_info), "lines": _named(stated_lines())}
            return HttpResponse(loader.render_to_string("errors/page.html", context, request), status=status)
    except DatabaseError:
        return _plain(request, status, said)


def _plain(request: HttpRequest, status: HTTPStatus, said: Said) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"error": status.name}, status=status)
    with translation.override(_language(request)):
        context = {
            "said": said,
            "languages": [code for code, _name in settings.LANGUAGES],
            "lines": _named(remembered_lines()),
        }
        return HttpResponse(loader.render_to_string("errors/plain.html", context), status=status)


def _language(request: HttpRequest) -> str:
    """The language of the address, else the one the browser wishes for. Never asks who somebody is."""
    return translation.get_language_from_request(request, check_path=True)


def _words(path: str) -> str:
    """What somebody may have been looking for: the words of the last step of the address."""
    last = path.rstrip("/").rpartition("/")[2]
    return " ".join(_WORD.findall(last)[:MOST_WORDS]) if "." not in last else ""


def _named(lines: dict[str, Helpline]) -> list[tuple[str, Helpline]]:
    """The numbers with the names of their countries, which need no database."""
    return [(str(country.label), lines[country.value]) for country in Country if country.value in lines]
