"""Where the editors' reports hang in the administration."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from home.reports import MAY_ACT, BrokenLinksReport, PlainLanguageReport


@hooks.register("register_admin_urls")
def reports() -> list[URLPattern]:
    return [
        path("reports/broken-links/", BrokenLinksReport.as_view(), name="report-broken-links"),
        path("reports/plain-language/", PlainLanguageReport.as_view(), name="report-plain-language"),
    ]


class ReportMenuItem(MenuItem):
    """Shown to whoever may do something about pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        shown: bool = page_permission_policy.user_has_any_permission(request.user, MAY_ACT)
        return shown


def _item(label: Any, name: str, icon: str) -> MenuItem:
    return ReportMenuItem(label, reverse_lazy(name), name=name, icon_name=icon, order=110)


@hooks.register("register_reports_menu_item")
def broken_links_item() -> MenuItem:
    return _item(_("Broken links"), "report-broken-links", "link")


@hooks.register("register_reports_menu_item")
def plain_language_item() -> MenuItem:
    return _item(_("Plain language"), "report-plain-language", "edit")
