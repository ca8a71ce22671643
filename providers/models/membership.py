"""Who works for which provider, from when until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.geography.models import Membership
from providers.models.provider import Provider


class ProviderMembership(Membership):
    """A worker of a provider: sees what is routed to it, keeps its numbers and pages."""

    provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=pgettext_lazy("organisation", "provider"),
    )

    class Meta(Membership.Meta):
        verbose_name = _("worker of a provider")
        verbose_name_plural = _("workers of providers")

    def __str__(self) -> str:
        return f"{self.user} – {self.provider}"
