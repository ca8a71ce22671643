from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .referral import Referral


class Agreement(models.Model):
    """What was recorded before anything was stored: agreement to take part, and the privacy notice given."""

    class Kind(models.TextChoices):
        PARTICIPATION = "PARTICIPATION", _("Agrees to take part")
        PRIVACY_NOTICE = "PRIVACY_NOTICE", _("Was given the privacy notice")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    given_on = models.DateField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    interpreter = models.BooleanField(default=False)
    text_version = models.CharField(max_length=20)

    class Meta:
        ordering = ["referral", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "kind"], name="agreement_once_per_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["PARTICIPATION", "PRIVACY_NOTICE"]),
                name="agreement_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_on}"
