"""The plain form above the directory. What it does not know it says at the field, and leaves out."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.collation import collated
from home.geography.models import Country, Region
from services.models import ServiceType

UNKNOWN_COUNTRY = _("We do not know this country. Choose one from the list.")
UNKNOWN_COUNTY = _("We do not know this county. Choose one from the list.")
UNKNOWN_SERVICE = _("We do not know this service. Choose one from the list.")
OTHER_COUNTRY = _("This county is not in the country you chose.")


class DirectoryForm(forms.Form):
    """Country, county and service, each of which may stay open. Built in two queries."""

    country = forms.ChoiceField(
        label=_("Country"), required=False, error_messages={"invalid_choice": UNKNOWN_COUNTRY}
    )
    county = forms.ChoiceField(
        label=_("County"), required=False, error_messages={"invalid_choice": UNKNOWN_COUNTY}
    )
    service = forms.ChoiceField(
        label=_("Kind of help"), required=False, error_messages={"invalid_choice": UNKNOWN_SERVICE}
    )

    def __init__(self, data: Any, *, counties: Iterable[Region], services: Iterable[ServiceType]) -> None:
        super().__init__(data, auto_id="%s")
        self.fields["country"].choices = [("", _("Both countries")), *Country.choices]  # type: ignore[attr-defined]
        self.fields["county"].choices = [("", _("All counties")), *_by_country(counties)]  # type: ignore[attr-defined]
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            ("", _("All kinds of help")),
            *[(service.code, service.name) for service in services],
        ]

    def clean(self) -> dict[str, Any]:
        """A county settles the country; two that contradict each other are said at the county."""
        cleaned = super().clean() or {}
        country, county = cleaned.get("country"), cleaned.get("county")
        if country and county and county[:2] != country:
            self.add_error("county", OTHER_COUNTRY)
        return cleaned

    def asked(self) -> dict[str, str]:
        """The choices that are known, empty where open or unknown."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("country", "county", "service")}


def _by_country(counties: Iterable[Region]) -> list[tuple[Any, list[tuple[str, str]]]]:
    language = get_language() or "et"
    ordered = collated(counties, language, name=lambda county: county.name)
    return [
        (country.label, [(county.code, county.name) for county in ordered if county.country_code == country])
        for country in Country
    ]
