"""Pages for readers who may be watched: a neutral title, and a way to leave at once."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from home.pages import BasePage


class SafetyPage(BasePage):
    """Safety at home. Its bar leads to a harmless page elsewhere, in place of this one.

    The browser's history keeps the title, so `shared_title` says nothing about the subject.
    """

    shared_title: "models.CharField[str, str]" = models.CharField(
        _("neutral title"),
        max_length=60,
        help_text=_(
            "Stands in the browser's tab, its history and shared links. Says nothing about violence."
        ),
    )
    leave_question: "models.CharField[str, str]" = models.CharField(
        _("question in the bar"), max_length=100, blank=True
    )
    leave_text: "models.CharField[str, str]" = models.CharField(
        _("what the button does"), max_length=150, blank=True
    )
    leave_words: "models.CharField[str, str]" = models.CharField(_("words of the button"), max_length=60)
    leave_to: "models.URLField[str, str]" = models.URLField(
        _("where the button leads"),
        help_text=_("A harmless page that anybody might read, such as the weather."),
    )

    template = "home/safety_page.html"
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("leave_to", overridable=True)]
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("shared_title"),
                FieldPanel("leave_question"),
                FieldPanel("leave_text"),
                FieldPanel("leave_words"),
                FieldPanel("leave_to"),
            ],
            _("Leaving the page quickly"),
        ),
    ]

    class Meta:
        verbose_name = _("safety page")
        verbose_name_plural = _("safety pages")
