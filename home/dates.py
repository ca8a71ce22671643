"""A date typed as day, month and year: no calendar, no script, nothing to misread across countries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _, pgettext_lazy

PARTS = (
    ("day", pgettext_lazy("date", "Day"), 2),
    ("month", pgettext_lazy("date", "Month"), 2),
    ("year", pgettext_lazy("date", "Year"), 4),
)


class DayMonthYearInput(forms.MultiWidget):
    """Three short text inputs `<name>_0` day, `<name>_1` month, `<name>_2` year, each with its own label."""

    template_name = "forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        inputs = [
            forms.TextInput(attrs={"inputmode": "numeric", "maxlength": size, "autocomplete": "off"})
            for _part, _label, size in PARTS
        ]
        super().__init__(inputs, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        """Day, month, year of a date; three blanks for none."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for sub, (part, label, _size) in zip(context["widget"]["subwidgets"], PARTS, strict=True):
            sub["part"], sub["label"] = part, label
        return context


class DayMonthYearField(forms.MultiValueField):
    """Form field whose value is a `datetime.date` or None; refuses days that no calendar has."""

    widget = DayMonthYearInput
    default_error_messages = {
        "required": _("Enter the day, the month and the year"),
        "incomplete": _("Enter the day, the month and the year"),
        "invalid": _("Enter a date that exists, for example 14 1 2027"),
    }

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": self.default_error_messages["invalid"]}
        parts = [forms.IntegerField(min_value=1, error_messages=messages) for _part in PARTS]
        super().__init__(fields=parts, **kwargs)

    def compress(self, data_list: Sequence[int]) -> date | None:
        """The date, from day, month and year; None when all three stayed empty."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
