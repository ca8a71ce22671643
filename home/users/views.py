"""What every page of the workspace shares: somebody is signed in, it is a day, and nothing is kept by caches."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from .models import User


class WorkView(LoginRequiredMixin, View):
    """A page for people who are signed in. Subclasses look things up in scoped querysets only.

    Who was signed out meanwhile comes back to the page: after a button was pressed, to the one on which it stands.
    """

    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            add_never_cache_headers(response)
        return response

    def handle_no_permission(self) -> HttpResponseRedirect:
        page = _page_before(self.request) if self.request.method == "POST" else ""
        if page and not self.request.user.is_authenticated:
            return redirect_to_login(page)
        return super().handle_no_permission()

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)
        return user

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def now(self) -> datetime:
        return timezone.now()

    def page(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        return render(self.request, self.template_name, {"today": self.today, **context}, status=status)


def _page_before(request: HttpRequest) -> str:
    """The address, within this portal, of the page on which a form or a button stood; "" where it is not told."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(told)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
