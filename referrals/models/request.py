import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.geography.models import Region
from providers.models import ServiceAtLocation
from services.models import ServiceType

from .referral import Referral


class RequestState(models.TextChoices):
    SUBMITTED = "SUBMITTED", _("Sent")
    KEPT = "KEPT", _("A place is kept")
    OFFERED = "OFFERED", _("The provider was asked")
    ACCEPTED = "ACCEPTED", _("The provider said yes")
    ACTIVE = "ACTIVE", _("Under way")
    ENDED = "ENDED", _("Ended")
    WAITING = "WAITING", _("On the waiting list")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    NOT_ARRIVED = "NOT_ARRIVED", _("Did not arrive")


class ServiceRequest(models.Model):
    """One service within a referral, with its own start and end (``[start, end)``, local dates).

    ``end`` is the day after the last; the request's state leads and the stay's firmness mirrors it. Help was asked
    for from ``asked_start`` and may begin until ``latest_start``; ``start`` is the day on which it does begin, as
    far as that is known.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="requests")
    service_type = models.ForeignKey(ServiceType, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.SUBMITTED)
    start = models.DateField()
    end = models.DateField()
    asked_start = models.DateField()
    latest_start = models.DateField()
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_prison = models.BooleanField(default=False)
    requirement_codes = models.JSONField(default=list, blank=True)
    wish = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.PROTECT, related_name="wished_by"
    )
    continues = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    waiting_since = models.DateTimeField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    # A coordinator put it before all others that wait, and why.
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_reason_sealed = models.BinaryField(blank=True, default=b"")

    class Meta:
        ordering = ["referral", "order", "pk"]
        indexes = [models.Index(fields=["state", "start"], name="request_state_start")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="request_end_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(start__gte=models.F("asked_start"))
                & models.Q(start__lte=models.F("latest_start")),
                name="request_starts_when_it_may",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RequestState.values), name="request_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="request_lifted_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state="WAITING", waiting_since__isnull=False)
                | (~models.Q(state="WAITING") & models.Q(waiting_since__isnull=True)),
                name="request_waits_since_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def starts_later(self) -> bool:
        """Whether a place is kept that begins after the day asked for."""
        return self.start > self.asked_start and self.state != RequestState.WAITING
