"""Houses, mentors, courses; how many places they declare from when, and the places themselves."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from providers.models.codes import Characteristic, VoidReason, known_characteristics
from providers.models.offer import ServiceAtLocation


class UnitGroup(models.Model):
    """A house, a mentor, a counsellor, a course. Open on the days `[opens, closes)`, always where blank."""

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    service_at_location = models.ForeignKey(
        ServiceAtLocation, on_delete=models.CASCADE, related_name="groups"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    characteristics = models.JSONField(
        _("characteristics"), default=list, blank=True, validators=[known_characteristics]
    )
    opens = models.DateField(_("from"), null=True, blank=True)
    closes = models.DateField(_("up to, not including"), null=True, blank=True)

    class Meta:
        verbose_name = _("house, mentor or course")
        verbose_name_plural = _("houses, mentors and courses")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="unitgroup_closes_after_opens",
                condition=Q(opens__isnull=True) | Q(closes__isnull=True) | Q(closes__gt=F("opens")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.service_at_location_id}/{self.pk}"


class CapacityStep(models.Model):
    """So many places are declared from `start` until the next step. Before the first: unknown."""

    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="steps")
    start = models.DateField(_("from"))
    places = models.PositiveIntegerField(_("places"))

    class Meta:
        verbose_name = _("number of places")
        verbose_name_plural = _("numbers of places")
        ordering = ["group", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "start"],
                name="capacity_step_once_a_day",
                violation_error_message=_("There is already a number from this date."),
            ),
            models.CheckConstraint(name="capacity_step_not_negative", condition=Q(places__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.start}: {self.places}"


class Unit(models.Model):
    """One place: a bed, a slot of a caseload, a seat, or the nth undistinguished place of a step.

    Open on the days `[opens, closes)`. Its own characteristics come on top of those of its group.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="units")
    number = models.PositiveIntegerField(_("number"))
    characteristics = models.JSONField(
        _("characteristics"), default=list, blank=True, validators=[known_characteristics]
    )
    opens = models.DateField(_("from"))
    closes = models.DateField(_("up to, not including"), null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["group", "number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="unit_number_once_a_group"),
            models.CheckConstraint(
                # A place that was called off before it opened has no open day.
                name="unit_closes_not_before_opens",
                condition=Q(closes__isnull=True) | Q(closes__gte=F("opens")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}/{self.number}"

    def characteristic_names(self) -> list[str]:
        """What this place has of its own, in the reader's language."""
        return [str(Characteristic(code).label) for code in self.characteristics]


EVERY_PLACE = 10_000
"""More than any group has: a void of so many closes all of it, whatever number is declared meanwhile."""


class Void(models.Model):
    """Places that cannot be used on the days `[start, end)`: one named place, or a number of any of a group.

    It evicts nobody: who was promised a place on these days keeps it, and the day shows a shortfall.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="voids")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="voids")
    start = models.DateField(_("from"))
    end = models.DateField(_("up to, not including"))
    places = models.PositiveIntegerField(_("places"), default=1)
    reason = models.CharField(_("reason"), max_length=20, choices=VoidReason)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("temporarily closed place")
        verbose_name_plural = _("temporarily closed places")
        ordering = ["start", "id"]
        indexes = [models.Index(fields=["group", "end"], name="void_of_group")]
        constraints = [
            models.CheckConstraint(name="void_end_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="void_places_positive", condition=Q(places__gt=0)),
            models.CheckConstraint(
                name="void_of_one_named_place", condition=Q(unit__isnull=True) | Q(places=1)
            ),
            models.CheckConstraint(name="void_reason_known", condition=Q(reason__in=VoidReason.values)),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}: {self.places}"

    @property
    def is_whole(self) -> bool:
        """True where all of the group is closed."""
        return self.places >= EVERY_PLACE
