"""The home page: the door, what help there is, how it goes, whom to call."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from home.blocks import DoorBlock, FunderBlock, OfferBlock, StepBlock
from home.pages import BasePage
from home.phones import dialled


def _title(label: Any) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=120, blank=True)


class HomePage(BasePage):
    """Front page of one language; its slug is the language's code. What it lists comes from the database."""

    hero = _title(_("main sentence"))
    doors = StreamField([("door", DoorBlock())], blank=True, max_num=2, verbose_name=_("doors"))
    urgent_link = _title(_("words of the urgent link"))
    urgent_page: "models.ForeignKey[Page | None, Page | None]" = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page of the urgent link"),
    )
    offers_title = _title(_("title of the services"))
    offers = StreamField([("offer", OfferBlock())], blank=True, verbose_name=_("services"))
    steps_title = _title(_("title of the steps"))
    steps = StreamField([("step", StepBlock())], blank=True, max_num=4, verbose_name=_("steps"))
    family_title = _title(_("title for families"))
    family_lead: "models.CharField[str, str]" = models.CharField(
        _("lead for families"), max_length=250, blank=True
    )
    family_points = StreamField(
        [("point", blocks.CharBlock(max_length=200))], blank=True, verbose_name=_("points for families")
    )
    family_link = _title(_("words of the link for families"))
    family_page: "models.ForeignKey[Page | None, Page | None]" = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page for families"),
    )
    contact_title = _title(_("title of the contact"))
    contact_text: "models.TextField[str, str]" = models.TextField(_("text of the contact"), blank=True)
    contact_phone: "models.CharField[str, str]" = models.CharField(_("phone"), max_length=40, blank=True)
    contact_note: "models.CharField[str, str]" = models.CharField(
        _("note under the phone"), max_length=300, blank=True
    )
    emergency: "models.CharField[str, str]" = models.CharField(
        _("sentence about emergencies"), max_length=200, blank=True
    )
    partners_title = _title(_("title of the providers"))
    funders_title = _title(_("title of the funders"))
    funders = StreamField([("funder", FunderBlock())], blank=True, verbose_name=_("funders"))
    footer_note: "models.CharField[str, str]" = models.CharField(
        _("note in the footer"), max_length=300, blank=True
    )

    template = "home/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("contact_phone")]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero"),
                FieldPanel("lead"),
                FieldPanel("doors"),
                FieldPanel("urgent_link"),
                FieldPanel("urgent_page"),
            ],
            _("Door"),
        ),
        MultiFieldPanel([FieldPanel("offers_title"), FieldPanel("offers")], _("Services")),
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps")], _("Steps")),
        MultiFieldPanel(
            [
                FieldPanel("family_title"),
                FieldPanel("family_lead"),
                FieldPanel("family_points"),
                FieldPanel("family_link"),
                FieldPanel("family_page"),
            ],
            _("For families"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_title"),
                FieldPanel("contact_text"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_note"),
                FieldPanel("emergency"),
            ],
            _("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("partners_title"),
                FieldPanel("funders_title"),
                FieldPanel("funders"),
                FieldPanel("footer_note"),
            ],
            _("Providers and funders"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `contact_tel`, the contact's number for a link."""
        return {
            **super().get_context(request, *args, **kwargs),
            "contact_tel": dialled(self.contact_phone),
        }
