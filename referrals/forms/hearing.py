"""What an officer tells of a hearing: the day of release, or another day of the hearing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.date_parts import DatePartsField
from home.keyed_form import KeyedForm

from ..models import Referral
from .changes import MoveReleaseForm
from .date_checks import DateChecks
from .wizard_agreement import DATE_HINT


class GrantedForm(KeyedForm, DateChecks):
    """The day of release; it may have passed already, but it comes after the hearing."""

    use_required_attribute = False

    released_on = DatePartsField(
        label=_("Day of release"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the day of release.")},
    )

    def __init__(self, data: Any = None, *, referral: Referral, today: date) -> None:
        super().__init__(data, initial={"released_on": referral.release_on}, label_suffix="")
        self.today, self.hearing = today, referral.hearing_on

    def clean(self) -> dict[str, Any]:
        self.check_not_far("released_on")
        released_on = self.cleaned_data.get("released_on")
        # A hearing that was brought forward may have been held on a day before the one that is known here.
        if self.hearing is None or self.hearing > self.today:
            self.check_not_past("released_on")
        elif released_on and released_on < self.hearing:
            self.add_error(
                "released_on", forms.ValidationError(_("The hearing comes before the release."), code="order")
            )
        return self.cleaned_data


class PostponedForm(KeyedForm, DateChecks):
    """Another day of the hearing, and when the release may come then."""

    use_required_attribute = False

    hearing = DatePartsField(
        label=_("New day of the hearing"),
        help_text=DATE_HINT,
        error_messages={"required": _("Enter the day of the hearing.")},
    )
    expected = MoveReleaseForm.base_fields["expected"]

    def __init__(self, data: Any = None, *, referral: Referral, today: date) -> None:
        super().__init__(data, initial={"expected": referral.release_on}, label_suffix="")
        self.today = today

    def clean(self) -> dict[str, Any]:
        self.check_release_dates(["hearing", "expected"])
        return self.cleaned_data
