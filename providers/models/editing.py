"""What belongs to editing: the desk from which a provider's workers edit, and when a page was last confirmed."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from providers.models.provider import Provider


class ProviderDesk(models.Model):
    """The group and the collection of files of one provider. Who is in the group follows from memberships."""

    provider = models.OneToOneField(Provider, on_delete=models.PROTECT, related_name="desk")
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.provider_id)


class PageConfirmation(models.Model):
    """Whether what a page says is still right, in all its languages together: they share `translation_key`.

    `since` is the day from which the time runs: the last confirmation, or the day the page was first seen.
    `reminders` and `reminded_on` count the mails sent since that day.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    translation_key = models.UUIDField(unique=True, editable=False)
    since = models.DateField()
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("confirmation of a page")
        verbose_name_plural = _("confirmations of pages")
        indexes = [models.Index(fields=["since"], name="page_confirmation_since")]

    def __str__(self) -> str:
        return str(self.translation_key)
