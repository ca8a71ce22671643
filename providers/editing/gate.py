"""The gate before the administration: a provider's worker passes through listed doors, to their own things only."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BaseLinkFormView, BrowseView, ExternalLinkView
from wagtail.documents.views import documents
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.images.views import images
from wagtail.images.views.chooser import ImageChooseView
from wagtail.images.views.images import ImagesFilterSet
from wagtail.models import Page

from home.users.models import User
from providers.editing.doors import DOORS, Visit
from providers.permissions import edits_own_pages_only, providers_of

View = Callable[..., HttpResponseBase]


class OwnLinkView(ExternalLinkView):
    """A link elsewhere stays one. Wagtail would find the page that it leads to, and tell its draft's title."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = BaseLinkFormView.post(self, request)
        return response


class OwnImageChooseView(ImageChooseView):
    """Without the words that others describe their pictures with."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "popular_tags": []}


class OwnImagesFilterSet(ImagesFilterSet):
    """Likewise: Wagtail offers the words that all pictures are described with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("tag", None)


class OwnDocumentsFilterSet(DocumentsFilterSet):
    """Likewise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("tag", None)


class OwnImagesView(images.IndexView):
    filterset_class = OwnImagesFilterSet


class OwnDocumentsView(documents.IndexView):
    filterset_class = OwnDocumentsFilterSet


def browse_from_root(request: HttpRequest) -> HttpResponseBase:
    """Wagtail would begin at whatever page lies above all pages of the kind asked for, be it a draft."""
    root = Page.objects.get(depth=1)
    response: HttpResponseBase = BrowseView.as_view()(request, parent_page_id=root.pk)
    return response


def to_own_pages(request: HttpRequest, **_named: Any) -> HttpResponseBase:
    """The list of one's own pages stands in the workspace. Wagtail leads here after each change."""
    return redirect("work:pages")


INSTEAD: Mapping[str, View] = {
    "wagtailadmin_home": to_own_pages,
    "wagtailadmin_explore_root": to_own_pages,
    "wagtailadmin_explore": to_own_pages,
    "wagtailadmin_choose_page": require_admin_access(browse_from_root),
    "wagtailadmin_choose_page_external_link": require_admin_access(OwnLinkView.as_view()),
}
"""Addresses at which a provider's worker gets something else than others do."""

NARROWER: Mapping[type[Any], type[Any]] = {
    ImageChooseView: OwnImageChooseView,
    images.IndexView: OwnImagesView,
    documents.IndexView: OwnDocumentsView,
}
"""Views that show a provider's worker less than others."""


def guarded(view: View) -> View:
    """A view of the administration behind the gate. For `decorate_urlpatterns`, which keeps the view's name."""

    def asked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not edits_own_pages_only(request.user, timezone.localdate()):
            return view(request, *args, **named)
        return _through_a_door(view, request, args, named)

    return asked


def _through_a_door(
    view: View, request: HttpRequest, args: tuple[Any, ...], named: Mapping[str, Any]
) -> HttpResponseBase:
    """The answer to a provider's worker. Raises Http404 at a shut door, and when nobody works there any more."""
    user, today = request.user, timezone.localdate()
    name = request.resolver_match.view_name if request.resolver_match else ""
    if not isinstance(user, User) or not providers_of(user, today).exists():
        raise Http404
    if name in INSTEAD:
        return INSTEAD[name](request, **named)
    if name not in DOORS or not DOORS[name](Visit(request, user, today, args, named)):
        raise Http404
    narrower = NARROWER.get(getattr(view, "view_class", type(None)))
    if narrower is not None:
        view = require_admin_access(narrower.as_view(**getattr(view, "view_initkwargs", {})))
    return view(request, *args, **named)
