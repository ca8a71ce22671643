"""What readers see of a provider: text per language, joined to one neutral provider."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.pages import BasePage
from providers.models.provider import Provider
from services.models import PageLink


class ProviderPage(BasePage):
    """Goals, help and voices in words; places, contacts and numbers come from the provider's own rows."""

    template = "providers/provider_page.html"

    class Meta:
        verbose_name = _("provider page")
        verbose_name_plural = _("provider pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `provider`, whom this page tells about; None while an editor has not joined it."""
        link = ProviderPageLink.of(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "provider": link.provider if link else None,
        }


class ProviderPageLink(PageLink):
    thing = "provider"

    provider = models.ForeignKey(
        Provider,
        on_delete=models.CASCADE,
        related_name="page_links",
        verbose_name=pgettext_lazy("organisation", "provider"),
    )
    page = models.OneToOneField(
        ProviderPage,
        on_delete=models.CASCADE,
        related_name="provider_link",
        verbose_name=pgettext_lazy("name of a field", "page"),
    )

    class Meta:
        verbose_name = _("page of a provider")
        verbose_name_plural = _("pages of providers")
        constraints = [
            models.UniqueConstraint(fields=["provider", "locale"], name="provider_page_once_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} – {self.page}"
