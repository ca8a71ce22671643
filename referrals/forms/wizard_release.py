"""Where the person leaves from, and when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.date_parts import DatePartsField

from .date_checks import RELEASE_DATES
from .wizard_agreement import DATE_HINT
from .wizard_step import ChoiceWhereAsked, DateWhereAsked, StepForm

FROM_PRISON = [
    ("END_OF_SENTENCE", _("End of the sentence")),
    ("CONDITIONAL", _("Conditional release: a hearing decides")),
    ("OTHER", _("Another kind of release")),
]
ALREADY = ("RELEASED_ALREADY", _("The person is already released"))


class ReleaseForm(StepForm):
    kind = forms.ChoiceField(
        label=_("What kind of release is it?"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of release.")},
    )
    prison = ChoiceWhereAsked(label=_("From which prison?"), choices=[], widget=forms.RadioSelect)
    expected = DateWhereAsked(label=_("Expected day of release"), help_text=DATE_HINT)
    earliest = DatePartsField(
        label=_("Earliest possible day"),
        help_text=_("Only if the release may come sooner than expected."),
        required=False,
    )
    latest = DatePartsField(
        label=_("Latest possible day"),
        help_text=_("Only if the release may come later than expected."),
        required=False,
    )
    hearing = DateWhereAsked(
        label=_("Day of the hearing"),
        help_text=_("Only for conditional release. The house must have agreed before this day."),
    )

    def shape(self) -> None:
        place = self.setting.place
        kinds = [*(FROM_PRISON if place.prisons else []), *([ALREADY] if place.may_file_released else [])]
        self._set_choices("kind", kinds)
        self._set_choices("prison", [(prison.code, prison.name) for prison in place.prisons])
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0][0])
        if len(place.prisons) == 1:
            self.initial.setdefault("prison", place.prisons[0].code)
        if not place.prisons:
            for name in ("prison", *RELEASE_DATES):
                del self.fields[name]

    def _set_choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        kind = self.cleaned_data.get("kind")
        if kind == ALREADY[0] or not self.setting.place.prisons:
            self._drop("prison", *RELEASE_DATES)
            return self.cleaned_data
        if kind != "CONDITIONAL":
            self._drop("hearing")
        self._check_needed("prison", _("Choose the prison."))
        self._check_needed("expected", _("Enter the expected day of release."))
        if kind == "CONDITIONAL":
            self._check_needed("hearing", _("Enter the day of the hearing."))
        self.check_release_dates()
        return self.cleaned_data

    def _drop(self, *names: str) -> None:
        """Answers that do not apply to this kind of release: neither kept nor complained about."""
        for name in names:
            self.cleaned_data[name] = None
            self.errors.pop(name, None)

    def _check_needed(self, name: str, message: Any) -> None:
        if name in self.errors:
            return
        if not self.cleaned_data.get(name):
            self.add_error(name, forms.ValidationError(message, code="required"))
