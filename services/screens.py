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
    icon = "tag"
    list_display: ClassVar[list[str]] = ["name", "code", "order"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            in_four("name", _("Names")),
            FieldPanel("unit_kinds"),
            FieldPanel("given_where"),
            FieldPanel("needs_release_date"),
            FieldPanel("region_rule"),
            FieldPanel("starts"),
            FieldPanel("decision_days"),
            FieldPanel("order"),
        ],
        base_form_class=ServiceTypeForm,
    )


class ProgrammeViewSet(SnippetViewSet):
    model = Programme
    icon = "calendar-alt"
    list_display: ClassVar[list[str]] = ["name", "country", "start", "end"]
    list_filter: ClassVar[list[str]] = ["country"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("country"),
            in_four("name", _("Names")),
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldPanel("period_as_stated"),
            in_four("funder", _("Funder")),
            FieldPanel("run_by"),
            FieldPanel("larger_project"),
            FieldPanel("web"),
            FieldPanel("sources"),
        ]
    )


class ProgrammeLimitViewSet(SnippetViewSet):
    model = ProgrammeLimit
    icon = "time"
    list_display: ClassVar[list[str]] = ["programme", "service_type", "months", "extendable"]
    edit_handler = ObjectList(
        [
            FieldPanel("programme"),
            FieldPanel("service_type"),
            FieldPanel("months"),
            FieldPanel("extendable"),
        ]
    )


class ServicePageLinkViewSet(SnippetViewSet):
    model = ServicePageLink
    icon = "link"
    list_display: ClassVar[list[str]] = ["service_type", "page", "locale"]
    edit_handler = ObjectList([FieldPanel("service_type"), FieldPanel("page")], base_form_class=LinkForm)


class ProgrammePageLinkViewSet(SnippetViewSet):
    model = ProgrammePageLink
    icon = "link"
    list_display: ClassVar[list[str]] = ["programme", "page", "locale"]
    edit_handler = ObjectList([FieldPanel("programme"), FieldPanel("page")], base_form_class=LinkForm)


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
