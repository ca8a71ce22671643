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
    code = models.SlugField(max_length=80, unique=True)
    country = models.CharField(max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")])
    start = models.DateField()
    end = models.DateField()
    period_as_stated = models.CharField(max_length=40, blank=True)
    funder_et = models.CharField(max_length=200, blank=True)
    funder_en = models.CharField(max_length=200, blank=True)
    funder_ru = models.CharField(max_length=200, blank=True)
    funder_lt = models.CharField(max_length=200, blank=True)
    run_by = models.CharField(max_length=200, blank=True)
    larger_project = models.CharField(max_length=200, blank=True)
    web = models.CharField(max_length=200, blank=True)
    is_demonstration = models.BooleanField(default=False)
    sources = models.TextField(blank=True)
    service_types: "models.ManyToManyField[ServiceType, ProgrammeLimit]" = models.ManyToManyField(
        ServiceType, through="ProgrammeLimit", related_name="programmes"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
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

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="limits")
    service_type = models.ForeignKey(ServiceType, on_delete=models.PROTECT, related_name="limits")
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    extendable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "service_type"], name="programme_limit_once_a_service"
            ),
            models.CheckConstraint(condition=Q(months__gt=0), name="programme_limit_months_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.service_type_id}: {self.months}"
