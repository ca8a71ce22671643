"""What a provider's worker types about the organisation, and about whom a place is for."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.keyed_form import KeyedForm
from home.phones import dialled
from home.spoken_languages import SPOKEN, language_name

from .described import Described, Part, described, open_groups, open_units
from .models import Characteristic, HouseRule, Provider, ServiceAtLocation, UnitGroup
from .operations.stating import Organisation
from .place_names import group_called

NOT_STATED = "NOT_STATED"
SEXES = [
    (NOT_STATED, gettext_lazy("Not stated: women and men may be referred here")),
    ("WOMEN_ONLY", gettext_lazy("Women only")),
    ("MEN_ONLY", gettext_lazy("Men only")),
]
CHILDREN_IN_HOUSES = [
    (NOT_STATED, gettext_lazy("Not stated: who comes with a child is referred only to places marked for it")),
    ("CHILDREN", gettext_lazy("Children may stay too")),
    ("NO_CHILDREN", gettext_lazy("No children")),
]
CHILDREN_ELSEWHERE = [
    (NOT_STATED, gettext_lazy("Not stated: who comes with a child may be referred here")),
    ("NO_CHILDREN", gettext_lazy("No children")),
]
NOT_TAKEN = ("SOBER", "NO_VIOLENCE_OFFENCES", "NO_SEXUAL_OFFENCES", "NO_ARSON")
OF_ALL_PLACES = ("STEP_FREE", "GROUND_FLOOR", "SINGLE_ROOM", "PET")
OF_ONE_PLACE = ("STEP_FREE", "GROUND_FLOOR", "SINGLE_ROOM", "WOMEN_ONLY", "CHILDREN", "PET")
LONGEST_WEB = 200
is_web_address = URLValidator(schemes=["http", "https"])


class SealedForm(KeyedForm):
    """A form that knows what stood there when the page was opened."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def refuse(self, seal: str) -> None:
        """Somebody else was faster. What was typed stays; pressing again counts as having looked."""
        typed = cast(QueryDict, self.data).copy()
        typed["seen"] = seal
        self.data = typed
        self.add_error(
            None,
            _(
                "A colleague has changed this since you opened the page. Nothing was saved. "
                "Open the page anew to see what stands now, or save what you chose."
            ),
        )


