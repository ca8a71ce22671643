"""Where the screens of translating hang in Wagtail's administration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.translations import board, editing

FIRST = -10
"""Before wagtail-localize's own, whose addresses and questions these stand in front of."""

_boards = [
    path("", board.my_board, name="boards"),
    path("<slug:language>/", board.BoardView.as_view(), name="board"),
    path("<slug:language>/results/", board.BoardView.as_view(results_only=True), name="board-results"),
]
_in_place_of_the_packages = [
    path("submit/page/<int:page_id>/", editing.SubmitPage.as_view()),
    path("update/<int:translation_source_id>/", editing.UpdateTranslations.as_view()),
    path("translate/<int:translation_id>/machine_translate/", editing.translate_by_machine),
    # Its report lists every draft to every editor; the board shows each what they may work on.
    path("reports/translations/", board.my_board),
    path("reports/translations/results/", board.my_board),
]


@hooks.register("register_admin_urls", order=FIRST)
def addresses() -> list[URLResolver]:
    return [
        path("languages/", include((_boards, "translations"), namespace="translations")),
        path("localize/", include(_in_place_of_the_packages)),
    ]


@hooks.register("before_edit_page", order=FIRST)
def before_edit_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return editing.before_edit(request, page)


@hooks.register("before_convert_alias_page")
def before_convert_alias_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return editing.before_own_words(request, page)


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        shown: bool = page_permission_policy.user_has_any_permission(request.user, board.MAY_ACT)
        return shown


@hooks.register("construct_reports_menu")
def board_in_place_of_the_packages_report(request: HttpRequest, items: list[Any]) -> None:
    """One entry for translations: the board."""
    packages = str(reverse_lazy("wagtail_localize:translations_report"))
    items[:] = [item for item in items if str(item.url) != packages]


@hooks.register("register_reports_menu_item")
def board_menu_item() -> MenuItem:
    return BoardMenuItem(
        _("Translations by language"),
        reverse_lazy("translations:boards"),
        name="translations-by-language",
        icon_name="wagtail-localize-language",
        order=100,
    )
