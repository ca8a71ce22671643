import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """A referral that is being written.

    Whatever tells about the person is in `sealed`, under a key of its own. Of the referral it becomes,
    `submitted_referral` is all that stays: sending empties `sealed`.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")
    country = models.CharField(max_length=2)
    prison = models.ForeignKey(
        "geography.Prison", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    data_key = models.OneToOneField("record.DataKey", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField(default=b"")
    # The part that was open last: lists say how far a draft has come without unsealing it.
    step = models.SlugField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_referral = models.OneToOneField(
        "referrals.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ("-updated_at", "pk")
        indexes = (models.Index(fields=("owner", "-updated_at"), name="draft_owner_updated"),)

    def __str__(self) -> str:
        return str(self.public_id)
