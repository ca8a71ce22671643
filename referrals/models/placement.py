import uuid

from django.db import models

from providers.models import Stay

from .request import ServiceRequest


class Placement(models.Model):
    """Joins a request to the stay that keeps its place; the stay's holder is this row's ``public_id``."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="placements")
    stay = models.OneToOneField(Stay, on_delete=models.PROTECT, related_name="placement")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # For a release that a hearing decides: without news of it, the place is given back after this day.
    held_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(ended_at__isnull=True),
                name="placement_one_current_per_request",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
