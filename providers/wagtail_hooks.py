"""What the administration shows to a provider's worker: their own pages, pictures and documents."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from providers.permissions import choosable_pages, edits_own_pages_only, own_pages
from providers.screens import ProvidersGroup

register_snippet(ProvidersGroup)

KEPT_IN_MENU = frozenset({"images", "documents"})


def _is_narrow(request: HttpRequest) -> bool:
    return edits_own_pages_only(request.user, timezone.localdate())


@hooks.register("construct_page_chooser_queryset")
def only_public_pages_and_own(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """A page that is being changed shows its draft's title in the chooser: such pages are left out."""
    if not _is_narrow(request):
        return pages
    # Keys, not a subquery: Wagtail's search refuses conditions on what it does not index.
    return pages.filter(
        pk__in=list(choosable_pages(request.user, timezone.localdate()).values_list("pk", flat=True))
    )


@hooks.register("construct_explorer_page_queryset")
def only_own(parent: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    if not _is_narrow(request):
        return pages
    return pages.filter(
        pk__in=list(own_pages(request.user, timezone.localdate()).values_list("pk", flat=True))
    )


@hooks.register("construct_main_menu", order=900)
def short_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is shut is not offered. The list of one's own pages stands in the workspace."""
    if _is_narrow(request):
        own = MenuItem(
            _("Your pages"), reverse("work:pages"), name="own-pages", icon_name="folder-open-inverse"
        )
        items[:] = [own, *(item for item in items if item.name in KEPT_IN_MENU)]


@hooks.register("construct_search")
def short_search(request: HttpRequest, areas: list[Any]) -> None:
    if _is_narrow(request):
        areas[:] = [area for area in areas if area.name in KEPT_IN_MENU]


@hooks.register("construct_homepage_panels", order=900)
def no_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail lists what somebody edited last, also pages of a provider they no longer work for."""
    if _is_narrow(request):
        panels.clear()
