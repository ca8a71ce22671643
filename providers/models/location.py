"""Where providers work. A location may lack an address, even a town: "serves Southern Estonia"."""

from uuid import uuid4

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from home.geography.models import Prison, Region
from providers.models.provider import Provider


class Location(models.Model):
    """A place where a provider works; `name` is the town as stated, `region` the smallest one known."""

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    provider = models.ForeignKey(
        Provider,
        on_delete=models.CASCADE,
        related_name="locations",
        verbose_name=pgettext_lazy("organisation", "provider"),
    )
    name = models.CharField(_("town, as stated"), max_length=200, blank=True)
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="locations",
        verbose_name=_("region"),
    )
    prison = models.ForeignKey(
        Prison,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="locations",
        verbose_name=_("prison"),
    )
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    note_et = models.CharField(_("note in Estonian"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    note_ru = models.CharField(_("note in Russian"), max_length=300, blank=True)
    note_lt = models.CharField(_("note in Lithuanian"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.provider}, {self.name}" if self.name else str(self.provider)

    @property
    def note(self) -> str:
        """The note in the active language, else in English."""
        lang = (get_language() or "et").split("-")[0]
        return str(getattr(self, f"note_{lang}", "")) or self.note_en
