"""Screens of the administration for services and programmes: neutral rows with a column for each language."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.names import NAME_LANGUAGES
from services.models import (
    PageLink,
    Programme,
    ProgrammeLimit,
    ProgrammePageLink,
    ServicePageLink,
    ServiceType,
    UnitKind,
)


def in_four(name: str, heading: Any) -> MultiFieldPanel:
    """The columns of a text, one for each language."""
    return MultiFieldPanel([FieldPanel(f"{name}_{language}") for language in NAME_LANGUAGES], heading)


class ServiceTypeForm(WagtailAdminModelForm):
    """Kinds of place are ticked, not typed as code."""

    unit_kinds = forms.MultipleChoiceField(
        label=_("Kinds of place"), choices=UnitKind.choices, widget=forms.CheckboxSelectMultiple
    )


class LinkForm(WagtailAdminModelForm):
    """Joins a page to what it tells about: one page in each language, and no page that only repeats another's text."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        model: type[PageLink] = self._meta.model
        page, thing = cleaned.get("page"), cleaned.get(model.thing)
        if page is not None and page.alias_of_id:
            self.add_error(
                "page", _("This page repeats the text of another language. Choose the page it repeats.")
            )
        elif page is not None and thing is not None and self._is_taken(model, page, thing):
            raise ValidationError(_("There is a page in this language already."), code="taken")
        return cleaned

    def _is_taken(self, model: type[PageLink], page: Any, thing: Any) -> bool:
        links = model._default_manager.filter(**{model.thing: thing, "locale_id": page.locale_id})  # noqa: SLF001
        return links.exclude(pk=self.instance.pk).exists()


class ServiceTypeViewSet(SnippetViewSet):
    model = ServiceType
    menu_label = _("Services")
    icon = "tag"
    list_display: ClassVar[list[str]] = ["name", "code", "order"]
    edit_handler = ObjectList(
        [
            FieldPanel("code", heading=_("Code")),
            in_four("name", _("Names")),
            FieldPanel("unit_kinds"),
            FieldPanel("given_where", heading=_("Where it is given")),
            FieldPanel("needs_release_date", heading=_("A release date is needed")),
            FieldPanel("region_rule", heading=_("What routing asks of the region")),
            FieldPanel("starts", heading=_("What fixes the first day")),
            FieldPanel("decision_days", heading=_("Days before the start on which the house is named")),
            FieldPanel("order", heading=_("Place in lists")),
        ],
        base_form_class=ServiceTypeForm,
    )


class ProgrammeViewSet(SnippetViewSet):
    model = Programme
    menu_label = _("Programmes")
    icon = "calendar-alt"
    list_display: ClassVar[list[str]] = ["name", "country", "start", "end"]
    list_filter: ClassVar[list[str]] = ["country"]
    edit_handler = ObjectList(
        [
            FieldPanel("code", heading=_("Code")),
            FieldPanel("country", heading=_("Country")),
            in_four("name", _("Names")),
            FieldRowPanel(
                [
                    FieldPanel("start", heading=_("First day")),
                    FieldPanel("end", heading=_("First day that is no longer paid for")),
                ]
            ),
            FieldPanel("period_as_stated", heading=_("Period, as stated")),
            in_four("funder", _("Funder")),
            FieldPanel("run_by", heading=_("Run by")),
            FieldPanel("larger_project", heading=_("Larger project")),
            FieldPanel("web", heading=_("Web address")),
            FieldPanel("sources", heading=_("Sources")),
        ]
    )


class ProgrammeLimitViewSet(SnippetViewSet):
    model = ProgrammeLimit
    menu_label = _("Limits of programmes")
    icon = "time"
    list_display: ClassVar[list[str]] = ["programme", "service_type", "months", "extendable"]
    edit_handler = ObjectList(
        [
            FieldPanel("programme", heading=_("Programme")),
            FieldPanel("service_type", heading=_("Service")),
            FieldPanel("months", heading=_("Longest time, in months")),
            FieldPanel("extendable", heading=_("May be extended")),
        ]
    )


class ServicePageLinkViewSet(SnippetViewSet):
    model = ServicePageLink
    menu_label = _("Pages of services")
    icon = "link"
    list_display: ClassVar[list[str]] = ["service_type", "page", "locale"]
    edit_handler = ObjectList(
        [FieldPanel("service_type", heading=_("Service")), FieldPanel("page", heading=_("Page"))],
        base_form_class=LinkForm,
    )


class ProgrammePageLinkViewSet(SnippetViewSet):
    model = ProgrammePageLink
    menu_label = _("Pages of programmes")
    icon = "link"
    list_display: ClassVar[list[str]] = ["programme", "page", "locale"]
    edit_handler = ObjectList(
        [FieldPanel("programme", heading=_("Programme")), FieldPanel("page", heading=_("Page"))],
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
