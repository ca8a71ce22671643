"""Work on all cases at once: what one night planned and did, and what a coordinator tried out."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models import ServiceType


class PlanningRun(models.Model):
    """The plan of one night for one country and service, and how far it has been carried out.

    ``steps``: what is to be done together, one list of moves after the other, public ids only; the first
    ``steps_done`` of them were carried out or found out of date. ``counts``: what came of it, by word.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    night = models.DateField()
    country = models.CharField(max_length=2)
    service_type = models.ForeignKey(ServiceType, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    steps = models.JSONField(default=list, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-night", "country", "service_type"]
        constraints = [
            models.UniqueConstraint(
                fields=["night", "country", "service_type"], name="planning_once_a_night"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.night} {self.country}"


class SimulationState(models.TextChoices):
    ASKED = "ASKED", _("Will begin in a moment")
    RUNNING = "RUNNING", _("Is being computed")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")


class Simulation(models.Model):
    """A question of "what if" with its answer: numbers of places and of people, nobody's case.

    ``parameters`` and ``result`` are plain values of ``simulation``; ``progress`` is in percent; ``seen_at``:
    when the process that computes it last said so.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(max_length=2)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=SimulationState.choices, default=SimulationState.ASKED)
    progress = models.PositiveSmallIntegerField(default=0)
    parameters = models.JSONField()
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=SimulationState.values), name="simulation_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
