"""Blocks that explain: a page in a few easy sentences, questions, words, pictures."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from home.collation import collated
from home.names import NAME_LANGUAGES
from home.phones import dialled
from home.previews import previewed

INLINE = ["bold", "link"]
SHOW_PICTURES = "pictures"
"""Name in the query that asks for the pictures of a page: without it none is sent."""


class EasyBlock(blocks.ListBlock):
    """The page in three to five very short sentences, for somebody who reads with effort."""

    class Meta:
        icon = "form"
        label = _("In easy words")
        template = "home/blocks/easy.html"
        min_num = 2
        max_num = 5
        preview_value = previewed([_("A mentor helps you."), _("It costs you nothing.")])

    def __init__(self, **options: Any) -> None:
        sentence = blocks.CharBlock(
            max_length=90, label=_("Sentence"), help_text=_("One thought, a few common words.")
        )
        super().__init__(sentence, **options)


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=150, label=_("Question"))
    answer = blocks.RichTextBlock(features=INLINE, label=_("Answer"))


class QuestionsBlock(blocks.ListBlock):
    """Questions; the answer opens beneath, without a script."""

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "home/blocks/questions.html"
        preview_value = previewed(
            [{"question": _("Do I have to pay for a mentor?"), "answer": _("<p>No. It is free for you.</p>")}]
        )

    def __init__(self, **options: Any) -> None:
        super().__init__(QuestionBlock(), **options)


class TermBlock(blocks.StructBlock):
    """A word, what it means, and the same word in the other languages: offices use those of their country."""

    term = blocks.CharBlock(max_length=80, label=_("Word"))
    meaning = blocks.TextBlock(label=_("What it means"))
    et = blocks.CharBlock(required=False, max_length=80, label=_("In Estonian"))
    en = blocks.CharBlock(required=False, max_length=80, label=_("In English"))
    ru = blocks.CharBlock(required=False, max_length=80, label=_("In Russian"))
    lt = blocks.CharBlock(required=False, max_length=80, label=_("In Lithuanian"))


class TermsBlock(blocks.ListBlock):
    """Words in the order of the page's own alphabet, however they were entered."""

    class Meta:
        icon = "list-ul"
        label = _("Plain words")
        template = "home/blocks/terms.html"
        preview_value = previewed([{"term": _("mentor"), "meaning": _("A trained volunteer who helps you.")}])

    def __init__(self, **options: Any) -> None:
        super().__init__(TermBlock(), **options)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `terms`: each with `value` and `elsewhere`, the same word as (language, word) pairs."""
        language = (parent_context or {}).get("text_language") or get_language() or NAME_LANGUAGES[0]
        ordered = collated(value, language, name=lambda entry: str(entry["term"]))
        terms = [{"value": entry, "elsewhere": _elsewhere(entry, language)} for entry in ordered]
        return {**super().get_context(value, parent_context), "terms": terms}


def _elsewhere(entry: Any, language: str) -> list[tuple[str, str]]:
    return [(code, entry[code]) for code in NAME_LANGUAGES if code != language and entry.get(code)]


class NumberBlock(blocks.StructBlock):
    """A number to call. It stands as its owner writes it; the link dials the whole number."""

    place = blocks.CharBlock(max_length=80, label=_("Where"))
    phone = blocks.CharBlock(max_length=40, label=_("Phone"))
    who = blocks.CharBlock(required=False, max_length=200, label=_("Who answers"))


class NumbersBlock(blocks.ListBlock):
    """Numbers one beneath the other, large enough for a thumb."""

    class Meta:
        icon = "mobile-alt"
        label = _("Numbers to call")
        template = "home/blocks/numbers.html"
        preview_value = previewed(
            [{"place": "Pärnu", "phone": "+372 620 8120", "who": _("A worker of the house")}]
        )

    def __init__(self, **options: Any) -> None:
        super().__init__(NumberBlock(), **options)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `numbers`: each with `value` and `tel`, the number in E.164; "" where it cannot be told."""
        numbers = [{"value": entry, "tel": dialled(str(entry["phone"]))} for entry in value]
        return {**super().get_context(value, parent_context), "numbers": numbers}


class PictureBlock(blocks.StructBlock):
    """A picture with the words for those who do not see it. People appear in none of them."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        max_length=200, label=_("What the picture shows"), help_text=_("For people who do not see it.")
    )
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))


class GalleryBlock(blocks.StructBlock):
    """Pictures that are sent only to a reader who asks for them: phones pay for every byte."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    pictures = blocks.ListBlock(PictureBlock(), min_num=0, label=_("Pictures"))

    class Meta:
        icon = "image"
        label = _("Pictures")
        template = "home/blocks/gallery.html"
        preview_value = previewed({"title": _("Pictures of the house"), "text": _("Shown when asked for.")})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `is_shown`: whether this reader asked for the pictures."""
        context = super().get_context(value, parent_context)
        request = context.get("request")
        return {**context, "is_shown": request is not None and SHOW_PICTURES in request.GET}
