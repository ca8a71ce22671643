"""What a provider gives at a place: the thing that has capacity, is routed to and is paused."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.geography.models import Prison, Region
from providers.models.codes import known_characteristics, known_house_rules
from providers.models.location import Location
from providers.models.provider import Provider
from services.models import Programme, ServiceType, UnitKind


class ServiceAtLocation(models.Model):
    """One service of one provider at one place; it has the numbers, and their age.

    No region stated means the service type's rule. `confirmed_at` is when somebody last said that all
    its numbers are right. `version` grows with each write of capacity or stays.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        related_name="services",
        verbose_name=pgettext_lazy("organisation", "provider"),
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="services", verbose_name=_("location")
    )
    service_type = models.ForeignKey(
        ServiceType, on_delete=models.PROTECT, related_name="given_at", verbose_name=_("service")
    )
    unit_kind = models.CharField(_("kind of place"), max_length=10, choices=UnitKind.choices)
    regions = models.ManyToManyField(
        Region, blank=True, related_name="served_by", verbose_name=_("regions that are served")
    )
    prisons = models.ManyToManyField(
        Prison, blank=True, related_name="served_by", verbose_name=_("prisons in which it is given")
    )
    programmes: "models.ManyToManyField[Programme, ProgrammeOffer]" = models.ManyToManyField(
        Programme,
        through="ProgrammeOffer",
        blank=True,
        related_name="offered_by",
        verbose_name=_("programmes that pay for it"),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    house_rules = models.JSONField(_("house rules"), default=list, blank=True, validators=[known_house_rules])
    characteristics = models.JSONField(
        _("characteristics"), default=list, blank=True, validators=[known_characteristics]
    )
    turnaround_days = models.PositiveSmallIntegerField(_("working days a place stays empty"), default=0)
    max_age_days = models.PositiveSmallIntegerField(_("days until numbers are out of date"), default=30)
    answer_days = models.PositiveSmallIntegerField(_("working days to answer an offer"), default=5)
    confirmed_at = models.DateTimeField(_("numbers confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("service at a location")
        verbose_name_plural = _("services at locations")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["service_type", "provider"], name="service_open", condition=Q(closed_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="service_unit_kind_known", condition=Q(unit_kind__in=UnitKind.values)
            ),
            models.CheckConstraint(name="service_max_age_positive", condition=Q(max_age_days__gt=0)),
            models.CheckConstraint(name="service_answer_days_positive", condition=Q(answer_days__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.location}: {self.service_type}"

    def works_in(self, prison: Prison) -> bool:
        """Whether help in that prison is given: it is stated, or the place lies there."""
        return self.location.prison_id == prison.pk or self.prisons.filter(pk=prison.pk).exists()


class ProgrammeOffer(models.Model):
    """A programme pays for a service at a location."""

    service_at_location = models.ForeignKey(
        ServiceAtLocation,
        on_delete=models.CASCADE,
        related_name="offers",
        verbose_name=_("service at a location"),
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="offers", verbose_name=_("programme")
    )

    class Meta:
        verbose_name = _("programme that pays for a service")
        verbose_name_plural = _("programmes that pay for services")
        constraints = [
            models.UniqueConstraint(fields=["service_at_location", "programme"], name="programme_offer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_at_location_id}/{self.programme_id}"


class Pause(models.Model):
    """No new referrals on the days `[start, end)`; what was promised stays. No end: until further notice."""

    service_at_location = models.ForeignKey(
        ServiceAtLocation, on_delete=models.CASCADE, related_name="pauses"
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("up to, not including"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["start", "id"]
        indexes = [models.Index(fields=["service_at_location", "start"], name="pause_of_service")]
        constraints = [
            models.CheckConstraint(
                # A pause called off on its first day keeps no day at all.
                name="pause_end_not_before_start",
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end or '…'}"
