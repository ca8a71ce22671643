import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from providers.models import Provider

from .placement import Placement


class OfferAnswer(models.TextChoices):
    OPEN = "", _("Waiting for an answer")
    ACCEPTED = "ACCEPTED", _("Accepted")
    DECLINED = "DECLINED", _("Declined")
    EXPIRED = "EXPIRED", _("Not answered in time")
    CANCELLED = "CANCELLED", _("Taken back")


class Offer(models.Model):
    """A provider was asked for one placement. ``due_on``: last day to answer, in its country's working days."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.OneToOneField(Placement, on_delete=models.CASCADE, related_name="offer")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="offers")
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(
        max_length=10, choices=OfferAnswer.choices, blank=True, default=OfferAnswer.OPEN
    )
    reason_code = models.CharField(max_length=24, blank=True)
    note_sealed = models.BinaryField(blank=True, default=b"")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["answer", "due_on"], name="offer_answer_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="offer_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="DECLINED") | ~models.Q(reason_code=""),
                name="offer_decline_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_open(self) -> bool:
        return self.answer == OfferAnswer.OPEN
