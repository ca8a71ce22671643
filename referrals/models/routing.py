import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from providers.models import ServiceAtLocation

from .request import ServiceRequest


class DecisionOutcome(models.TextChoices):
    PLACED = "PLACED", _("A place was found")
    NO_PLACE = "NO_PLACE", _("No place was found")


class RoutingDecision(models.Model):
    """One run of routing: what it saw and what every rule said, sealed under the referral's key.

    ``excluded_by_sql``: how many services at locations each rule left out before candidates were read.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="decisions")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=DecisionOutcome.choices)
    chosen = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField()
    excluded_by_sql = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=12)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="PLACED", chosen__isnull=False)
                | models.Q(outcome="NO_PLACE", chosen__isnull=True),
                name="decision_placed_names_the_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d}"
