"""Faults of wagtail-localize that its screens do not show at once."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from home.models import StandardPage
from home.translations import writing
from tests.factories.pages import home_in, page_in

pytestmark = pytest.mark.django_db


class Inner(blocks.StructBlock):
    image = ImageBlock()
    caption = blocks.CharBlock()


class Outer(blocks.StructBlock):
    inner = Inner()


def passages(field: StreamField, raw: list[dict[str, Any]]) -> list[str]:
    """The words that the package finds in a stream."""
    found = StreamFieldSegmentExtractor(field).handle_stream_block(field.to_python(raw))
    return [segment.string.data for segment in found if hasattr(segment, "string")]


def test_a_picture_two_blocks_deep_is_read(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Pilt", file=get_test_image_file())
    value = {"image": image.pk, "alt_text": "Uks", "decorative": False}
    raw = [{"type": "outer", "id": str(uuid4()), "value": {"inner": {"image": value, "caption": "Maja"}}}]
    assert set(passages(StreamField([("outer", Outer())]), raw)) == {"Uks", "Maja"}


def test_a_field_that_was_left_out_of_a_block_has_no_words() -> None:
    raw = [{"type": "inner", "id": str(uuid4()), "value": {"image": None, "caption": None}}]
    assert passages(StreamField([("inner", Inner())]), raw) == []


def test_many_to_many_choices_follow_into_the_pages_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model has one yet; the first that does must not keep its source's language."""
    key = uuid4()
    lithuanian = page_in("lt", StandardPage, slug="zodis", key=key)
    russian = page_in("ru", StandardPage, slug="slovo", key=key)
    alone = page_in("lt", StandardPage, slug="vienas")
    field = SimpleNamespace(name="words", related_model=Page)
    monkeypatch.setattr(writing, "get_all_child_m2m_relations", lambda model: [field])
    original: Any = SimpleNamespace(words=SimpleNamespace(all=lambda: [lithuanian, alone]))
    page: Any = SimpleNamespace(locale=home_in("ru").locale)
    writing.localize_choices(original, page)
    assert [chosen.pk for chosen in page.words] == [russian.pk, alone.pk]
