"""What the rooms bring into Wagtail's administration and no room below may know of."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from providers.views.partly_stated import PartlyStatedView


class ForPublishers(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        shown: bool = page_permission_policy.user_has_permission(request.user, "publish")
        return shown


@hooks.register("register_admin_urls")
def facts_in_some_languages() -> list[URLPattern]:
    return [path("facts/", PartlyStatedView.as_view(), name="facts-in-some-languages")]


@hooks.register("register_reports_menu_item")
def facts_menu_item() -> MenuItem:
    return ForPublishers(
        _("Facts in some languages only"),
        reverse_lazy("facts-in-some-languages"),
        name="facts-in-some-languages",
        icon_name="info-circle",
        order=110,
    )
