"""What a provider types to close places for a time: which, from when, until when, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypedDict
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from home.date_parts import DatePartsField
from home.keyed_form import KeyedForm
from services.models import UnitKind

from .capacity.house import House
from .capacity.ledger import most_open
from .capacity.spans import Span
from .forms import FARTHEST, MOST_PLACES
from .models import EVERY_PLACE, Unit, UnitGroup, VoidReason

EVERY, SOME = "EVERY", "SOME"


@dataclass(frozen=True)
class Words:
    """How closing is called for a kind of place: the page, all of the group, a part of it; usual reasons."""

    title: Promise
    every: Promise
    some: Promise
    reasons: tuple[VoidReason, ...]


WORDS: Mapping[str, Words] = {
    UnitKind.BED: Words(
        _("Close places for a time"),
        _("The whole house"),
        _("So many places, whichever they are"),
        (VoidReason.REPAIRS, VoidReason.OTHER),
    ),
    UnitKind.CASELOAD: Words(
        _("Leave or absence"),
        _("Away: nobody new on these days"),
        _("Here for fewer people: so many places less"),
        (VoidReason.LEAVE, VoidReason.OTHER),
    ),
    UnitKind.SEAT: Words(
        _("Close the course for a time"),
        _("The whole course"),
        _("So many seats, whichever they are"),
        (VoidReason.LEAVE, VoidReason.REPAIRS, VoidReason.OTHER),
    ),
}


class Closing(TypedDict):
    """What `add_void` is told; `unit_id` where one named place is meant."""

    start: date
    end: date
    reason: str
    places: int
    unit_id: UUID | None


class ClosingForm(KeyedForm):
    """All of a group, so many of its places, or one that has something special."""

    use_required_attribute = False

    which = forms.ChoiceField(
        label=_("What is closed?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is closed.")},
    )
    places = forms.IntegerField(
        label=_("How many places?"),
        help_text=_("Only where a number of places is closed."),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        error_messages={
            "invalid": _("Type a whole number, such as 2."),
            "min_value": _("Type at least 1."),
            "max_value": _("That is more than one house can have. Check the number."),
        },
    )
    start = DatePartsField(
        label=_("First day"), error_messages={"required": _("Type the first day on which it is closed.")}
    )
    last = DatePartsField(
        label=_("Last day"), error_messages={"required": _("Type the last day on which it is closed.")}
    )
    reason = forms.ChoiceField(
        label=_("Why?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a reason.")}
    )

    def __init__(
        self, data: Any = None, *, group: UnitGroup, unit_kind: str, house: House, today: date
    ) -> None:
        super().__init__(data, initial={"start": today, "which": EVERY}, label_suffix="")
        self.today, self.house, self.group, self.words = today, house, group, WORDS[unit_kind]
        which, reason = self.fields["which"], self.fields["reason"]
        assert isinstance(which, forms.ChoiceField)
        assert isinstance(reason, forms.ChoiceField)
        which.choices = [(EVERY, self.words.every), (SOME, self.words.some), *_named(group, today)]
        reason.choices = [(code.value, capfirst(code.label)) for code in self.words.reasons]
        reason.initial = self.words.reasons[0].value

    def clean_start(self) -> date:
        start = self._day("start")
        if start < self.today:
            raise forms.ValidationError(_("This day has passed. Choose today or later."))
        return start

    def clean_last(self) -> date:
        last, start = self._day("last"), self.cleaned_data.get("start")
        if last < (start or self.today):
            raise forms.ValidationError(_("This is before the first day. Check both dates."))
        return last

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("which") == SOME and typed.get("places") is None and "places" not in self.errors:
            self.add_error("places", _("Type how many places are closed."))
        if {"which", "start", "last"} <= typed.keys() and not self.errors:
            self._check_there_are_so_many(self.span())
        return typed

    def span(self) -> Span:
        """The days that are closed."""
        return Span(self.cleaned_data["start"], self.cleaned_data["last"] + timedelta(days=1))

    def closing(self) -> Closing:
        """The cleaned answers, as `add_void` takes them."""
        typed, days = self.cleaned_data, self.span()
        places = {EVERY: EVERY_PLACE, SOME: typed["places"]}.get(typed["which"])
        return Closing(
            start=days.start,
            end=days.end,
            reason=typed["reason"],
            places=places or 1,
            unit_id=None if places else UUID(typed["which"]),
        )

    def _day(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > self.today + FARTHEST:
            raise forms.ValidationError(_("This day is too far away. Choose one within five years."))
        return day

    def _check_there_are_so_many(self, span: Span) -> None:
        most = most_open(self.house, self.group.pk, span)
        if not most or (self.cleaned_data["which"] == SOME and self.cleaned_data["places"] > most):
            self.refuse(most)

    def refuse(self, most: int | None) -> None:
        """Say at the field that not so many places are open (None: no number is stated)."""
        if most is None:
            self.add_error("which", _("No number of places is stated for these days. State it first."))
        elif most < 1:
            self.add_error("start", _("On these days no place is open. There is nothing to close."))
        else:
            text = ngettext_lazy(
                "On these days %(most)d place is open. Type no more than that.",
                "On these days %(most)d places are open. Type no more than that.",
                "most",
            )
            self.add_error("places", text % {"most": most})


def _named(group: UnitGroup, today: date) -> list[tuple[str, str]]:
    """Places that have something that others of the group do not have: which of them is closed matters."""
    units = [unit for unit in group.units.order_by("number") if unit.closes is None or unit.closes > today]
    if not any(unit.characteristics for unit in units):
        return []
    return [(str(unit.public_id), place_label(unit)) for unit in units]


def place_label(unit: Unit) -> str:
    """ "Place 3: step-free"."""
    words = ", ".join(unit.characteristic_names())
    number = _("Place %(number)d") % {"number": unit.number}
    return f"{number}: {words}" if words else str(number)
