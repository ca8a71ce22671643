"""News: dated pages beneath one index, the newest first."""

from datetime import date as day
from typing import Any, ClassVar

from django.core.paginator import Page as PageOfNews
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.pages import BasePage

ON_ONE_PAGE = 10


class NewsIndexPage(BasePage):
    """Lists the live news beneath it, ten at a time."""

    template = "home/news_index_page.html"
    subpage_types: ClassVar[list[str]] = ["home.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def news(self) -> "models.QuerySet[NewsPage]":
        """Live news of this index, the newest first; of one day, the last one entered first."""
        found: models.QuerySet[NewsPage] = NewsPage.objects.child_of(self).live()
        return found.order_by("-date", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `listed`, one page of news; a number that is none or too high leads to the nearest page."""
        found: PageOfNews[NewsPage] = Paginator(
            self.news().select_related("locale", "alias_of__locale"), ON_ONE_PAGE
        ).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "listed": found}


class NewsPage(BasePage):
    """One piece of news with its date."""

    date: "models.DateField[str | day, day]" = models.DateField(_("date"))

    template = "home/news_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.FilterField("date")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
