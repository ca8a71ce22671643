"""Funded periods. Limits of length belong to a programme, because the funder sets them."""

import uuid
from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.names import NamedInFour
from services.models.types import ServiceType


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def running_for(self, *, start: date, end: date) -> "ProgrammeQuerySet":
        """Programmes that pay for every day of `[start, end)`."""
        return self.filter(start__lte=start, end__gte=end)


class Programme(NamedInFour):
    """A funded period, `[start, end)` in local dates of its country.

    `end` is the first day that is no longer paid for: a programme "until 31 December 2023" ends
    on 1 January 2024. `run_by` and `larger_project` are names and stay as their owners write them.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=80, unique=True)
    country = models.CharField(_("country"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")])
    start = models.DateField(_("first day"))
    end = models.DateField(_("first day that is no longer paid for"))
    period_as_stated = models.CharField(_("period, as stated"), max_length=40, blank=True)
    funder_et = models.CharField(_("funder, in Estonian"), max_length=200, blank=True)
    funder_en = models.CharField(_("funder, in English"), max_length=200, blank=True)
    funder_ru = models.CharField(_("funder, in Russian"), max_length=200, blank=True)
    funder_lt = models.CharField(_("funder, in Lithuanian"), max_length=200, blank=True)
    run_by = models.CharField(_("run by"), max_length=200, blank=True)
    larger_project = models.CharField(_("larger project"), max_length=200, blank=True)
    web = models.CharField(_("web address"), max_length=200, blank=True)
    is_demonstration = models.BooleanField(_("invented, for demonstration"), default=False)
    sources = models.TextField(_("sources"), blank=True)
    service_types: "models.ManyToManyField[ServiceType, ProgrammeLimit]" = models.ManyToManyField(
        ServiceType, through="ProgrammeLimit", related_name="programmes"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-end", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="programme_end_after_start",
                violation_error_message=_("A programme must end after it starts."),
            ),
        ]

    @property
    def funder(self) -> str:
        """Who pays, in the active language, else in English."""
        return str(getattr(self, f"funder_{(get_language() or 'et').split('-')[0]}", "")) or self.funder_en

    def has_ended(self, today: date) -> bool:
        """True from the first day that the programme no longer pays for."""
        return self.end <= today

    def is_running(self, today: date) -> bool:
        return self.start <= today < self.end


class ProgrammeLimit(models.Model):
    """One service within a programme and the longest a person may get it; null: not stated."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="limits", verbose_name=_("programme")
    )
    service_type = models.ForeignKey(
        ServiceType, on_delete=models.PROTECT, related_name="limits", verbose_name=_("service")
    )
    months = models.PositiveSmallIntegerField(_("longest time, in months"), null=True, blank=True)
    extendable = models.BooleanField(_("may be extended"), default=False)

    class Meta:
        verbose_name = _("limit of a programme")
        verbose_name_plural = _("limits of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "service_type"], name="programme_limit_once_a_service"
            ),
            models.CheckConstraint(condition=Q(months__gt=0), name="programme_limit_months_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.service_type}"
