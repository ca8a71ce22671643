"""What all parts of the wizard have in common."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from home.date_parts import DatePartsField

from .date_checks import DateChecks
from .wizard_setting import Setting

LONGEST_ANSWER = 5000


class StepForm(DateChecks):
    """A part's questions. `setting` comes from the wizard; `prefix` is the part's name."""

    use_required_attribute = False

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.setting, self.today = setting, setting.today
        self.shape()

    @classmethod
    def settled(cls, data: Mapping[str, Any], setting: Setting) -> dict[str, Any] | None:
        """The cleaned answers, where `data` (what was typed) can be judged without building the form."""
        return None

    def shape(self) -> None:
        """Adds or drops questions as the answers before ask for."""

    def typed(self) -> dict[str, list[str]]:
        """What was typed into this part's own fields, and nothing else that a request may carry."""
        own = re.compile(
            "|".join(re.escape(self.add_prefix(name)) + r"(_day|_month|_year)?" for name in self.fields)
        )
        lists: Mapping[str, list[str]] = dict(self.data.lists()) if hasattr(self.data, "lists") else {}
        return {
            name: [str(value)[:LONGEST_ANSWER] for value in values]
            for name, values in lists.items()
            if own.fullmatch(name)
        }


class ChoiceWhereAsked(forms.ChoiceField):
    """Needed with some answers only, and the form says with which: not marked as one that may stay empty."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class DateWhereAsked(DatePartsField):
    """As `ChoiceWhereAsked`, for a day."""

    def validate(self, value: Any) -> None:
        return
