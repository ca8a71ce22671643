"""What readers see of a service or a programme: text per language, joined to one neutral row.

The join is a table of its own, so that copying a page never copies it and a service has one page a language.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page

from home.pages import BasePage
from services.models.programmes import Programme
from services.models.types import ServiceType


class PageLink(models.Model):
    """Abstract: joins a page to the neutral thing it tells about; its locale is the page's, always.

    Subclasses name the field of the thing in `thing` and have a `page` one-to-one field.
    """

    thing: ClassVar[str]

    locale = models.ForeignKey(
        Locale, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("language")
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take the locale from the page: the two can never differ."""
        self.locale_id = self.page.locale_id  # type: ignore[attr-defined]
        super().save(*args, **kwargs)

    @classmethod
    def of(cls, page: Page) -> Self | None:
        """The link of a page, for an alias that of the page it shows; None where a page has none."""
        links = cls._default_manager.select_related(cls.thing)
        return links.filter(page_id=page.alias_of_id or page.pk).first()


class ServicePage(BasePage):
    """What a service is, for whom, how long; who gives it is listed by the template."""

    template = "services/service_page.html"

    class Meta:
        verbose_name = _("service page")
        verbose_name_plural = _("service pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `service_type`, the row this page tells about; None while an editor has not joined it."""
        link = ServicePageLink.of(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "service_type": link.service_type if link else None,
        }


class ServicePageLink(PageLink):
    thing = "service_type"

    service_type = models.ForeignKey(
        ServiceType, on_delete=models.CASCADE, related_name="page_links", verbose_name=_("service")
    )
    page = models.OneToOneField(
        ServicePage,
        on_delete=models.CASCADE,
        related_name="service_link",
        verbose_name=pgettext_lazy("name of a field", "page"),
    )

    class Meta:
        verbose_name = _("page of a service")
        verbose_name_plural = _("pages of services")
        constraints = [
            models.UniqueConstraint(fields=["service_type", "locale"], name="service_page_once_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.service_type} – {self.page}"


class ProgrammePage(BasePage):
    """Aims, target groups, period, funder of a programme; running or ended is told by its dates."""

    template = "services/programme_page.html"

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `programme`, the row this page tells about; None while an editor has not joined it."""
        link = ProgrammePageLink.of(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "programme": link.programme if link else None,
        }


class ProgrammePageLink(PageLink):
    thing = "programme"

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="page_links", verbose_name=_("programme")
    )
    page = models.OneToOneField(
        ProgrammePage,
        on_delete=models.CASCADE,
        related_name="programme_link",
        verbose_name=pgettext_lazy("name of a field", "page"),
    )

    class Meta:
        verbose_name = _("page of a programme")
        verbose_name_plural = _("pages of programmes")
        constraints = [
            models.UniqueConstraint(fields=["programme", "locale"], name="programme_page_once_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} – {self.page}"
