"""Where the person wants to live, and where they must not be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .wizard_step import StepForm


class RegionForm(StepForm):
    region = forms.ChoiceField(
        label=_("Where does the person want to live?"),
        help_text=_("Choose a municipality, a whole county, or anywhere in the country."),
        choices=[],
        error_messages={
            "required": _("Choose a region."),
            "invalid_choice": _("Choose a region from the list."),
        },
    )
    no_contact = forms.MultipleChoiceField(
        label=_("Are there places where the person must not live?"),
        help_text=_("For example after a restraining order. Providers never see this."),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def shape(self) -> None:
        region, no_contact = self.fields["region"], self.fields["no_contact"]
        assert isinstance(region, forms.ChoiceField)
        assert isinstance(no_contact, forms.ChoiceField)
        region.choices = self.setting.regions.grouped()
        names = self.setting.regions.names
        no_contact.choices = [
            (code, name) for code, name in names.items() if code != self.setting.place.country
        ]

    def clean(self) -> dict[str, Any]:
        wish, zones = self.cleaned_data.get("region"), set(self.cleaned_data.get("no_contact") or ())
        if wish and zones & {wish, self.setting.regions.county_of(wish)}:
            message = _("The person must not live in the region that you chose above.")
            self.add_error("no_contact", forms.ValidationError(message, code="same_region"))
        return self.cleaned_data

    def zones_by_county(self) -> list[dict[str, Any]]:
        """The checkboxes of `no_contact`, a group for each county; a group with a tick stands open."""
        boxes = {str(box.data["value"]): box for box in self["no_contact"]}
        groups = []
        for county in self.setting.regions.counties:
            inner = [boxes[county.code], *(boxes[code] for code, _name in county.municipalities)]
            groups.append(
                {"county": county, "boxes": inner, "open": any(box.data["selected"] for box in inner)}
            )
        return groups
