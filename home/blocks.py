"""The parts an editor builds a page from. Few on purpose; each has one template and one preview."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from home.phones import dialled
from home.previews import previewed
from home.reading_blocks import INLINE, EasyBlock, GalleryBlock, NumbersBlock, QuestionsBlock, TermsBlock


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "home/blocks/heading.html"
        preview_value = previewed(_("How long it lasts"))


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "home/blocks/paragraph.html"
        preview_value = previewed(_("<p>A mentor meets you while you are still in prison.</p>"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": INLINE, **options})


class PointsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "home/blocks/points.html"
        preview_value = previewed([_("A kitchen"), _("A washing machine")])

    def __init__(self, **options: Any) -> None:
        super().__init__(blocks.CharBlock(max_length=500, label=_("Point")), **options)


class StepBlock(blocks.StructBlock):
    when = blocks.CharBlock(required=False, max_length=60, label=_("When"))
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"))


class StepsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "home/blocks/steps.html"
        preview_value = previewed(
            [{"when": "", "title": _("You make a plan"), "text": _("You write down where you start.")}]
        )

    def __init__(self, **options: Any) -> None:
        super().__init__(StepBlock(), **options)


class CalloutBlock(blocks.StructBlock):
    """A boxed remark. The phone stands as its owner writes it; the link dials the whole number."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    phone = blocks.CharBlock(required=False, max_length=40, label=_("Phone"))
    note = blocks.CharBlock(required=False, max_length=300, label=_("Note under the phone"))

    class Meta:
        icon = "help"
        label = _("Callout")
        template = "home/blocks/callout.html"
        preview_value = previewed({"title": _("Not sure where to begin?"), "phone": "+372 620 8120"})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `tel`, the number in E.164 for the link; empty where it cannot be told."""
        return {**super().get_context(value, parent_context), "tel": dialled(value.get("phone") or "")}


class WhatToDoBlock(blocks.StructBlock):
    """What the reader does next, for the three people who read a page about a service."""

    from_prison = blocks.TextBlock(label=_("If you are in prison"))
    after_release = blocks.TextBlock(label=_("If you have been released"))
    as_relative = blocks.TextBlock(label=_("If you are a relative"))

    class Meta:
        icon = "user"
        label = _("What to do")
        template = "home/blocks/what_to_do.html"
        preview_value = previewed(
            {
                "from_prison": _("Tell your contact person in the prison."),
                "after_release": _("Call the provider."),
                "as_relative": _("Ask for the person; they decide."),
            }
        )


class QuotesBlock(blocks.ListBlock):
    """What participants said, retold in reported speech, without age or sex."""

    class Meta:
        icon = "openquote"
        label = _("Voices, retold")
        template = "home/blocks/quotes.html"
        preview_value = previewed([_("One participant says the mentor helped to find work.")])

    def __init__(self, **options: Any) -> None:
        super().__init__(blocks.TextBlock(label=_("Voice")), **options)


BODY_BLOCKS = [
    ("heading", HeadingBlock(max_length=150)),
    ("paragraph", ParagraphBlock()),
    ("list", PointsBlock()),
    ("steps", StepsBlock()),
    ("callout", CalloutBlock()),
    ("what_to_do", WhatToDoBlock()),
    ("quotes", QuotesBlock()),
    ("numbers", NumbersBlock()),
    ("easy", EasyBlock()),
    ("questions", QuestionsBlock()),
    ("terms", TermsBlock()),
    ("gallery", GalleryBlock()),
]


class DoorBlock(blocks.StructBlock):
    """One of the two main choices of the home page."""

    target = blocks.ChoiceBlock(
        choices=[("directory", _("Find support")), ("referral", _("Make a referral"))], label=_("Leads to")
    )
    for_whom = blocks.CharBlock(max_length=60, label=_("For whom"))
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.CharBlock(max_length=200, label=_("Text"))


class OfferBlock(blocks.StructBlock):
    """A service with one large figure: the longest months of its programme unless a figure is given."""

    service = blocks.CharBlock(max_length=50, label=_("Code of the service"))
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    before = blocks.CharBlock(required=False, max_length=30, label=_("Before the figure"))
    figure = blocks.IntegerBlock(required=False, min_value=1, label=_("Figure"))
    after = blocks.CharBlock(required=False, max_length=30, label=_("After the figure"))
    text = blocks.TextBlock(label=_("Text"))
    link = blocks.CharBlock(max_length=80, label=_("Words of the link"))


class FunderBlock(blocks.StructBlock):
    """A funder or partner, named in its own language; a logo where the funder gave one."""

    name = blocks.CharBlock(max_length=150, label=_("Name"))
    language = blocks.CharBlock(
        required=False, max_length=2, label=_("Language of the name"), help_text=_("Such as “et” or “lt”.")
    )
    logo = ImageChooserBlock(required=False, label=_("Logo"), help_text=_("The name is read out instead."))
