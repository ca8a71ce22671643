"""Codes that providers, places and stays are described with, and the checks of lists of them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Characteristic(models.TextChoices):
    """What a place has, and what a person may need of it."""

    STEP_FREE = "STEP_FREE", _("step-free")
    SINGLE_ROOM = "SINGLE_ROOM", _("single room")
    WOMEN_ONLY = "WOMEN_ONLY", _("women only")
    GROUND_FLOOR = "GROUND_FLOOR", _("ground floor")
    CHILDREN = "CHILDREN", _("children may stay too")
    PET = "PET", _("a pet may stay too")


class HouseRule(models.TextChoices):
    """Whom a house cannot take."""

    WOMEN_ONLY = "WOMEN_ONLY", pgettext_lazy("house rule", "women only")
    MEN_ONLY = "MEN_ONLY", pgettext_lazy("house rule", "men only")
    NO_CHILDREN = "NO_CHILDREN", pgettext_lazy("house rule", "no children")
    SOBER = "SOBER", pgettext_lazy("house rule", "no alcohol or drugs")
    NO_VIOLENCE_OFFENCES = "NO_VIOLENCE_OFFENCES", pgettext_lazy("house rule", "no violent offences")
    NO_SEXUAL_OFFENCES = "NO_SEXUAL_OFFENCES", pgettext_lazy("house rule", "no sexual offences")
    NO_ARSON = "NO_ARSON", pgettext_lazy("house rule", "no arson")


class ContactRole(models.TextChoices):
    SERVICE_MANAGER = "SERVICE_MANAGER", _("service manager")
    PROJECT_MANAGER = "PROJECT_MANAGER", _("project manager")
    CONTACT = "CONTACT", _("contact person")


class Firmness(models.TextChoices):
    """How firm a stay is. From OFFERED on nothing moves to another house without people."""

    PROVISIONAL = "PROVISIONAL", _("a place is kept")
    OFFERED = "OFFERED", _("offered to the provider")
    ACCEPTED = "ACCEPTED", _("accepted by the provider")
    PRESENT = "PRESENT", _("the person is there")


class OccupationKind(models.TextChoices):
    STAY = "STAY", _("stay")
    CLOSED = "CLOSED", pgettext_lazy("place", "closed")


class VoidReason(models.TextChoices):
    """Why places cannot be used for a while."""

    REPAIRS = "REPAIRS", _("repairs")
    LEAVE = "LEAVE", _("leave")
    OTHER = "OTHER", _("another reason")


@deconstructible
class CodeList:
    """Validator of a JSON list: known codes only, each once."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = list(known)

    def __call__(self, value: object) -> None:
        if not isinstance(value, list) or not set(value) <= set(self.known) or len(set(value)) < len(value):
            raise ValidationError(_("Choose from the list, each entry once."), code="code_list")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CodeList) and self.known == other.known

    def __hash__(self) -> int:
        return hash(tuple(self.known))


known_characteristics = CodeList(Characteristic.values)
known_house_rules = CodeList(HouseRule.values)
