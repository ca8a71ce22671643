"""Dated use of a place. Who stays is not known here: a stay has an opaque holder and no person."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from providers.constraints import NoOverlap
from providers.models.codes import Firmness, OccupationKind
from providers.models.offer import ServiceAtLocation
from providers.models.unit import Unit, Void
from services.models import Programme


class Stay(models.Model):
    """A place at a service for the days `[start, end)`.

    `limit_end` is the day by which it must end; blank where no limit is stated, and it then ends with its
    programme. `languages`: codes of which whoever works at the place must speak one; none: it does not matter.
    `released_at` is the local date on which the whole stay was given back.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    service_at_location = models.ForeignKey(ServiceAtLocation, on_delete=models.PROTECT, related_name="stays")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stays")
    start = models.DateField(_("from"))
    end = models.DateField(_("up to, not including"))
    limit_end = models.DateField(_("may last until"), null=True, blank=True)
    requirement_codes = models.JSONField(_("needs of the place"), default=list, blank=True)
    languages = models.JSONField(
        _("languages"), default=list, db_default=models.Value([], models.JSONField()), blank=True
    )
    firmness = models.CharField(_("how firm"), max_length=20, choices=Firmness)
    holder = models.UUIDField(db_index=True)
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        ordering = ["start", "id"]
        indexes = [
            models.Index(
                fields=["hold_expires_at"],
                name="stay_hold_to_expire",
                condition=Q(released_at__isnull=True, hold_expires_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="stay_end_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="stay_within_limit", condition=Q(limit_end__isnull=True) | Q(end__lte=F("limit_end"))
            ),
            models.CheckConstraint(name="stay_firmness_known", condition=Q(firmness__in=Firmness.values)),
            models.CheckConstraint(
                # Who was promised a place, or is there, cannot lose it to a clock.
                name="stay_only_unsure_expires",
                condition=Q(hold_expires_at__isnull=True)
                | Q(firmness__in=[Firmness.PROVISIONAL, Firmness.OFFERED]),
            ),
            models.UniqueConstraint(
                fields=["holder"], condition=Q(released_at__isnull=True), name="stay_one_for_a_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"


class Occupation(models.Model):
    """A unit is taken on the days `[start, blocked_until)`: the stay and its turnaround, or a closure.

    The database lets no two overlap on one unit. Rows that were given back stay, with `released_at`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="occupations")
    stay = models.ForeignKey(
        Stay, null=True, blank=True, on_delete=models.PROTECT, related_name="occupations"
    )
    void = models.ForeignKey(Void, null=True, blank=True, on_delete=models.PROTECT, related_name="closures")
    kind = models.CharField(max_length=10, choices=OccupationKind)
    start = models.DateField()
    blocked_until = models.DateField()
    released_at = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "start"]
        indexes = [
            # Ends first: what lies in the past is never looked at, however much of it there is.
            models.Index(
                fields=["unit", "blocked_until", "start"],
                name="occupation_live",
                condition=Q(released_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="occupation_blocked_after_start", condition=Q(blocked_until__gt=F("start"))
            ),
            models.CheckConstraint(
                name="occupation_stay_or_closed",
                condition=Q(kind=OccupationKind.STAY, stay__isnull=False, void__isnull=True)
                | Q(kind=OccupationKind.CLOSED, stay__isnull=True, void__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["stay"],
                condition=Q(released_at__isnull=True, stay__isnull=False),
                name="occupation_one_for_a_stay",
            ),
            NoOverlap(
                key="unit",
                start="start",
                end="blocked_until",
                given_back="released_at",
                name="occupation_no_overlap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.start} – {self.blocked_until}"


class Overstay(models.Model):
    """A person is still there after the last day: a recorded exception that every plan with the unit sees.

    `blocked_until` is its end plus turnaround: the first day for the next person.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="overstays")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="overstays")
    start = models.DateField(_("from"))
    end = models.DateField(_("expected to end"))
    blocked_until = models.DateField()
    reason = models.CharField(_("reason"), max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("overstay")
        verbose_name_plural = _("overstays")
        constraints = [
            models.CheckConstraint(name="overstay_end_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="overstay_blocked_to_its_end", condition=Q(blocked_until__gte=F("end"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"
