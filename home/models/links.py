"""What became of the last look at an address on another site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fault(models.TextChoices):
    """Why there was no answer."""

    INSIDE = "INSIDE", _("the address is not on the public internet")
    NO_ADDRESS = "NO_ADDRESS", _("this is no address of a web page")
    NO_SUCH_SITE = "NO_SUCH_SITE", _("there is no site of this name")
    CERTIFICATE = "CERTIFICATE", _("the certificate of the site is not valid")
    TOO_SLOW = "TOO_SLOW", _("the site did not answer in time")
    NO_ANSWER = "NO_ANSWER", _("the site did not answer")


class LinkCheck(models.Model):
    """An address that pages name, when somebody last asked for it, and the answer.

    `status` is the HTTP status; null where there was no answer, and `fault`, one of `Fault`, says why.
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
    def answer(self) -> str:
        """What came back, in words or as the number that the site gave."""
        if self.status is not None:
            return str(self.status)
        return str(Fault(self.fault if self.fault in Fault.values else Fault.NO_ANSWER).label)

    @property
    def is_broken(self) -> bool:
        """An answer that says that the page is gone, or none at all. Shut doors (401, 403, 429) prove nothing."""
        return self.status is None or self.status in {404, 410} or self.status >= 500
