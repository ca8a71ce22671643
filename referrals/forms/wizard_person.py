"""Who the referral is about."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.date_parts import DatePartsField
from home.spoken_languages import SPOKEN, language_list

from .wizard_personal_code import birth_date_in, is_personal_code
from .wizard_step import StepForm

SEXES = [
    ("F", pgettext_lazy("sex", "Woman")),
    ("M", pgettext_lazy("sex", "Man")),
    ("NOT_STATED", pgettext_lazy("sex", "Not stated")),
]
YOUNGEST, OLDEST = 14, 110
PHONE = re.compile(r"\+?[0-9 ()\-]{5,24}")


def _has_letter(name: str) -> None:
    if not any(sign.isalpha() for sign in name):
        raise forms.ValidationError(_("Enter the name in letters."), code="no_letter")


class PersonForm(StepForm):
    first_name = forms.CharField(
        label=_("First name"),
        help_text=_("As in the person's document."),
        max_length=100,
        validators=[_has_letter],
        error_messages={"required": _("Enter the first name.")},
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=100,
        validators=[_has_letter],
        error_messages={"required": _("Enter the last name.")},
    )
    date_of_birth = DatePartsField(
        label=_("Date of birth"),
        help_text=_("Day, month, year. For example 3 11 1990."),
        error_messages={"required": _("Enter the date of birth.")},
    )
    personal_code = forms.CharField(
        label=_("Personal code (if known)"),
        help_text=_("Eleven digits. Leave it empty if the person has none in this country."),
        required=False,
        max_length=20,
    )
    sex = forms.ChoiceField(
        label=pgettext_lazy("sex", "Sex"),
        help_text=_("Some houses take only women or only men."),
        choices=SEXES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages does the person speak?"),
        help_text=_("Tick every language in which a talk about daily life is possible."),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one language.")},
    )
    phone = forms.CharField(
        label=_("The person's phone (if any)"),
        help_text=_("A number that works after release."),
        required=False,
        max_length=25,
    )

    def shape(self) -> None:
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(code, language_list([code])) for code in SPOKEN]

    def clean_personal_code(self) -> str:
        code = str(self.cleaned_data["personal_code"]).replace(" ", "")
        if code and not is_personal_code(code):
            raise forms.ValidationError(
                _("This is not a valid personal code. Check the eleven digits."), code="personal_code"
            )
        return code

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Enter the number with digits only, for example +372 5123 4567."))
        return phone

    def clean(self) -> dict[str, Any]:
        self._check_age()
        born, code = self.cleaned_data.get("date_of_birth"), self.cleaned_data.get("personal_code")
        if born and code and birth_date_in(code) not in (None, born):
            message = _("The personal code and the date of birth do not go together.")
            self.add_error("personal_code", forms.ValidationError(message, code="not_together"))
        return self.cleaned_data

    def _check_age(self) -> None:
        born = self.cleaned_data.get("date_of_birth")
        if isinstance(born, date) and not YOUNGEST <= _years_between(born, self.setting.today) <= OLDEST:
            message = _("Check the year: the person would be younger than 14 or older than 110.")
            self.add_error("date_of_birth", forms.ValidationError(message, code="age"))


def _years_between(born: date, today: date) -> int:
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (0 if had_birthday else 1)
