"""Partner organisations and the people they name as contacts."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from home.geography.models import Country
from providers.models.codes import ContactRole

LANGUAGE_OF_COUNTRY = {"EE": "et", "LT": "lt"}


class Provider(models.Model):
    """A partner organisation. What the sources state about it stands as they state it.

    `name` is its registered name; the names per language are for organisations that are called
    differently in each (the plainly invented ones of the demonstration).
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    name = models.CharField(_("name"), max_length=200)
    name_et = models.CharField(_("name in Estonian"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_lt = models.CharField(_("name in Lithuanian"), max_length=200, blank=True)
    also_called = models.CharField(_("also called"), max_length=200, blank=True)
    together_with = models.CharField(_("together with"), max_length=200, blank=True)
    web = models.CharField(_("web address"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    programme_period = models.CharField(_("programme period, as published"), max_length=40, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("invented, for demonstration"), default=False)
    only_in_language = models.CharField(_("only in the list of this language"), max_length=5, blank=True)
    source_documents = models.TextField(_("source documents"), blank=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("organisation", "provider")
        verbose_name_plural = _("providers")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(name="provider_country_known", condition=Q(country__in=Country.values)),
            models.CheckConstraint(name="provider_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def display_name(self, lang: str) -> str:
        """The name in `lang` ("et", "en-gb") where there is one, else the registered name."""
        return str(getattr(self, f"name_{lang.split('-')[0]}", "")) or self.name

    @property
    def name_here(self) -> str:
        """The name in the active language, for templates."""
        return self.display_name(get_language() or "et")

    @property
    def name_language(self) -> str:
        """The language that the shown name is in: its own where it has no name in the active one."""
        active = (get_language() or "et").split("-")[0]
        return active if getattr(self, f"name_{active}", "") else LANGUAGE_OF_COUNTRY[self.country]


class Contact(models.Model):
    """A person or a desk of a provider, as published for a period, perhaps confirmed since."""

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    provider = models.ForeignKey(
        Provider,
        on_delete=models.CASCADE,
        related_name="contacts",
        verbose_name=pgettext_lazy("organisation", "provider"),
    )
    location = models.ForeignKey(
        "providers.Location",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contacts",
        verbose_name=_("location"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=30, choices=ContactRole)
    phone = models.CharField(_("phone, as published"), max_length=60, blank=True)
    phone_e164 = models.CharField(_("phone, for dialling"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    published_for = models.CharField(_("as published for"), max_length=40, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="contact_role_known", condition=Q(role__in=ContactRole.values)),
        ]

    def __str__(self) -> str:
        return self.name or self.phone or self.email
