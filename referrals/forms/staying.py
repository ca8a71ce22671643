"""What is typed about somebody who is there: until when it lasts now, or when they left."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.date_parts import DatePartsField
from home.keyed_form import KeyedForm
from providers.models import Stay

from ..staying_words import EXTENSION_REASONS, OVERSTAY_REASONS

A_DAY = timedelta(days=1)
FARTHEST = timedelta(days=366 * 5)
LONGEST_OVERSTAY = timedelta(days=366)
WHY = {"required": _("Choose a reason.")}


class LongerForm(KeyedForm):
    """A later last day, and why."""

    use_required_attribute = False

    last = DatePartsField(
        label=_("New last day"),
        error_messages={"required": _("Type the day on which the support is to end.")},
    )
    reason = forms.ChoiceField(
        label=_("Why longer?"),
        choices=tuple(EXTENSION_REASONS.items()),
        widget=forms.RadioSelect,
        error_messages=WHY,
    )

    def __init__(self, data: Any = None, *, stay: Stay, today: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.stay, self.today = stay, today

    def clean_last(self) -> date:
        last: date = self.cleaned_data["last"]
        _refuse(last > self.today + FARTHEST, _("This day is too far away. Choose one within five years."))
        return last

    def end(self) -> date:
        """The day after the last."""
        last: date = self.cleaned_data["last"]
        return last + A_DAY


class StillHereForm(KeyedForm):
    """How much longer somebody is there whose last day has passed, and why."""

    use_required_attribute = False

    last = DatePartsField(
        label=_("Until which day will the person probably stay?"),
        error_messages={"required": _("Type a day. You can say later that it changed.")},
    )
    reason = forms.ChoiceField(
        label=_("Why is the person still there?"),
        choices=tuple(OVERSTAY_REASONS.items()),
        widget=forms.RadioSelect,
        error_messages=WHY,
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, label_suffix="")
        self.today = today

    def clean_last(self) -> date:
        last: date = self.cleaned_data["last"]
        _refuse(last < self.today, _("This day has passed. Choose today or later."))
        _refuse(
            last > self.today + LONGEST_OVERSTAY, _("This day is too far away. Choose one within a year.")
        )
        return last

    def until(self) -> date:
        """The day after the last."""
        last: date = self.cleaned_data["last"]
        return last + A_DAY


class GoesOnForm(StillHereForm):
    """The same of help without a bed: nobody is there, the help goes on."""

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, today=today)
        self.fields["last"].label = _("Until which day will the support probably go on?")
        self.fields["reason"].label = _("Why does the support go on?")


class LeftForm(KeyedForm):
    """On which day somebody left."""

    use_required_attribute = False
    too_early = _("The person had not come yet on this day.")

    left_on = DatePartsField(
        label=_("On which day did the person leave?"),
        help_text=_("From this day the place is free for the next person."),
        error_messages={"required": _("Type the day on which the person left.")},
    )

    def __init__(self, data: Any = None, *, stay: Stay, today: date) -> None:
        super().__init__(data, initial={"left_on": today}, label_suffix="")
        self.stay, self.today = stay, today

    def clean_left_on(self) -> date:
        day: date = self.cleaned_data["left_on"]
        _refuse(day > self.today, _("This day has not come yet. Say it on the day itself."))
        _refuse(day < self.stay.start, self.too_early)
        return day


class EndedForm(LeftForm):
    """The same of help without a bed: nobody leaves, the help ends."""

    too_early = _("The support had not begun yet on this day.")

    def __init__(self, data: Any = None, *, stay: Stay, today: date) -> None:
        super().__init__(data, stay=stay, today=today)
        left_on = self.fields["left_on"]
        left_on.label = _("On which day did the support end?")
        left_on.error_messages["required"] = str(_("Type the day on which the support ended."))


def _refuse(wrong: bool, text: Promise) -> None:
    if wrong:
        raise forms.ValidationError(str(text))
