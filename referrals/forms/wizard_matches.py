"""Which place is wished for, and whether several belong together. "Choose for me" is the default."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .wizard_places import MatchedService, SuitablePlace
from .wizard_setting import Setting
from .wizard_step import StepForm

PART, TOGETHER = "PART", "TOGETHER"
ALL_OR_PART = {
    PART: _("Book what there is, the rest goes on the waiting list"),
    TOGETHER: _("Book only if there is a place for everything"),
}


@dataclass(frozen=True)
class PlaceChoice:
    """A place with its radio button; `is_best` stands first in the ranking."""

    place: SuitablePlace
    button: Any
    is_best: bool


@dataclass(frozen=True)
class ServiceChoice:
    """One service on the page. `for_me` is the button of "Choose for me"; None where no place fits."""

    matched: MatchedService
    field: forms.BoundField | None
    for_me: Any
    places: tuple[PlaceChoice, ...]
    reason: forms.BoundField | None


class MatchesForm(StepForm):
    @classmethod
    def settled(cls, data: Mapping[str, Any], setting: Setting) -> dict[str, Any] | None:
        """Where no house is named, nothing has to be looked up to know that the answer still holds."""
        if any("wish_" in name and any(data[name]) for name in data):
            return None
        if not setting.asks_for_several:
            return {"wishes": {}, "together": False}
        [*_earlier, choice] = data.get("matches-together") or [""]
        return {"wishes": {}, "together": choice == TOGETHER} if choice in ALL_OR_PART else None

    def shape(self) -> None:
        if self.setting.asks_for_several:
            self.fields["together"] = self._together_field()
        for matched in self.setting.matches:
            if matched.places:
                self.fields[f"wish_{matched.code}"] = self._wish_field(matched)
                self.fields[f"reason_{matched.code}"] = self._reason_field(matched)

    def _together_field(self) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=_("What if there is not a place for everything?"),
            help_text=_(
                "“Only if there is a place for everything” may take longer: until then nothing is booked, "
                "and all of it waits."
            ),
            choices=list(ALL_OR_PART.items()),
            initial=PART,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one answer.")},
        )

    def _wish_field(self, matched: MatchedService) -> forms.ChoiceField:
        places = [(place.id, str(place.named)) for place in matched.places]
        return forms.ChoiceField(
            label=matched.service_type.name,
            choices=[("", _("Choose for me")), *places],
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": _("This place does not fit any more. Please choose again.")},
        )

    def _reason_field(self, matched: MatchedService) -> forms.CharField:
        return forms.CharField(
            label=_("%(service)s: why not the place that fits best?")
            % {"service": matched.service_type.name},
            help_text=_("Only needed if you name another place. One sentence is enough."),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["together"] = self.cleaned_data.get("together") == TOGETHER
        self.cleaned_data["wishes"] = {
            matched.code: wish for matched in self.setting.matches if (wish := self._wish(matched))
        }
        return self.cleaned_data

    def _wish(self, matched: MatchedService) -> dict[str, str] | None:
        place = self.cleaned_data.get(f"wish_{matched.code}")
        if not place:
            return None
        if place == matched.places[0].id:
            return {"wish": place, "reason": ""}
        reason = str(self.cleaned_data.get(f"reason_{matched.code}") or "")
        if not reason and f"reason_{matched.code}" not in self.errors:
            message = _("Say in one sentence why this place is better for the person.")
            self.add_error(f"reason_{matched.code}", forms.ValidationError(message, code="required"))
        return {"wish": place, "reason": reason}

    @property
    def offers_places(self) -> bool:
        """Whether any service has a place that fits: otherwise there is nothing to choose."""
        return any(matched.places for matched in self.setting.matches)

    def choices(self) -> list[ServiceChoice]:
        return [self._choice(matched) for matched in self.setting.matches]

    def _choice(self, matched: MatchedService) -> ServiceChoice:
        if not matched.places:
            return ServiceChoice(matched, None, None, (), None)
        field = self[f"wish_{matched.code}"]
        for_me, *buttons = list(field)
        places = tuple(
            PlaceChoice(place, button, is_best=place is matched.places[0])
            for place, button in zip(matched.places, buttons, strict=True)
        )
        return ServiceChoice(matched, field, for_me, places, self[f"reason_{matched.code}"])
