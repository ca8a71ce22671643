"""The page behind the link in a mail: is what the public reads still right? Opening it does nothing, its button does.

Mail scanners open links. Whoever has the link needs no account for it: it is signed for one person and one page.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views import View

from home.record.receipts import KeyReused
from home.users.models import User

from ..describing_forms import ConfirmPagesForm
from ..editing.confirming import asked_about, read_token, real_pages
from ..editing.readers import provider_under
from ..models import PageConfirmation, Provider
from ..operations.describing import confirm_pages
from .places import with_places


@dataclass(frozen=True)
class Question:
    """Who is asked about which page."""

    user: User
    translation_key: UUID
    provider: Provider | None


class StillRightView(View):
    """What is public, and a button that confirms it."""

    template_name = "providers/still_right.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            add_never_cache_headers(response)
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        question = _question(token)
        return self.show(question) if question else self.run_out()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        question, form = _question(token), ConfirmPagesForm(request.POST)
        if question is None:
            return self.run_out()
        if not form.is_valid():
            return self.show(question, status=422)
        try:
            _confirm(question, str(form.cleaned_data["key"]))
        except KeyReused:
            return self.show(question)
        return self.show(question, thanks=True)

    def show(self, question: Question, *, thanks: bool = False, status: int = 200) -> HttpResponse:
        shown = [question.provider.pk] if question.provider else []
        pages = real_pages().filter(translation_key=question.translation_key)
        confirmed = PageConfirmation.objects.filter(translation_key=question.translation_key).first()
        context = {
            "pages": [page.specific for page in pages.select_related("locale").order_by("locale__pk")],
            "provider": with_places(Provider.objects.filter(pk__in=shown)).first(),
            "confirmed_on": confirmed.confirmed_on if confirmed else None,
            "thanks": thanks,
            "confirm": ConfirmPagesForm(),
        }
        return render(self.request, self.template_name, context, status=status)

    def run_out(self) -> HttpResponse:
        return render(self.request, "providers/still_right_over.html", status=410)


def _question(token: str) -> Question | None:
    """None where the link has run out or is no longer for its reader. Raises Http404 where it was never ours."""
    try:
        translation_key, public_id = read_token(token)
    except SignatureExpired:
        return None
    except (BadSignature, KeyError, TypeError, ValueError):
        raise Http404 from None
    people = asked_about(translation_key, timezone.localdate())
    user = next((user for user in people if user.public_id == public_id), None)
    return Question(user, translation_key, provider_under(translation_key)) if user else None


def _confirm(question: Question, key: str) -> None:
    confirm_pages(
        actor=question.user,
        key=key,
        translation_keys=[question.translation_key],
        provider_ids=[question.provider.public_id] if question.provider else [],
        today=timezone.localdate(),
        now=timezone.now(),
    )
