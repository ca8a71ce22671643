"""What every page of the site has in common."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BODY_BLOCKS
from home.languages import crumbs_of, language_of_text
from home.translations.shown import is_withheld, language_of_field, notes_on, written_in

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


class BasePageForm(WagtailAdminPageForm):
    """The form of the page editor. Whether an edit is minor is asked anew each time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_minor_edit"] = False


class BasePage(Page):
    """A page with a lead and a body of blocks. Text is per language; rows with state are never here."""

    lead: "models.TextField[str, str]" = models.TextField(_("lead"), blank=True)
    body = StreamField(BODY_BLOCKS, blank=True, block_counts=ONCE_A_PAGE, verbose_name=_("body"))

    is_minor_edit: "models.BooleanField[bool, bool]" = models.BooleanField(
        _("minor edit"),
        default=False,
        db_default=False,
        help_text=_(
            "Only a slip was put right: translations stay up to date. "
            "In a translation: it does not count as brought up to date."
        ),
    )
    exact_words_only: "models.BooleanField[bool, bool]" = models.BooleanField(
        _("exact words only"),
        default=False,
        db_default=False,
        help_text=_(
            "For texts that hold word for word, such as the privacy notice: never translated by a machine, "
            "never shown in place of a translation that is missing."
        ),
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    # Menus are built in "Menus and footer", language by language; a tick on the page would do nothing.
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(["slug", "seo_title", "search_description"], _("For search engines"))
    ]
    settings_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(["is_minor_edit", "exact_words_only"], _("Translations")),
        *Page.settings_panels,
    ]
    base_form_class = BasePageForm
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
        """Add `crumbs` (title, url), `text_language`, the language the text is really in, and what is known of it.

        `is_fallback`: the text is another language's. `notes`: machine's words and passages in another language.
        `written_in`: where a text that may not stand in for others is to be read.
        """
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["crumbs"] = crumbs_of(
            self, request, title_language=lambda step: language_of_field(step, "title", request)
        )
        context["text_language"] = language_of_text(self)
        context["is_fallback"] = self.alias_of_id is not None
        context["notes"] = notes_on(self)
        context["written_in"] = written_in(self, request) if is_withheld(self) else []
        return context

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The page's own, unless its words hold in other languages only: then the one that says where."""
        own: str = super().get_template(request, *args, **kwargs)
        return "home/in_other_languages.html" if is_withheld(self) else own
