import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.geography.models import Prison
from home.record.models import DataKey
from providers.models import Provider


class ReferralState(models.TextChoices):
    SUBMITTED = "SUBMITTED", _("Sent")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    CLOSED = "CLOSED", _("Closed")


class ReleaseKind(models.TextChoices):
    END_OF_SENTENCE = "END_OF_SENTENCE", _("End of sentence")
    CONDITIONAL = "CONDITIONAL", _("Conditional release, decided at a hearing")
    OTHER = "OTHER", _("Another kind of release")
    RELEASED_ALREADY = "RELEASED_ALREADY", _("Already released")


class HearingOutcome(models.TextChoices):
    NOT_KNOWN = "", _("Not known yet")
    GRANTED = "GRANTED", _("Released")
    REFUSED = "REFUSED", _("Not released")


class Referral(models.Model):
    """One person's application.

    Whatever tells about the person is in ``sealed``, under ``data_key``, which belongs to this referral
    alone. The plain columns are those that routing, deadlines and access need; the list is held by
    ``tests/referrals/test_plain_columns.py``. Two referrals of one person meet only in the blind indexes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=12, unique=True)
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="referral")
    sealed = models.BinaryField()
    person_index = models.CharField(max_length=64, blank=True, db_index=True)
    name_index = models.CharField(max_length=64, db_index=True)

    country = models.CharField(max_length=2)
    prison = models.ForeignKey(
        Prison, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="filed_referrals"
    )
    filed_for_provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="filed_referrals"
    )

    state = models.CharField(max_length=12, choices=ReferralState.choices, default=ReferralState.SUBMITTED)
    release_kind = models.CharField(max_length=20, choices=ReleaseKind.choices)
    release_on = models.DateField(null=True, blank=True)
    release_earliest = models.DateField(null=True, blank=True)
    release_latest = models.DateField(null=True, blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    hearing_outcome = models.CharField(
        max_length=8, choices=HearingOutcome.choices, blank=True, default=HearingOutcome.NOT_KNOWN
    )
    # As the officer chose: all requests get their places, or none does.
    together = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-submitted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReferralState.values), name="referral_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(release_kind__in=ReleaseKind.values), name="referral_release_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(hearing_outcome__in=HearingOutcome.values),
                name="referral_hearing_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(release_earliest__isnull=True)
                | models.Q(release_latest__isnull=True)
                | models.Q(release_earliest__lte=models.F("release_latest")),
                name="referral_release_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(release_kind="RELEASED_ALREADY", prison__isnull=True)
                | (~models.Q(release_kind="RELEASED_ALREADY") & models.Q(release_on__isnull=False)),
                name="referral_release_date_unless_released",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state == ReferralState.SUBMITTED
