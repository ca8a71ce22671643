"""What editors may type about providers, and the sentences that say why something cannot be so.

Every change leaves an event; what search, booking and routing read is written under the lock of the service.
"""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.db import transaction
from django.db.models import Q
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from home.phones import dialled
from home.record.events import record_event
from home.text import fold
from providers.describing_forms import LANGUAGES as IN_LANGUAGE
from providers.describing_forms import LONGEST
from providers.editing.rights import align_rights
from providers.models import Contact, Location, LocationDetails, Provider, ProviderMembership
from providers.operations.describing import DETAIL_COLUMNS, state_details
from providers.operations.ending import archive_provider
from providers.screen_choices import LANGUAGES, region_field
from providers.screen_rights import countries_for, in_country
from services.screen_forms import CodedForm, LinkForm, check_web

NOT_DIALLED = _("This number cannot be dialled. Type it in full, such as +372 620 8120.")
NOT_TO_COME = _(
    "Choose today or a day before. Until a day to come, let the provider lower its number of places to 0 from that day."
)


class CountryForm(WagtailAdminModelForm):
    """Coordinators put rows into their own country only, and choose among the providers of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "provider" in self.fields and self.for_user:
            field: Any = self.fields["provider"]
            field.queryset = in_country(Provider.objects.all(), "country", self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        countries = countries_for(self.for_user, timezone.localdate()) if self.for_user else None
        provider = cleaned.get("provider")
        country = provider.country if provider else cleaned.get("country")
        if countries is not None and country not in (None, *countries):
            self.add_error(
                "provider" if "provider" in self.fields else "country", _("Choose one of your own country.")
            )
        if provider and provider.archived_at and "provider" in self.changed_data:
            self.add_error(
                "provider", _("This organisation left. Empty its field “Left on” first to take it up again.")
            )
        return cleaned

    def narrow_places(self) -> None:
        """Offer the places of the country only, each with its provider's name read along."""
        field: Any = self.fields["location"]
        places = Location.objects.select_related("provider").order_by("provider__name", "name", "pk")
        field.queryset = in_country(places, "provider__country", self.for_user) if self.for_user else places


class RecordedForm(CountryForm):
    """What was added or changed, by whom and when, stands among the events as well as in the row's history."""

    subject: ClassVar[str]

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            kind = f"{self.subject}.{'changed' if self.instance.pk else 'added'}"
            saved = self.write(commit)
            if commit and self.has_changed():
                record_event(
                    kind=kind,
                    subject_kind=self.subject,
                    subject_id=saved.public_id,
                    at=timezone.now(),
                    actor_id=self.for_user and self.for_user.public_id,
                )
        return saved

    def write(self, commit: bool) -> Any:
        """Store what was typed."""
        return super().save(commit)

    def who(self) -> dict[str, Any]:
        """Who acts when, for an operation."""
        return {
            "actor": self.for_user,
            "key": uuid4(),
            "today": timezone.localdate(),
            "now": timezone.now(),
        }


class EndingForm(RecordedForm):
    """A row that ends on a day and stays to be read. `ended_at` names its column."""

    ended_at: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moment = getattr(self.instance, self.ended_at)
        self.fields["ended_on"].initial = moment and timezone.localdate(moment)

    def clean_ended_on(self) -> Any:
        on = self.cleaned_data["ended_on"]
        if on is not None and on > timezone.localdate():
            raise forms.ValidationError(NOT_TO_COME, code="to_come")
        return on


