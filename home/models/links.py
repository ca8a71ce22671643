"""What became of the last look at an address on another site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """An address that pages name, when somebody last asked for it, and the answer.

    `status` is the HTTP status; null where there was no answer, and `fault` says what was there instead.
    """

    address = models.URLField(_("address"), max_length=1000, unique=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    fault = models.CharField(_("fault"), max_length=80, blank=True)
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")

    def __str__(self) -> str:
        return self.address

    @property
    def is_broken(self) -> bool:
        """An answer that says that the page is gone, or none at all. Shut doors (401, 403, 429) prove nothing."""
        return self.status is None or self.status in {404, 410} or self.status >= 500
