"""What every page of the site has in common."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BODY_BLOCKS
from home.languages import crumbs_of, language_of_text

RESERVED_SLUGS = frozenset(
    {
        "directory",
        "search",
        "account",
        "work",
        "cms",
        "api",
        "health",
        "static",
        "media",
        "documents",
        "_util",
    }
)
"""First steps of addresses that belong to the portal itself, in every language."""

ONCE_A_PAGE = {"easy": {"max_num": 1}, "gallery": {"max_num": 1}}


class BasePage(Page):
    """A page with a lead and a body of blocks. Text is per language; rows with state are never here."""

    lead: "models.TextField[str, str]" = models.TextField(_("lead"), blank=True)
    body = StreamField(BODY_BLOCKS, blank=True, block_counts=ONCE_A_PAGE, verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    # Menus are built in "Menus and footer", language by language; a tick on the page would do nothing.
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], _("For search engines"))
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a slug under which the portal's own addresses live, wherever the page stands.

        A page moves more easily than it is renamed, so the refusal does not ask for the parent.
        """
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address belongs to the portal. Choose another one.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `crumbs` (title, url) and `text_language`: the language the text is really in."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["crumbs"] = crumbs_of(self, request)
        context["text_language"] = language_of_text(self)
        context["is_fallback"] = self.alias_of_id is not None
        return context
