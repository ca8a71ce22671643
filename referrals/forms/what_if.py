"""What a coordinator asks of a simulation: where, how many places more or fewer, for how many people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from home.keyed_form import KeyedForm

from ..what_if import Question, places_now
from .wizard_regions import Choices, RegionChoices

MOST_PLACES = 50
LEAST_DEMAND, MOST_DEMAND = 50, 200
SERVICES = [("housing", _("Housing")), ("mentoring", _("Mentoring"))]


class WhatIfForm(KeyedForm):
    """``regions`` of each country that may be asked about, in order; the region says which country is meant."""

    use_required_attribute = False

    service = forms.ChoiceField(
        label=_("Which service?"),
        choices=SERVICES,
        widget=forms.RadioSelect,
        initial="housing",
        error_messages={
            "required": _("Choose a service."),
            "invalid_choice": _("Choose a service from the list."),
        },
    )
    region = forms.ChoiceField(
        label=_("Where?"),
        help_text=_("A county or a municipality."),
        choices=[],
        error_messages={
            "required": _("Choose a region."),
            "invalid_choice": _("Choose a region from the list."),
        },
    )
    places = forms.IntegerField(
        label=_("How many places more, or fewer?"),
        help_text=_("For example 10 for ten more, -5 for five fewer."),
        min_value=-MOST_PLACES,
        max_value=MOST_PLACES,
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "class": "short"}),
        error_messages={
            "required": _("Enter a number of places."),
            "invalid": _("Enter a whole number, such as 10 or -5."),
            "min_value": _("At most 50 places more or fewer can be tried."),
            "max_value": _("At most 50 places more or fewer can be tried."),
        },
    )
    demand = forms.IntegerField(
        label=_("How many people, in percent of the places of today?"),
        help_text=_("105 means: one person in twenty more than there is room for."),
        initial=105,
        min_value=LEAST_DEMAND,
        max_value=MOST_DEMAND,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        error_messages={
            "required": _("Enter a number of percent."),
            "invalid": _("Enter a whole number, such as 105."),
            "min_value": _("Enter a number from 50 to 200."),
            "max_value": _("Enter a number from 50 to 200."),
        },
    )

    def __init__(self, data: Any = None, *, regions: Mapping[str, RegionChoices], today: date) -> None:
        super().__init__(data, label_suffix="")
        self.today = today
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = _grouped(list(regions.values()))

    def clean_places(self) -> int:
        places: int = self.cleaned_data["places"]
        if places == 0:
            raise forms.ValidationError(_("Enter a number other than 0."), code="no_change")
        return places

    def clean(self) -> dict[str, Any]:
        """Only what can be computed: with places today, and no more of them taken away than there are."""
        if not self.errors:
            self._check_places(self.question())
        return self.cleaned_data

    def question(self) -> Question:
        """What was asked, cleaned."""
        typed = self.cleaned_data
        return Question(
            country=typed["region"][:2],
            service=typed["service"],
            region=typed["region"],
            places=typed["places"],
            demand=typed["demand"],
        )

    def _check_places(self, question: Question) -> None:
        everywhere, there = places_now(question, today=self.today)
        if not everywhere:
            message = _("No provider has stated places for this service yet, so there is nothing to compare.")
            self.add_error("service", forms.ValidationError(message, code="no_places"))
        elif everywhere + question.places < 1 or there + question.places < 0:
            few = ngettext_lazy(
                "There is only %(number)s place there today.",
                "There are only %(number)s places there today.",
                "number",
            )
            error = forms.ValidationError(few % {"number": there}, code="too_few")
            self.add_error("places", error)


def _grouped(countries: Sequence[RegionChoices]) -> Choices:
    """A group for each county, with its municipalities; nothing is chosen ahead."""
    groups: Choices = [("", str(_("Choose a region")))]
    for country in countries:
        groups += [group for group in country.grouped() if not isinstance(group[1], str)]
    return groups
