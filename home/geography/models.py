"""Regions and prisons of both countries, and who works for which of them from when until when."""

from datetime import date
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.names import NamedInFour


class Country(models.TextChoices):
    EE = "EE", _("Estonia")
    LT = "LT", _("Lithuania")


class RegionKind(models.TextChoices):
    COUNTRY = "COUNTRY", _("Country")
    AREA = "AREA", pgettext_lazy("group of counties", "Area")
    COUNTY = "COUNTY", _("County")
    MUNICIPALITY = "MUNICIPALITY", _("Municipality")


class RegionQuerySet(models.QuerySet["Region"]):
    def countries(self) -> "RegionQuerySet":
        return self.filter(kind=RegionKind.COUNTRY).order_by("code")

    def counties_of(self, country_code: str) -> "RegionQuerySet":
        """Counties of a country ("EE"), by name in Estonian; sort again for other languages."""
        return self.filter(kind=RegionKind.COUNTY, parent__code=country_code).order_by("name_et")


class Region(NamedInFour):
    """A country, an area (several counties), a county or a municipality, as in ISO 3166-2."""

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    kind = models.CharField(max_length=20, choices=RegionKind)
    aliases = models.TextField(blank=True, help_text=_("Other forms people type, separated by semicolons."))
    lat = models.DecimalField(max_digits=7, decimal_places=4)
    lon = models.DecimalField(max_digits=7, decimal_places=4)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(name="region_kind_known", condition=models.Q(kind__in=RegionKind.values)),
            models.CheckConstraint(
                name="region_only_country_is_root",
                condition=models.Q(kind=RegionKind.COUNTRY, parent__isnull=True)
                | models.Q(~models.Q(kind=RegionKind.COUNTRY), parent__isnull=False),
            ),
        ]

    @property
    def country_code(self) -> str:
        return self.code[:2]

    def alias_list(self) -> tuple[str, ...]:
        """Other forms of the name that people type, in any language."""
        return tuple(alias.strip() for alias in self.aliases.split(";") if alias.strip())


class AreaMember(models.Model):
    """A county belongs to an area."""

    area = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="area_counties")
    county = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="county_areas")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "county"], name="area_member_once"),
            models.CheckConstraint(
                name="area_member_not_itself", condition=~models.Q(area=models.F("county"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} – {self.county_id}"


class Prison(NamedInFour):
    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    country = models.CharField(max_length=2, choices=Country)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="prisons")
    time_zone = models.CharField(max_length=40)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("prison")
        verbose_name_plural = _("prisons")
        constraints = [
            models.CheckConstraint(
                name="prison_country_known", condition=models.Q(country__in=Country.values)
            ),
        ]


class MembershipQuerySet(models.QuerySet[Any]):
    def on(self, today: date) -> Self:
        """Memberships that hold on `today`: from `start` up to, not including, `end`."""
        not_over = models.Q(end__isnull=True) | models.Q(end__gt=today)
        return self.filter(not_over, start__lte=today)


class Membership(models.Model):
    """Abstract: a user works for something on the days from `start` up to, not including, `end`."""

    # A person who left is deactivated, never deleted: who could see which case stays known.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("user")
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("up to, not including"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_end_after_start",
                condition=models.Q(end__isnull=True) | models.Q(end__gt=models.F("start")),
                violation_error_message=_("The last day must come after the first."),
            ),
        ]


class PrisonMembership(Membership):
    """An officer works in a prison."""

    prison = models.ForeignKey(Prison, on_delete=models.PROTECT, related_name="memberships")

    class Meta(Membership.Meta):
        verbose_name = _("officer of a prison")
        verbose_name_plural = _("officers of prisons")

    def __str__(self) -> str:
        return f"{self.user_id} – {self.prison_id}"


class CountryMembership(Membership):
    """A coordinator works for the ministry of a country."""

    country = models.CharField(_("country"), max_length=2, choices=Country)

    class Meta(Membership.Meta):
        verbose_name = _("coordinator of a country")
        verbose_name_plural = _("coordinators of countries")
        constraints = [
            *Membership.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_country_known", condition=models.Q(country__in=Country.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.country}"
