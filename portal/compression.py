"""Smaller pages for slow phones, where that gives nothing away."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = (
    "text/html",
    "application/xml",
    "application/atom+xml",
    "application/json",
    "text/plain",
    "text/csv",
)
SESSION = settings.SESSION_COOKIE_NAME
CSRF = settings.CSRF_COOKIE_NAME


class PublicCompressionMiddleware(GZipMiddleware):
    """Compresses what strangers read. The size of a compressed page can betray a secret in it (the BREACH attack),
    so whatever has one stays as it is: pages for somebody signed in, and pages that set or were asked with a
    cookie, as every page with a form token is. Styles and scripts come compressed from WhiteNoise.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Django's, for text without secrets; it adds `Vary: Accept-Encoding` and a few random bytes."""
        has_secret = response.cookies or SESSION in request.COOKIES or CSRF in request.COOKIES
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if has_secret or kind not in COMPRESSED:
            return response
        return super().process_response(request, response)
