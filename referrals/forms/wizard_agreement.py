"""First of all: the person agrees to take part, and was given the privacy notice. Two separate acts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from home.date_parts import DatePartsField
from home.spoken_languages import language_list

from .wizard_step import StepForm

OLDEST = timedelta(days=366)
DATE_HINT = _("Day, month, year. For example 14 1 2027.")


class AgreementForm(StepForm):
    participates = forms.BooleanField(
        label=_("The person has agreed to take part"),
        help_text=_("Taking part is voluntary. The person can take it back at any time."),
        error_messages={"required": _("Without the person's agreement we cannot go on.")},
    )
    participation_on = DatePartsField(
        label=_("When did the person agree?"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the day on which the person agreed.")},
    )
    notice_given = forms.BooleanField(
        label=_("The person was given the privacy notice"),
        help_text=_("It says what is stored, who sees it and for how long."),
        error_messages={"required": _("Give the privacy notice first. Then come back to this page.")},
    )
    notice_on = DatePartsField(
        label=_("When was the privacy notice given?"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the day on which the notice was given.")},
    )
    notice_language = forms.ChoiceField(
        label=_("In which language was it given?"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language of the notice.")},
    )
    interpreter = forms.ChoiceField(
        label=_("Did an interpreter help?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether an interpreter helped.")},
    )

    def shape(self) -> None:
        field = self.fields["notice_language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, language_list([code])) for code, _name in settings.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        for name in ("participation_on", "notice_on"):
            self.check_not_future(name)
            self._check_recent(name)
        return self.cleaned_data

    def _check_recent(self, name: str) -> None:
        day = self.cleaned_data.get(name)
        if isinstance(day, date) and day < self.setting.today - OLDEST:
            message = _("This is more than a year ago. Please ask the person again.")
            self.add_error(name, forms.ValidationError(message, code="old"))
