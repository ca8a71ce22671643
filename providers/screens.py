"""Screens of the administration for providers: what describes them. Numbers of places stay with the workspace."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    SnippetViewSetGroup,
    UsageView,
)

from home.geography.permissions import countries_of
from home.phones import dialled
from home.users.models import User
from providers.editing.rights import align_rights
from providers.editing.roles import EDITORS
from providers.models import (
    Characteristic,
    Contact,
    HouseRule,
    Location,
    Provider,
    ProviderMembership,
    ProviderPageLink,
    ServiceAtLocation,
)
from services.screens import LinkForm, in_four

LANGUAGES = [
    ("et", _("Estonian")),
    ("en", _("English")),
    ("ru", _("Russian")),
    ("lt", _("Lithuanian")),
]


def countries_for(user: Any, today: date) -> tuple[str, ...] | None:
    """Of which countries somebody may see the rows: None for all. Coordinators have their own country."""
    if user.is_superuser or user.groups.filter(name=EDITORS).exists():
        return None
    return countries_of(user, today) if isinstance(user, User) else ()


def in_country(rows: QuerySet[Any], path: str, user: Any) -> QuerySet[Any]:
    """The rows that somebody may see; `path` leads from a row to its country."""
    countries = countries_for(user, timezone.localdate())
    return rows if countries is None else rows.filter(**{f"{path}__in": countries})


class OfOwnCountry:
    """A view of one row: a row of another country is not there."""

    def get_object(self, queryset: Any = None) -> Any:
        found = super().get_object(queryset) if queryset is not None else super().get_object()  # type: ignore[misc]
        path = type(found).snippet_viewset.country_path
        visible = in_country(type(found)._default_manager.all(), path, self.request.user)  # type: ignore[attr-defined]  # noqa: SLF001
        if not visible.filter(pk=found.pk).exists():
            raise Http404
        return found


class OwnEditView(OfOwnCountry, EditView):
    pass


class OwnDeleteView(OfOwnCountry, DeleteView):
    pass


class OwnHistoryView(OfOwnCountry, HistoryView):
    pass


class OwnUsageView(OfOwnCountry, UsageView):
    pass


class CountryForm(WagtailAdminModelForm):
    """Coordinators put rows into their own country only."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        countries = countries_for(self.for_user, timezone.localdate()) if self.for_user else None
        provider = cleaned.get("provider")
        country = provider.country if provider else cleaned.get("country")
        if countries is not None and country not in (None, *countries):
            self.add_error(
                "provider" if "provider" in self.fields else "country", _("Choose one of your own country.")
            )
        return cleaned


class ContactForm(CountryForm):
    """The number for dialling follows from the number as it is written."""

    def save(self, commit: bool = True) -> Any:
        contact = self.instance
        contact.phone_e164 = dialled(contact.phone, contact.provider.country) if contact.phone else ""
        return super().save(commit)


class ServiceForm(CountryForm):
    """Codes are ticked, not typed."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    house_rules = forms.MultipleChoiceField(
        label=_("House rules"), choices=HouseRule.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    characteristics = forms.MultipleChoiceField(
        label=_("Characteristics"),
        choices=Characteristic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ProviderLinkForm(CountryForm, LinkForm):
    """Both: one page in each language, of a provider of one's own country."""


class MembershipForm(CountryForm):
    """Rights in the administration follow at once, not only with the next round of the sweeper."""

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit:
            align_rights(today=timezone.localdate())
        return saved


class CountryViewSet(SnippetViewSet):
    """Rows of providers: a coordinator sees those of their own country."""

    country_path = "provider__country"
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return in_country(self.model._default_manager.all(), self.country_path, request.user)  # noqa: SLF001


class ProviderViewSet(CountryViewSet):
    model = Provider
    country_path = "country"
    icon = "home"
    list_display: ClassVar[list[str]] = ["name", "country"]
    search_fields: ClassVar[list[str]] = ["name", "also_called"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("country"),
            FieldPanel("name"),
            in_four("name", _("Names in other languages")),
            FieldPanel("also_called"),
            FieldPanel("together_with"),
            FieldPanel("web"),
            FieldPanel("email"),
            FieldPanel("phone"),
            FieldPanel("programme_period"),
            FieldPanel("only_in_language"),
            FieldPanel("source_documents"),
        ],
        base_form_class=CountryForm,
    )


class LocationViewSet(CountryViewSet):
    model = Location
    icon = "site"
    list_display: ClassVar[list[str]] = ["provider", "name", "region"]
    search_fields: ClassVar[list[str]] = ["name", "provider__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("provider", heading=_("Provider")),
            FieldPanel("name"),
            FieldPanel("region", heading=_("Region")),
            FieldPanel("prison", heading=_("Prison")),
            FieldRowPanel([FieldPanel("street"), FieldPanel("postcode")]),
            in_four("note", _("Note")),
        ],
        base_form_class=CountryForm,
    )


class ContactViewSet(CountryViewSet):
    model = Contact
    icon = "mail"
    list_display: ClassVar[list[str]] = ["provider", "name", "role", "phone", "confirmed_on"]
    search_fields: ClassVar[list[str]] = ["name", "provider__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("provider", heading=_("Provider")),
            FieldPanel("location", heading=_("Location")),
            FieldPanel("name"),
            FieldPanel("role"),
            FieldPanel("phone"),
            FieldPanel("email"),
            FieldPanel("published_for"),
            FieldPanel("confirmed_on"),
        ],
        base_form_class=ContactForm,
    )


class ServiceViewSet(CountryViewSet):
    model = ServiceAtLocation
    icon = "clipboard-list"
    list_display: ClassVar[list[str]] = ["location", "service_type", "unit_kind"]
    search_fields: ClassVar[list[str]] = ["location__name", "provider__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("provider", heading=_("Provider")),
            FieldPanel("location", heading=_("Location")),
            FieldPanel("service_type", heading=_("Service")),
            FieldPanel("unit_kind"),
            MultiFieldPanel(
                [FieldPanel("languages"), FieldPanel("house_rules"), FieldPanel("characteristics")],
                _("What it is like"),
            ),
            FieldPanel("prisons", heading=_("Prisons in which it is given")),
        ],
        base_form_class=ServiceForm,
    )


class ProviderPageLinkViewSet(CountryViewSet):
    model = ProviderPageLink
    menu_label = _("Pages of providers")
    icon = "link"
    list_display: ClassVar[list[str]] = ["provider", "page", "locale"]
    search_fields: ClassVar[list[str]] = ["provider__name"]
    edit_handler = ObjectList(
        [FieldPanel("provider", heading=_("Provider")), FieldPanel("page", heading=_("Page"))],
        base_form_class=ProviderLinkForm,
    )


class MembershipViewSet(CountryViewSet):
    model = ProviderMembership
    icon = "user"
    list_display: ClassVar[list[str]] = ["user", "provider", "start", "end"]
    search_fields: ClassVar[list[str]] = ["user__name", "provider__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("user"),
            FieldPanel("provider", heading=_("Provider")),
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        ],
        base_form_class=MembershipForm,
    )


class ProvidersGroup(SnippetViewSetGroup):
    """Who helps, where, and who works there."""

    items = (
        ProviderViewSet,
        LocationViewSet,
        ContactViewSet,
        ServiceViewSet,
        ProviderPageLinkViewSet,
        MembershipViewSet,
    )
    menu_label = _("Providers")
    menu_icon = "home"
    menu_name = "providers"
    menu_order = 240