class OrganisationForm(SealedForm):
    """How the organisation as a whole is reached."""

    web = forms.CharField(
        label=gettext_lazy("Web address"),
        help_text=gettext_lazy("Such as www.example.org."),
        max_length=LONGEST_WEB,
        required=False,
    )
    email = forms.EmailField(
        label=gettext_lazy("Public e-mail address"),
        required=False,
        error_messages={"invalid": gettext_lazy("Type an address such as help@example.org.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone of the whole organisation"), max_length=60, required=False
    )

    def __init__(self, *args: Any, provider: Provider, **kwargs: Any) -> None:
        stands = Organisation.of(provider)
        names = ("web", "email", "phone")
        kwargs["initial"] = {"seen": stands.seal(), **{name: getattr(stands, name) for name in names}}
        super().__init__(*args, **kwargs)
        self.country = provider.country

    def clean_web(self) -> str:
        web: str = self.cleaned_data["web"].strip()
        if web:
            try:
                is_web_address(web if "://" in web else f"https://{web}")
            except ValidationError:
                raise ValidationError(_("Type an address such as www.example.org.")) from None
        return web

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not dialled(phone, self.country):
            raise ValidationError(_("This number cannot be dialled. Type it in full, such as +372 620 8120."))
        return phone

    def stated(self) -> Organisation:
        """What was typed, for the operation."""
        said = self.cleaned_data
        return Organisation(web=said["web"], email=said["email"], phone=said["phone"])


class AboutPlaceForm(SealedForm):
    """Whom a place is for, what it has, which languages are spoken: of all of it, then of its parts."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Which languages are spoken here?"),
        help_text=gettext_lazy("No tick means: not stated. Then nobody comes who needs one of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Women and men"),
        choices=SEXES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one answer.")},
    )
    children = forms.ChoiceField(
        label=gettext_lazy("Children"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one answer.")},
    )
    not_taken = forms.MultipleChoiceField(
        label=gettext_lazy("Whom you cannot take"),
        help_text=gettext_lazy("No tick means: not stated. Then nobody is kept away for it."),
        choices=[(code, HouseRule(code).label) for code in NOT_TAKEN],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    has = forms.MultipleChoiceField(
        label=gettext_lazy("What every place here has"),
        help_text=gettext_lazy("Tick only what holds for every place. No tick means: not stated."),
        choices=[(code, Characteristic(code).label) for code in OF_ALL_PLACES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, service: ServiceAtLocation, today: date, **kwargs: Any) -> None:
        self.stands = described(service, today)
        super().__init__(*args, **{**kwargs, "initial": _answers(self.stands)})
        self.is_house = service.unit_kind == "BED"
        languages = self.fields["languages"]
        languages.choices = _languages(self.stands.languages)  # type: ignore[attr-defined]
        children = self.fields["children"]
        children.choices = CHILDREN_IN_HOUSES if self.is_house else CHILDREN_ELSEWHERE  # type: ignore[attr-defined]
        if not self.is_house:
            del self.fields["has"]
        self._ask_of_groups(service, open_groups(service, today))
        self._ask_of_units(service, today)

    def _ask_of_groups(self, service: ServiceAtLocation, groups: Sequence[UnitGroup]) -> None:
        for number, group in enumerate(groups, 1):
            name = group_called(group.name, service.unit_kind) or str(number)
            stands = self.stands.groups[str(group.public_id)]
            if len(groups) > 1 or stands.languages:
                label = _("%(name)s: languages spoken") % {"name": name}
                field = _ticks(label, _languages(stands.languages), stands.languages)
                field.help_text = _("No tick means: the languages above.")
                self.fields[f"languages_{group.public_id}"] = field
            if self.is_house and (len(groups) > 1 or stands.characteristics):
                label = _("%(name)s: what every place has") % {"name": name}
                self.fields[f"has_{group.public_id}"] = _ticks(label, _having(), stands.characteristics)

    def _ask_of_units(self, service: ServiceAtLocation, today: date) -> None:
        for unit in open_units(service, today):
            place = _("Place %(number)d") % {"number": unit.number}
            label = (
                f"{group_called(unit.group.name, service.unit_kind)}: {place}" if unit.group.name else place
            )
            self.fields[f"unit_{unit.public_id}"] = _ticks(label, _having(), unit.characteristics)

    def whole(self) -> list[forms.BoundField]:
        """Questions about all of it."""
        return [field for field in self.visible_fields() if "-" not in field.name]

    def parts(self) -> list[forms.BoundField]:
        """Questions about single houses, mentors or courses."""
        return [field for field in self.visible_fields() if field.name.startswith(("languages_", "has_"))]

    def places(self) -> list[forms.BoundField]:
        """Questions about single places."""
        return [field for field in self.visible_fields() if field.name.startswith("unit_")]

    def open_parts(self) -> bool:
        """Whether these are shown unfolded: something is said there, or is wrong."""
        return any(field.errors or field.value() for field in self.parts())

    def open_places(self) -> bool:
        """Whether what single places have is shown unfolded: something is wrong there."""
        return any(field.errors for field in self.places())

    def stated(self) -> Described:
        """What was chosen, for the operation; what was not asked stays as it stands."""
        said, stands = self.cleaned_data, self.stands
        rules, has = list(said["not_taken"]), list(said.get("has", ()))
        if said["sex"] != NOT_STATED:
            rules.append(said["sex"])
        if said["children"] == "NO_CHILDREN":
            rules.append("NO_CHILDREN")
        if self.is_house:
            # A house for women only has places for women only: some ask for such a place.
            has += [code for code in ("WOMEN_ONLY",) if said["sex"] == code]
            has += [code for code in ("CHILDREN",) if said["children"] == code]
        return Described(
            languages=_kept(stands.languages, said["languages"]),
            house_rules=_kept(stands.house_rules, rules),
            characteristics=_kept(stands.characteristics, has) if self.is_house else stands.characteristics,
            groups={key: self._part(key, part) for key, part in stands.groups.items()},
            units={key: _kept(codes, said.get(f"unit_{key}", codes)) for key, codes in stands.units.items()},
        )

    def _part(self, key: str, stands: Part) -> Part:
        said = self.cleaned_data
        return Part(
            _kept(stands.languages, said.get(f"languages_{key}", stands.languages)),
            _kept(stands.characteristics, said.get(f"has_{key}", stands.characteristics)),
        )


def _answers(stands: Described) -> dict[str, Any]:
    """What is stated, as answers; where nothing is, "not stated"."""
    said = {*stands.house_rules, *stands.characteristics}
    return {
        "seen": stands.seal(),
        "languages": stands.languages,
        "sex": _first(said, "MEN_ONLY", "WOMEN_ONLY"),
        "children": _first(said, "NO_CHILDREN", "CHILDREN"),
        "not_taken": [code for code in stands.house_rules if code in NOT_TAKEN],
        "has": [code for code in stands.characteristics if code in OF_ALL_PLACES],
    }


def _first(said: Iterable[str], *codes: str) -> str:
    return next((code for code in codes if code in said), NOT_STATED)


def _kept(stands: Sequence[str], chosen: Sequence[str]) -> tuple[str, ...]:
    """What was chosen: what stood there already in its order, then the rest."""
    return (*(code for code in stands if code in chosen), *(code for code in chosen if code not in stands))


def _ticks(label: str, choices: Any, stands: Sequence[str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        initial=list(stands),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _having() -> list[tuple[str, Any]]:
    return [(code, Characteristic(code).label) for code in OF_ONE_PLACE]


def _languages(stand: Iterable[str]) -> list[tuple[str, str]]:
    """All that can be stated, and what is stated already, by their names in the reader's language."""
    codes = (*SPOKEN, *(code for code in stand if code not in SPOKEN))
    return [(code, capfirst(language_name(code))) for code in codes]