class ProviderForm(CodedForm, EndingForm):
    """An organisation: once in its country, reachable as it says, in the programme until it left."""

    subject = "provider"
    ended_at = "archived_at"
    named_by = "name"

    only_in_language = forms.ChoiceField(
        label=_("Only in the list of this language"), choices=[("", "—"), *LANGUAGES], required=False
    )
    ended_on = forms.DateField(label=_("Left on"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Its places, programmes and workers are of that country.
        self.fields["country"].disabled = bool(self.instance.pk and self.instance.locations.exists())

    def clean_web(self) -> str:
        return check_web(self.cleaned_data["web"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name, country = cleaned.get("name"), cleaned.get("country")
        if name and fold(name) in self._other_names(country):
            self.add_error("name", _("There is an organisation of this name already. Change its row."))
        if cleaned.get("phone") and not dialled(cleaned["phone"], country or ""):
            self.add_error("phone", NOT_DIALLED)
        return cleaned

    def _other_names(self, country: Any) -> set[str]:
        """Folded here: databases do not agree which letters are the same."""
        others = Provider.objects.filter(country=country).exclude(pk=self.instance.pk)
        return set(map(fold, others.values_list("name", flat=True)))

    def write(self, commit: bool) -> Any:
        provider = super().write(commit)
        if commit and "ended_on" in self.changed_data:
            archive_provider(provider_id=provider.public_id, on=self.cleaned_data["ended_on"], **self.who())
            provider.refresh_from_db(fields=["archived_at"])
        return provider


def _line(column: str) -> forms.CharField:
    language = column.rsplit("_", 1)[1]
    words = forms.TextInput(attrs={"lang": language})
    return forms.CharField(label=IN_LANGUAGE[language], max_length=LONGEST, required=False, widget=words)


DetailColumns: Any = DeclarativeFieldsMetaclass(
    "DetailColumns", (forms.Form,), {column: _line(column) for column in DETAIL_COLUMNS}
)
"""A line for each detail of a place in each language."""


class LocationForm(RecordedForm, DetailColumns):
    """A place of a provider, in its country, with what is public of it at once."""

    subject = "location"

    region = region_field(label=_("Region"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].disabled = bool(self.instance.pk and self.instance.services.exists())
        details = LocationDetails.objects.filter(location=self.instance.pk).first()
        for column in DETAIL_COLUMNS:
            self.fields[column].initial = getattr(details, column, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        provider, region, prison = (cleaned.get(name) for name in ("provider", "region", "prison"))
        if provider and region and region.country_code != provider.country:
            self.add_error("region", _("This region lies in another country than the provider."))
        if provider and prison and prison.country != provider.country:
            self.add_error("prison", _("This prison lies in another country than the provider."))
        if prison and region and prison.region_id != region.pk:
            self.add_error("region", _("The prison lies in another region. Leave one of the two empty."))
        return cleaned

    def write(self, commit: bool) -> Any:
        location = super().write(commit)
        said = {column: self.cleaned_data[column] for column in DETAIL_COLUMNS}
        if commit and set(said) & set(self.changed_data):
            state_details(location_id=location.public_id, details=said, **self.who())
        return location


class ContactForm(RecordedForm):
    """A person or a desk, reached by phone, e-mail or both. The number for dialling follows from what is written."""

    subject = "contact"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow_places()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        provider, location, phone = (cleaned.get(name) for name in ("provider", "location", "phone"))
        if provider and location and location.provider_id != provider.pk:
            self.add_error("location", _("This place belongs to another provider."))
        if provider and phone and not dialled(phone, provider.country):
            self.add_error("phone", NOT_DIALLED)
        if not (phone or cleaned.get("email") or {"phone", "email"} & self.errors.keys()):
            self.add_error("phone", _("Type a phone number or an e-mail address, or both."))
        if cleaned.get("confirmed_on") and cleaned["confirmed_on"] > timezone.localdate():
            self.add_error("confirmed_on", _("Choose today or a day before."))
        if not self.errors and self._stands_already(cleaned):
            self.add_error("name", _("This contact is there already. Change its row."))
        return cleaned

    def _stands_already(self, said: dict[str, Any]) -> bool:
        alike = {name: said[name] for name in ("provider", "location", "name", "phone", "email")}
        return Contact.objects.filter(**alike).exclude(pk=self.instance.pk).exists()

    def write(self, commit: bool) -> Any:
        contact = self.instance
        contact.phone_e164 = dialled(contact.phone, contact.provider.country) if contact.phone else ""
        return super().write(commit)


class ProviderLinkForm(CountryForm, LinkForm):
    """Both: one page in each language, of a provider of one's own country."""


class MembershipForm(CountryForm):
    """Rights in the administration follow at once, not only with the next round of the sweeper."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"user", "provider", "start"} <= cleaned.keys() and self._works_there_already(cleaned):
            self.add_error(
                "start", _("This person works there on some of these days already. Change that row.")
            )
        return cleaned

    def _works_there_already(self, said: dict[str, Any]) -> bool:
        rows = ProviderMembership.objects.filter(user=said["user"], provider=said["provider"])
        rows = rows.filter(Q(end=None) | Q(end__gt=said["start"])).exclude(pk=self.instance.pk)
        return (rows.filter(start__lt=said["end"]) if said.get("end") else rows).exists()

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit:
            align_rights(today=timezone.localdate())
        return saved
