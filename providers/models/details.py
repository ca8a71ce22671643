"""What a provider says of a place in a few words, in each language that it has words in."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.names import NAME_LANGUAGES
from providers.models.location import Location

DETAILS = ("opening", "arrival", "price")


class InWords(NamedTuple):
    """A few words and the language they are in; both empty where nothing is stated."""

    text: str
    language: str


class LocationDetails(models.Model):
    """Opening hours, days to arrive and price of a place, and when its provider last said that they are right.

    A table of its own: most places have none of it, and it is public at once when it changes.
    """

    location = models.OneToOneField(Location, on_delete=models.CASCADE, related_name="details")
    opening_et = models.CharField(_("opening hours, in Estonian"), max_length=300, blank=True)
    opening_en = models.CharField(_("opening hours, in English"), max_length=300, blank=True)
    opening_ru = models.CharField(_("opening hours, in Russian"), max_length=300, blank=True)
    opening_lt = models.CharField(_("opening hours, in Lithuanian"), max_length=300, blank=True)
    arrival_et = models.CharField(_("when to arrive, in Estonian"), max_length=300, blank=True)
    arrival_en = models.CharField(_("when to arrive, in English"), max_length=300, blank=True)
    arrival_ru = models.CharField(_("when to arrive, in Russian"), max_length=300, blank=True)
    arrival_lt = models.CharField(_("when to arrive, in Lithuanian"), max_length=300, blank=True)
    price_et = models.CharField(_("price, in Estonian"), max_length=300, blank=True)
    price_en = models.CharField(_("price, in English"), max_length=300, blank=True)
    price_ru = models.CharField(_("price, in Russian"), max_length=300, blank=True)
    price_lt = models.CharField(_("price, in Lithuanian"), max_length=300, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("details of a location")
        verbose_name_plural = _("details of locations")

    def __str__(self) -> str:
        return str(self.location_id)

    def in_words(self, detail: str) -> InWords:
        """One of `DETAILS` in the active language, else in the first language that it is stated in."""
        active = (get_language() or "et").split("-")[0]
        for language in (active, *NAME_LANGUAGES):
            if text := str(getattr(self, f"{detail}_{language}", "")):
                return InWords(text, language)
        return InWords("", "")

    @property
    def opening(self) -> InWords:
        return self.in_words("opening")

    @property
    def arrival(self) -> InWords:
        return self.in_words("arrival")

    @property
    def price(self) -> InWords:
        return self.in_words("price")
