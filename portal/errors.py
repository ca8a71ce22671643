"""The pages people meet when something is not there, not theirs or broken."""

from django.http import HttpRequest, HttpResponse
from django.template import loader


def _page(request: HttpRequest, status: int) -> HttpResponse:
    content = loader.render_to_string(f"errors/{status}.html", {"status": status}, request)
    return HttpResponse(content, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def forgery_suspected(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: cookies are off, or the page is older than the sign-in."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: what failed may be the very thing a context processor would ask."""
    return HttpResponse(loader.render_to_string("errors/500.html", {"status": 500}), status=500)
