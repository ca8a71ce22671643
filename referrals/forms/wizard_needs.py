"""What a place must have, and what some houses cannot take. Asked only where a bed is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..answers import OFFENCE_TYPES, REQUIREMENT_CODES
from .wizard_step import StepForm

REQUIREMENTS = {
    "STEP_FREE": _("No steps: the person cannot climb stairs"),
    "SINGLE_ROOM": _("A room of their own"),
    "WOMEN_ONLY": _("A place for women only"),
    "GROUND_FLOOR": _("A room on the ground floor"),
    "CHILDREN": _("Children come along"),
    "PET": _("A pet comes along"),
}
OFFENCES = {
    "VIOLENCE": _("Violence against people"),
    "SEXUAL": _("A sexual offence"),
    "ARSON": _("Setting fire"),
}
BED_QUESTIONS = ("requirements", "substances", "offences")


class NeedsForm(StepForm):
    requirements = forms.MultipleChoiceField(
        label=_("What must the place have?"),
        help_text=_("Tick only what the person cannot do without. Every tick leaves fewer places."),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    substances = forms.ChoiceField(
        label=_("Does the person use alcohol or drugs now?"),
        help_text=_(
            "Some houses take only people who do not. The answer helps to find a house that can help."
        ),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )
    offences = forms.MultipleChoiceField(
        label=_("Has the person been convicted of any of these?"),
        help_text=_(
            "Some houses cannot take people after these. The answer is used to leave out such houses."
        ),
        choices=list(OFFENCES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interpreter = forms.ChoiceField(
        label=_("May an interpreter help where nobody speaks the person's language?"),
        help_text=_("Answer yes only if the person agrees to it."),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )
    notes = forms.CharField(
        label=_("What else should the provider know?"),
        help_text=_("Keep it short. Write nothing about health or offences that the provider need not know."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def shape(self) -> None:
        if not self.setting.asks_for_bed:
            for name in BED_QUESTIONS:
                del self.fields[name]
            return
        field = self.fields["requirements"]
        assert isinstance(field, forms.MultipleChoiceField)
        hidden = {"WOMEN_ONLY"} if self.setting.answered["person"]["sex"] == "M" else set()
        field.choices = [(code, REQUIREMENTS[code]) for code in REQUIREMENT_CODES if code not in hidden]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.setdefault("requirements", [])
        self.cleaned_data.setdefault("offences", [])
        self.cleaned_data.setdefault("substances", "no")
        return self.cleaned_data


assert set(REQUIREMENTS) == set(REQUIREMENT_CODES)
assert set(OFFENCES) == set(OFFENCE_TYPES)
