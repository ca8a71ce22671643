"""The board of one language: every page with its state, for the editors who may do something about it."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from home.names import NAME_LANGUAGES
from home.translations.standing import State, standing_in

MAY_ACT = ("add", "change", "publish")


class BoardFilters(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        choices=State.choices, label=_("State"), widget=CheckboxSelectMultiple
    )
    locale = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: Locale.objects.order_by("pk"),
        label=_("Written in"),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = Page
        fields = ["state", "locale"]


def _state_label(page: Any) -> str:
    return str(State(page.state).label)


def _reader_sees(page: Any) -> str:
    return str(LANGUAGE_NAMES.get(page.seen_in, NOTHING))


NOTHING = pgettext_lazy("what readers see", "nothing")
LANGUAGE_NAMES = {
    "et": _("Estonian"),
    "en": _("English"),
    "ru": _("Russian"),
    "lt": _("Lithuanian"),
}


def _where_to_act(page: Any) -> str:
    """The page in the language of the board, or, where there is none, sending its source for translation."""
    if page.twin_id:
        return reverse("wagtailadmin_pages:edit", args=[page.twin_id])
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


class BoardView(ReportView):
    """The board of the language in the address; `p`, `state` and `locale` come from the query."""

    page_title = _("Translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "translations:board"
    index_results_url_name = "translations:board-results"
    results_template_name = "translations/board_results.html"
    filterset_class = BoardFilters
    permission_policy = page_permission_policy
    any_permission_required = MAY_ACT
    list_export = ["title", "locale.language_code", "state", "seen_in"]
    export_headings = {
        "title": _("Page"),
        "locale.language_code": _("Written in"),
        "state": _("State"),
        "seen_in": _("Readers see"),
    }
    columns = [
        TitleColumn("title", label=_("Page"), get_url=_where_to_act),
        Column("written_in", label=_("Written in"), accessor=lambda page: _language(page.locale)),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=_state_label,
            primary=lambda page: page.state == State.UP_TO_DATE,
        ),
        Column("seen_in", label=_("Readers see"), accessor=_reader_sees),
    ]

    @cached_property
    def language(self) -> Locale:
        found: Locale = get_object_or_404(Locale, language_code=self.kwargs["language"])
        return found

    def get_page_subtitle(self) -> str:
        return _language(self.language)

    def get_base_queryset(self) -> QuerySet[Page]:
        return (
            _to_act_on(self.request.user, standing_in(self.language))
            .select_related("locale")
            .order_by("title", "pk")
        )

    def get_index_url(self) -> str:
        return reverse(self.index_url_name, args=[self.kwargs["language"]])

    def get_index_results_url(self) -> str:
        return reverse(self.index_results_url_name, args=[self.kwargs["language"]])

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The boards of the other languages, each with how many texts wait there."""
        return [
            HeaderButton(_language_of(code), reverse(self.index_url_name, args=[code]), priority=number)
            for number, code in enumerate(NAME_LANGUAGES)
            if code != self.kwargs["language"]
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["counts"] = self.counts()
        return context

    def counts(self) -> list[tuple[str, int]]:
        """How many pages are in each state, in the order of the states, those without a page left out."""
        rows = self.get_base_queryset().order_by().values_list("state").annotate(pages=Count("pk"))
        found = dict(rows)
        return [(str(state.label), found[state.value]) for state in State if state.value in found]


def _language(locale: Locale) -> str:
    return _language_of(locale.language_code)


def _language_of(code: str) -> str:
    return str(LANGUAGE_NAMES.get(code, code))


def _to_act_on(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Of the pages on a board those whose source, or whose text in that language, the user may work on."""
    own = page_permission_policy.instances_user_has_any_permission_for(user, MAY_ACT).values("pk")
    return pages.filter(Q(pk__in=own) | Q(twin_id__in=own))


def my_board(request: HttpRequest) -> HttpResponse:
    """The board of the language in which the editor reads the administration."""
    code = (get_language() or "").split("-")[0]
    chosen = code if code in NAME_LANGUAGES else NAME_LANGUAGES[0]
    return redirect("translations:board", chosen)
