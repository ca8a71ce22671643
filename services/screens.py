"""Screens of the administration for services and programmes: neutral rows with a column for each language."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.names import NAME_LANGUAGES
from services.models import Programme, ProgrammeLimit, ProgrammePageLink, ServicePageLink, ServiceType
from services.screen_forms import LinkForm, ProgrammeForm, ProgrammeLimitForm, ServiceTypeForm

OF_THE_CODE = _("Leave it empty: it is made from the name. It stays for good, because addresses hang on it.")


def in_four(name: str, heading: Any, **named: Any) -> MultiFieldPanel:
    """The columns of a text, one for each language."""
    return MultiFieldPanel(
        [FieldPanel(f"{name}_{language}") for language in NAME_LANGUAGES], heading, **named
    )


def one_of(name: str, **named: Any) -> FieldPanel:
    """A row chosen from a list that the keyboard walks through: Wagtail's window shows ten, unsorted, without search."""
    return FieldPanel(name, widget=forms.Select, **named)


class RowsViewSet(SnippetViewSet):
    """Rows listed with what they belong to: one query, whatever their number."""

    related: ClassVar[tuple[str, ...]] = ()

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Wagtail's own are translated once, when the server starts, and would name a list that no menu shows."""
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()  # noqa: SLF001
        return rows.select_related(*self.related) if self.related else rows


class ServiceTypeViewSet(RowsViewSet):
    model = ServiceType
    menu_label = _("Services")
    icon = "tag"
    list_display: ClassVar[list[str]] = ["name", "code", "order"]
    edit_handler = ObjectList(
        [
            in_four("name", _("Names")),
            FieldPanel("code", heading=_("Code"), help_text=OF_THE_CODE),
            FieldPanel("unit_kinds"),
            FieldPanel("given_where", heading=_("Where it is given")),
            FieldPanel("needs_release_date", heading=_("A release date is needed")),
            FieldPanel("region_rule", heading=_("What routing asks of the region")),
            FieldPanel("starts", heading=_("What fixes the first day")),
            FieldPanel(
                "decision_days",
                heading=_("Days before the start on which the house is named"),
                help_text=_("Leave it empty where the provider is asked at once."),
            ),
            FieldPanel("order", heading=_("Place in lists")),
        ],
        base_form_class=ServiceTypeForm,
    )


class ProgrammeViewSet(RowsViewSet):
    model = Programme
    menu_label = _("Programmes")
    icon = "calendar-alt"
    list_display: ClassVar[list[str]] = ["name", "country", "start", "end"]
    list_filter: ClassVar[list[str]] = ["country"]
    edit_handler = ObjectList(
        [
            in_four("name", _("Names")),
            FieldPanel("country", heading=_("Country")),
            FieldPanel("code", heading=_("Code"), help_text=OF_THE_CODE),
            FieldRowPanel(
                [
                    FieldPanel("start", heading=_("First day")),
                    FieldPanel(
                        "end",
                        heading=_("First day that is no longer paid for"),
                        help_text=_(
                            "Nothing is promised beyond it any more. What was promised before stays."
                        ),
                    ),
                ]
            ),
            FieldPanel("period_as_stated", heading=_("Period, as stated")),
            in_four("funder", _("Funder")),
            FieldPanel("run_by", heading=_("Run by")),
            FieldPanel("larger_project", heading=_("Larger project")),
            FieldPanel("web", heading=_("Web address")),
            FieldPanel("sources", heading=_("Sources")),
        ],
        base_form_class=ProgrammeForm,
    )


class ProgrammeLimitViewSet(RowsViewSet):
    model = ProgrammeLimit
    related = ("programme", "service_type")
    menu_label = _("Limits of programmes")
    icon = "time"
    list_display: ClassVar[list[str]] = ["programme", "service_type", "months", "extendable"]
    edit_handler = ObjectList(
        [
            one_of("programme", heading=_("Programme")),
            one_of("service_type", heading=_("Service")),
            FieldPanel(
                "months",
                heading=_("Longest time, in months"),
                help_text=_("Leave it empty where no limit is stated."),
            ),
            FieldPanel("extendable", heading=_("May be extended")),
        ],
        base_form_class=ProgrammeLimitForm,
    )


class ServicePageLinkViewSet(RowsViewSet):
    model = ServicePageLink
    related = ("service_type", "page", "locale")
    menu_label = _("Pages of services")
    icon = "link"
    list_display: ClassVar[list[str]] = ["service_type", "page", "locale"]
    edit_handler = ObjectList(
        [one_of("service_type", heading=_("Service")), FieldPanel("page", heading=_("Page"))],
        base_form_class=LinkForm,
    )


class ProgrammePageLinkViewSet(RowsViewSet):
    model = ProgrammePageLink
    related = ("programme", "page", "locale")
    menu_label = _("Pages of programmes")
    icon = "link"
    list_display: ClassVar[list[str]] = ["programme", "page", "locale"]
    edit_handler = ObjectList(
        [one_of("programme", heading=_("Programme")), FieldPanel("page", heading=_("Page"))],
        base_form_class=LinkForm,
    )


class ServicesGroup(SnippetViewSetGroup):
    """What help there is, and who pays for it."""

    items = (
        ServiceTypeViewSet,
        ProgrammeViewSet,
        ProgrammeLimitViewSet,
        ServicePageLinkViewSet,
        ProgrammePageLinkViewSet,
    )
    menu_label = _("Services and programmes")
    menu_icon = "tag"
    menu_name = "services"
    menu_order = 250
