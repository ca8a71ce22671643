"""What stands around every page of one language: name of the site, menu, footer. Editors change it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.snippets.models import register_snippet

ROOMS = [
    ("directory", _("Find support")),
    ("search", _("Search")),
    ("account_login", _("Staff sign in")),
]
"""Addresses that are no pages of the tree, by the name of their view; the roof resolves them."""


class PageEntryBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"))
    words = blocks.CharBlock(
        required=False, max_length=40, label=_("Other words"), help_text=_("Else the page's title is shown.")
    )

    class Meta:
        icon = "doc-empty"
        label = _("Page")


class RoomEntryBlock(blocks.StructBlock):
    room = blocks.ChoiceBlock(choices=ROOMS, label=_("Part of the portal"))
    words = blocks.CharBlock(required=False, max_length=40, label=_("Other words"))

    class Meta:
        icon = "link"
        label = _("Part of the portal")


ENTRIES = [("page", PageEntryBlock()), ("room", RoomEntryBlock())]


@register_snippet
class Navigation(models.Model):
    """One row a language. What is blank is said by the catalogue, so that a new language stands at once."""

    language = models.OneToOneField(
        Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language")
    )
    site_name: "models.CharField[str, str]" = models.CharField(
        _("name of the site"), max_length=60, blank=True
    )
    site_line: "models.CharField[str, str]" = models.CharField(
        _("line under the name"), max_length=60, blank=True
    )
    description: "models.CharField[str, str]" = models.CharField(
        _("description for search engines"),
        max_length=200,
        blank=True,
        help_text=_("For pages that have none of their own."),
    )
    menu = StreamField(ENTRIES, blank=True, verbose_name=_("main menu"))
    footer = StreamField(ENTRIES, blank=True, verbose_name=_("links in the footer"))
    footer_text: "models.CharField[str, str]" = models.CharField(
        _("sentence in the footer"), max_length=200, blank=True
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("language"),
        MultiFieldPanel(
            [FieldPanel("site_name"), FieldPanel("site_line"), FieldPanel("description")], _("Site")
        ),
        FieldPanel("menu"),
        MultiFieldPanel([FieldPanel("footer"), FieldPanel("footer_text")], _("Footer")),
    ]

    class Meta:
        verbose_name = _("menus and footer")
        verbose_name_plural = _("menus and footers")

    def __str__(self) -> str:
        return str(self.language)
