"""What a provider worker types about places. Each form carries the key that makes its sending repeatable."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.date_parts import DatePartsField
from home.keyed_form import KeyedForm

from .operations import MOST_ANSWER_DAYS, MOST_TURNAROUND_DAYS

MOST_PLACES = 500
FARTHEST = timedelta(days=366 * 5)


class ConfirmForm(KeyedForm):
    """Saying that the numbers are right needs nothing more than the button."""


class PlacesForm(KeyedForm):
    """So many places from a day on. Zero is valid: then the house takes nobody."""

    group = forms.UUIDField(widget=forms.HiddenInput)
    places = forms.IntegerField(
        label=_("Number of places"),
        min_value=0,
        max_value=MOST_PLACES,
        error_messages={
            "required": _("Type how many places there are. Zero is fine too."),
            "invalid": _("Type a whole number, such as 8."),
            "min_value": _("A number of places cannot be below zero."),
            "max_value": _("That is more than one house can have. Check the number."),
        },
    )
    start = DatePartsField(
        label=_("From which day"),
        error_messages={"required": _("Type the day from which this is so.")},
    )
    correct = forms.BooleanField(
        label=_("This corrects a number that is there already"),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if start < self.today:
            raise forms.ValidationError(_("This day has passed. Numbers can change from today on."))
        if start > self.today + FARTHEST:
            raise forms.ValidationError(_("This day is too far away. Choose one within five years."))
        return start


class PauseForm(KeyedForm):
    """No new referrals from today, until a day or until further notice."""

    reason = forms.CharField(
        label=_("Why do you take no new people?"),
        max_length=200,
        error_messages={"required": _("Say why in a few words, such as “repairs”.")},
    )
    until = DatePartsField(
        label=_("Last day without new people"),
        help_text=_("Leave it empty if you do not know yet."),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise forms.ValidationError(_("This day has passed. Choose today or later."))
        if until is not None and until > self.today + FARTHEST:
            raise forms.ValidationError(_("This day is too far away. Choose one within five years."))
        return until

    def day_after(self) -> date | None:
        """The first day on which people are taken again; None: until further notice."""
        until: date | None = self.cleaned_data["until"]
        return until + timedelta(days=1) if until else None


class ResumeForm(KeyedForm):
    """Taking people again needs nothing more than the button."""


class TermsForm(KeyedForm):
    """How long a place stays empty, how long an answer may take: both in working days."""

    use_required_attribute = False

    turnaround_days = forms.IntegerField(
        label=_("Working days a place stays empty after somebody leaves"),
        help_text=_("For cleaning and repairs. 0 where the next person may come on the same day."),
        min_value=0,
        max_value=MOST_TURNAROUND_DAYS,
        error_messages={
            "required": _("Type a number. 0 is fine."),
            "invalid": _("Type a whole number, such as 2."),
            "min_value": _("Days cannot be below zero."),
            "max_value": _("Type at most %(limit_value)s. Close places for a time instead."),
        },
    )
    answer_days = forms.IntegerField(
        label=_("Working days to answer when a person is referred to you"),
        help_text=_("Without an answer by then, the next provider is asked."),
        min_value=1,
        max_value=MOST_ANSWER_DAYS,
        error_messages={
            "required": _("Type a number."),
            "invalid": _("Type a whole number, such as 5."),
            "min_value": _("Type at least 1."),
            "max_value": _("Type at most %(limit_value)s. People wait for the answer."),
        },
    )
