"""What an officer tells when something happened to the person: each form carries the key of its sending."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.date_parts import DatePartsField
from home.geography.models import Prison
from home.keyed_form import KeyedForm

from ..models import Referral, ReleaseKind
from ..operations import ReleaseDates
from .date_checks import RELEASE_DATES, DateChecks
from .wizard_agreement import DATE_HINT
from .wizard_release import ReleaseForm


class MoveReleaseForm(KeyedForm, DateChecks):
    """The dates of release as known now; the hearing is asked for where one decides."""

    use_required_attribute = False

    expected = DatePartsField(
        label=_("Expected day of release"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the expected day of release.")},
    )
    earliest = ReleaseForm.base_fields["earliest"]
    latest = ReleaseForm.base_fields["latest"]
    hearing = DatePartsField(
        label=_("Day of the hearing"),
        help_text=_("The house must have agreed before this day."),
        error_messages={"required": _("Enter the day of the hearing.")},
    )

    def __init__(self, data: Any = None, *, referral: Referral, today: date) -> None:
        initial = {
            "expected": referral.release_on,
            "earliest": referral.release_earliest,
            "latest": referral.release_latest,
            "hearing": referral.hearing_on,
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.today = today
        if referral.release_kind != ReleaseKind.CONDITIONAL:
            del self.fields["hearing"]

    def clean(self) -> dict[str, Any]:
        # What has passed meanwhile and is only confirmed, is no mistake.
        changed = {name for name in self.fields if self.cleaned_data.get(name) != self.initial.get(name)}
        self.check_release_dates([name for name in RELEASE_DATES if name in changed | {"expected"}])
        return self.cleaned_data

    def dates(self) -> ReleaseDates:
        """The cleaned dates."""
        typed = self.cleaned_data
        return ReleaseDates(
            expected=typed["expected"],
            earliest=typed["earliest"],
            latest=typed["latest"],
            hearing=typed.get("hearing"),
        )


class CloseForm(KeyedForm):
    """That somebody died is said in words before anything follows: the link may be touched by mistake."""

    use_required_attribute = False

    sure = forms.BooleanField(
        label=_("Yes, the person has died"),
        error_messages={
            "required": _("Tick this if the person has died. If not, go back: nothing has changed.")
        },
    )


class ChangePrisonForm(KeyedForm):
    """Where the person is now: another prison of the country that is still open."""

    use_required_attribute = False

    prison = forms.ModelChoiceField(
        label=_("To which prison was the person moved?"),
        queryset=Prison.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the prison.")},
    )

    def __init__(self, data: Any = None, *, referral: Referral, today: date) -> None:
        super().__init__(data, label_suffix="")
        field = self.fields["prison"]
        assert isinstance(field, forms.ModelChoiceField)
        here = referral.prison.code if referral.prison else ""
        others = Prison.objects.filter(country=referral.country).exclude(code=here)
        field.queryset = others.exclude(closed_on__lte=today).order_by("code")
