"""What every page of the workspace shares: somebody is signed in, it is a day, and nothing is kept by caches."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views import View

from .models import User


class WorkView(LoginRequiredMixin, View):
    """A page for people who are signed in. Subclasses look things up in scoped querysets only."""

    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            add_never_cache_headers(response)
        return response

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
