"""What is asked of dates that people type, in whatever form they stand. The form says what day it is."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FAR_AHEAD = timedelta(days=3653)
RELEASE_DATES = ("expected", "earliest", "latest", "hearing")


class DateChecks(forms.Form):
    """Complains at the field. Dates that are empty, or wrong already, are passed over."""

    today: date

    def check_not_past(self, name: str) -> None:
        self._check(name, lambda day: day >= self.today, _("This day has passed."), "past")

    def check_not_far(self, name: str) -> None:
        text = _("This day is more than ten years away.")
        self._check(name, lambda day: day <= self.today + FAR_AHEAD, text, "far")

    def check_not_future(self, name: str) -> None:
        self._check(name, lambda day: day <= self.today, _("This day has not come yet."), "future")

    def check_release_dates(self, names: Sequence[str] = RELEASE_DATES) -> None:
        """Of a release: none has passed or is far away, and they come in their order."""
        for name in names:
            self.check_not_past(name)
            self.check_not_far(name)
        self._check_order("earliest", "expected", "earliest", _("This is later than the expected day."))
        self._check_order("expected", "latest", "latest", _("This is earlier than the expected day."))
        self._check_order("hearing", "expected", "hearing", _("The hearing comes before the release."))

    def _check(self, name: str, holds: Any, text: Any, code: str) -> None:
        day = self.cleaned_data.get(name)
        if isinstance(day, date) and not holds(day):
            self.add_error(name, forms.ValidationError(text, code=code))

    def _check_order(self, first: str, second: str, blamed: str, text: Any) -> None:
        one, other = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if one and other and one > other:
            self.add_error(blamed, forms.ValidationError(text, code="order"))
