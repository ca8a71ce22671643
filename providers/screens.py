"""Screens of the administration for providers: what describes them. Numbers of places stay with the workspace."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSetGroup,
    UsageView,
)

from home.names import NAME_LANGUAGES
from home.record.events import record_event
from providers.describing_forms import TITLES
from providers.models import (
    DETAILS,
    Contact,
    Location,
    Provider,
    ProviderMembership,
    ProviderPageLink,
    ServiceAtLocation,
)
from providers.screen_forms import (
    ContactForm,
    LocationForm,
    MembershipForm,
    ProviderForm,
    ProviderLinkForm,
)
from providers.screen_rights import in_country
from providers.screen_service_form import ServiceForm
from services.screens import OF_THE_CODE, RowsViewSet, in_four, one_of

OF_LEAVING = _(
    "From the moment you save a day here, nobody new is sent there and the directory leaves it out. "
    "Whoever has a place, or was promised one, keeps it. Empty the field to take it up again."
)
OF_DETAILS = _("Public as soon as you save. One line in each language that you know it in.")


def day_of(moment: str, label: Any) -> Column:
    """A column with the day of a moment: nobody ends anything at an hour."""

    def day(row: Any) -> Any:
        at = getattr(row, moment)
        return at and timezone.localdate(at)

    return Column(moment, label=label, accessor=day, sort_key=moment)


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
    """Contacts alone are deleted by editors; that there was one stands among the events."""

    def delete_action(self) -> None:
        row = self.object
        super().delete_action()
        if isinstance(row, Contact):
            record_event(
                kind="contact.removed",
                subject_kind="contact",
                subject_id=row.public_id,
                at=timezone.now(),
                actor_id=self.request.user.public_id,
            )


class OwnHistoryView(OfOwnCountry, HistoryView):
    pass


class OwnUsageView(OfOwnCountry, UsageView):
    pass


class CountryViewSet(RowsViewSet):
    """Rows of providers: a coordinator sees those of their own country."""

    country_path = "provider__country"
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return in_country(super().get_queryset(request), self.country_path, request.user)


class ProviderViewSet(CountryViewSet):
    model = Provider
    country_path = "country"
    icon = "home"
    list_display: ClassVar[list[Any]] = ["name", "country", day_of("archived_at", _("Left on"))]
    list_filter: ClassVar[list[str]] = ["country"]
    search_fields: ClassVar[list[str]] = ["name", "also_called"]
    edit_handler = ObjectList(
        [
            FieldPanel("name", help_text=_("As it is registered.")),
            FieldPanel("country"),
            in_four(
                "name",
                _("Names in other languages"),
                help_text=_("Only where it is called differently there."),
            ),
            FieldPanel("code", help_text=OF_THE_CODE),
            FieldPanel("also_called"),
            FieldPanel("together_with"),
            FieldPanel("web"),
            FieldPanel("email"),
            FieldPanel("phone"),
            FieldPanel("programme_period"),
            FieldPanel("only_in_language"),
            FieldPanel("source_documents"),
            FieldPanel("ended_on", help_text=OF_LEAVING),
        ],
        base_form_class=ProviderForm,
    )


class LocationViewSet(CountryViewSet):
    model = Location
    related = ("provider", "region")
    icon = "site"
    list_display: ClassVar[list[str]] = ["provider", "name", "region"]
    search_fields: ClassVar[list[str]] = ["name", "provider__name"]
    edit_handler = ObjectList(
        [
            one_of("provider", heading=_("Provider")),
            FieldPanel("name", help_text=_("Such as Tartu. Leave it empty where only a region is stated.")),
            FieldPanel("region", heading=_("Region"), help_text=_("The smallest one that is known.")),
            FieldPanel("prison", heading=_("Prison"), help_text=_("Only where the place is in a prison.")),
            FieldRowPanel([FieldPanel("street"), FieldPanel("postcode")]),
            in_four("note", _("Note")),
            *(
                MultiFieldPanel(
                    [FieldPanel(f"{detail}_{language}") for language in NAME_LANGUAGES],
                    TITLES[detail],
                    help_text=OF_DETAILS,
                )
                for detail in DETAILS
            ),
        ],
        base_form_class=LocationForm,
    )


class ContactViewSet(CountryViewSet):
    model = Contact
    related = ("provider",)
    icon = "mail"
    list_display: ClassVar[list[str]] = ["provider", "name", "role", "phone", "confirmed_on"]
    search_fields: ClassVar[list[str]] = ["name", "provider__name"]
    edit_handler = ObjectList(
        [
            one_of("provider", heading=_("Provider")),
            one_of(
                "location",
                heading=_("Location"),
                help_text=_("Leave it empty for the whole organisation."),
            ),
            FieldPanel("name", help_text=_("Leave it empty for a desk or a shared number.")),
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
    related = ("location__provider", "service_type")
    icon = "clipboard-list"
    list_display: ClassVar[list[Any]] = [
        "location",
        "service_type",
        "unit_kind",
        day_of("closed_at", _("Ended on")),
    ]
    search_fields: ClassVar[list[str]] = ["location__name", "provider__name"]
    edit_handler = ObjectList(
        [
            one_of("provider", heading=_("Provider")),
            one_of("location", heading=_("Location")),
            one_of("service_type", heading=_("Service")),
            FieldPanel("unit_kind"),
            MultiFieldPanel(
                [FieldPanel("languages"), FieldPanel("house_rules"), FieldPanel("characteristics")],
                _("What it is like"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "regions",
                        help_text=_("Tick none where the rule of the service holds: see “Services”."),
                    ),
                    FieldPanel("prisons"),
                ],
                _("Where it is given"),
                classname="collapsed",
            ),
            FieldPanel(
                "programmes", help_text=_("Nobody is sent there without a programme that pays for the days.")
            ),
            FieldPanel("ended_on", help_text=OF_LEAVING),
        ],
        base_form_class=ServiceForm,
    )


class ProviderPageLinkViewSet(CountryViewSet):
    model = ProviderPageLink
    related = ("provider", "page", "locale")
    menu_label = _("Pages of providers")
    icon = "link"
    list_display: ClassVar[list[str]] = ["provider", "page", "locale"]
    search_fields: ClassVar[list[str]] = ["provider__name"]
    edit_handler = ObjectList(
        [one_of("provider", heading=_("Provider")), FieldPanel("page", heading=_("Page"))],
        base_form_class=ProviderLinkForm,
    )


class MembershipViewSet(CountryViewSet):
    model = ProviderMembership
    related = ("user", "provider")
    icon = "user"
    list_display: ClassVar[list[str]] = ["user", "provider", "start", "end"]
    search_fields: ClassVar[list[str]] = ["user__name", "provider__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("user"),
            one_of("provider", heading=_("Provider")),
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
