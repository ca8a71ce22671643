"""A date typed as day, month and year: three plain fields, which every browser and old PC can do."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DIGITS = re.compile(r"[0-9]{1,4}")


class DatePartsWidget(forms.MultiWidget):
    template_name = "forms/date_parts.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        part = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}
        super().__init__({name: forms.TextInput(part) for name in ("day", "month", "year")}, attrs)

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_0" if id_ else ""


class DatePartsField(forms.Field):
    """Gives a `date`, or None where nothing was typed."""

    widget = DatePartsWidget
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Enter a date."),
        "incomplete": _("Enter day, month and year."),
        "no_such_day": _("There is no such day. Check day, month and year."),
    }

    def to_python(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value or ()]
        if not any(parts):
            return None
        if len(parts) != 3 or not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self._day_of(parts)

    def _day_of(self, parts: list[str]) -> date:
        if not all(DIGITS.fullmatch(part) for part in parts):
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day")
        day, month, year = (int(part) for part in parts)
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)
