"""What a provider's worker types about contacts and places."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.keyed_form import KeyedForm
from home.phones import dialled

from .models import Contact, ContactRole, Location, Provider
from .operations.describing import DETAIL_COLUMNS, Reached
from .place_names import county_of, kind_of, reader_language, spot_of, told_apart

LONGEST = 300
TITLES = {
    "opening": _("When somebody is there or answers"),
    "arrival": _("When a new person may arrive"),
    "price": _("What it costs"),
}
LANGUAGES = {
    "et": pgettext_lazy("language of a field", "in Estonian"),
    "en": pgettext_lazy("language of a field", "in English"),
    "ru": pgettext_lazy("language of a field", "in Russian"),
    "lt": pgettext_lazy("language of a field", "in Lithuanian"),
}


class ConfirmPagesForm(KeyedForm):
    """Saying that everything is still right needs nothing more than the button."""


class RemoveForm(KeyedForm):
    """So does taking a contact away."""


class ContactForm(KeyedForm):
    """A person or a desk, reached by phone, by e-mail or both."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"),
        help_text=_("Leave it empty for a desk or a shared number."),
        max_length=200,
        required=False,
    )
    role = forms.ChoiceField(label=_("Role"), choices=ContactRole.choices)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("Type an address such as help@example.org.")},
    )
    place = forms.ChoiceField(label=_("For which place"), required=False)

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = provider.country
        places: Any = self.fields["place"]
        places.choices = [("", _("The whole organisation")), *_places_of(provider)]

    @staticmethod
    def stated(contact: Contact) -> Mapping[str, Any]:
        """What the form shows of a contact that is there."""
        place = str(contact.location.public_id) if contact.location else ""
        names = ("name", "role", "phone", "email")
        return {"place": place, **{name: getattr(contact, name) for name in names}}

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not dialled(phone, self.country):
            raise forms.ValidationError(
                _("This number cannot be dialled. Type it in full, such as +372 620 8120.")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("Type a phone number or an e-mail address, or both."))
        return cleaned

    def reached(self) -> Reached:
        """What was typed, for the operation."""
        said = self.cleaned_data
        return Reached(
            name=said["name"],
            role=said["role"],
            phone=said["phone"],
            email=said["email"],
            location_id=said["place"] or None,
        )


class DetailsForm(KeyedForm):
    """Opening hours, arrival and price of a place: one line in each language."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in DETAIL_COLUMNS:
            detail, language = column.rsplit("_", 1)
            self.fields[column] = forms.CharField(
                label=_("%(title)s, %(language)s")
                % {"title": TITLES[detail], "language": LANGUAGES[language]},
                max_length=LONGEST,
                required=False,
                widget=forms.TextInput(attrs={"lang": language}),
            )

    def details(self) -> dict[str, str]:
        """What was typed, by column."""
        return {column: self.cleaned_data[column] for column in DETAIL_COLUMNS}


def _places_of(provider: Provider) -> list[tuple[str, str]]:
    """The places of an organisation, no two by one name; one of which nothing is stated cannot be chosen."""
    told = ("provider", "region__parent", "prison__region__parent")
    found = provider.locations.select_related(*told).prefetch_related("services__service_type").order_by("pk")
    named = [each for each in found if spot_of(each, reader_language())[0]]
    names = told_apart([_in_words(each) for each in named])
    return [(str(each.public_id), name) for each, name in zip(named, names, strict=True)]


def _in_words(location: Location) -> tuple[str, ...]:
    """The town or county, and what else is known of the place."""
    reader, services = reader_language(), location.services.all()
    given = _joined(service.service_type.name for service in services)
    kinds = _joined(kind_of(service) for service in services)
    return spot_of(location, reader)[0], county_of(location, reader), given, kinds, location.street


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, words)))
