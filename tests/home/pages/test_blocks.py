"""Every block has a template and a preview, and shows what it holds."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.functional import Promise
from wagtail.blocks import Block
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from home.blocks import BODY_BLOCKS
from home.models import StandardPage
from tests.factories.pages import home_in, page_in

BODY = [
    ("heading", "How <b>long</b>"),
    ("paragraph", "<p>Up to <b>six</b> months.</p>"),
    ("list", ["a kitchen", "a garden"]),
    ("steps", [{"when": "Day one", "title": "You call", "text": "Say when you come."}]),
    ("callout", {"title": "Not sure?", "text": "Ask.", "phone": "620 8120", "note": "on working days"}),
    ("what_to_do", {"from_prison": "Ask.", "after_release": "Call.", "as_relative": "Wait."}),
    ("quotes", ["One participant says it helped."]),
    ("numbers", [{"place": "Pärnu", "phone": "504 7145", "who": "A worker"}]),
    ("easy", ["A mentor helps you.", "It costs nothing."]),
    ("questions", [{"question": "Must I pay?", "answer": "<p>No, it is free.</p>"}]),
    ("terms", [{"term": "void", "meaning": "A closed place."}, {"term": "bed", "meaning": "To sleep in."}]),
    ("gallery", {"title": "The house", "text": "From outside.", "pictures": []}),
]

# Wagtail leaves the file of a new rendition to the garbage collector.
LEFT_OPEN = (
    "ignore:Exception ignored in. <function SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)


@pytest.mark.parametrize(("name", "block"), BODY_BLOCKS, ids=[name for name, _block in BODY_BLOCKS])
def test_every_block_can_be_previewed(name: str, block: Block) -> None:
    html = block.render(block.get_preview_value())
    assert len(html.strip()) > 10


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["et", "en", "ru", "lt"])
def test_a_page_shows_its_blocks(client: Client, language: str) -> None:
    page = page_in(language, StandardPage, title="Title", lead="Lead", body=BODY)
    html = client.get(page.url).content.decode()
    assert f'<html lang="{language}">' in html
    assert "How &lt;b&gt;long&lt;/b&gt;" in html
    assert "<b>six</b>" in html
    assert 'href="tel:+3726208120"' in html
    assert 'href="tel:+3725047145"' in html
    for words in ("a garden", "Say when you come.", "on working days", "Wait.", "One participant says"):
        assert words in html
    for words in ("It costs nothing.", "<summary>Must I pay?</summary>", "A closed place.", "From outside."):
        assert words in html


@pytest.mark.django_db
def test_every_block_of_the_body_is_tried() -> None:
    assert {name for name, _value in BODY} == {name for name, _block in BODY_BLOCKS}


@pytest.mark.django_db
def test_a_page_lists_the_live_pages_beneath_it(client: Client) -> None:
    parent = page_in("en", StandardPage, title="Parent")
    page_in("en", StandardPage, title="Shown", parent=parent, lead="Its lead")
    page_in("en", StandardPage, title="Hidden", parent=StandardPage.objects.get(pk=parent.pk)).unpublish()
    html = client.get(parent.url).content.decode()
    assert "Shown" in html
    assert "Its lead" in html
    assert "Hidden" not in html


@pytest.mark.parametrize(("name", "block"), BODY_BLOCKS, ids=[name for name, _block in BODY_BLOCKS])
def test_an_example_speaks_the_language_of_whoever_looks(name: str, block: Block) -> None:
    """Its texts are those of the catalogue in that moment, plain text and no promise of one."""
    example = block.meta.preview_value()
    spoken = [text for text in words_in(example) if text]
    assert all(type(text) is str for text in spoken)
    catalogue = [text for text in words_in(block.meta.preview_value.args[0]) if isinstance(text, Promise)]
    assert catalogue, name


def words_in(example: Any) -> list[Any]:
    if isinstance(example, dict):
        return [word for value in example.values() for word in words_in(value)]
    if isinstance(example, list):
        return [word for value in example for word in words_in(value)]
    return [example]


def test_an_editor_sees_the_example_as_readers_would(rf: RequestFactory) -> None:
    block: Block = dict(BODY_BLOCKS)["easy"]
    value = block.get_preview_value()
    context = block.get_preview_context(value, parent_context={"request": rf.get("/")})
    html = render_to_string(
        block.get_preview_template(value, context),
        {**context, "bound_block": block.bind(value), "block_def": block, "page_title": "Example"},
    )
    assert "css/public" in html
    assert 'class="easy"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "entered", "ordered"),
    [
        ("et", ["žanr", "öö", "zoo", "täht"], ["zoo", "žanr", "täht", "öö"]),
        ("lt", ["jis", "įmonė", "ypač", "ir"], ["ir", "įmonė", "ypač", "jis"]),
        ("ru", ["ёлка", "ель", "жить"], ["ель", "ёлка", "жить"]),
    ],
)
def test_words_stand_in_the_order_of_the_alphabet(
    client: Client, language: str, entered: list[str], ordered: list[str]
) -> None:
    terms = [{"term": term, "meaning": "…", "en": f"in English {term}"} for term in entered]
    html = client.get(page_in(language, StandardPage, body=[("terms", terms)]).url).content.decode()
    assert re.findall(r"<dt>(.+?)</dt>", html) == ordered
    assert f'<span lang="en">in English {entered[0]}</span>' in html


@pytest.mark.django_db
@pytest.mark.filterwarnings(LEFT_OPEN)
def test_pictures_are_sent_when_somebody_asks(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    shown = Image.objects.create(title="House", file=get_test_image_file())
    pictures = [{"image": shown, "alt": "A red house", "caption": "Seen from the road"}]
    page = page_in("en", StandardPage, body=[("gallery", {"title": "The house", "pictures": pictures})])
    first = client.get(page.url).content.decode()
    assert "<img" not in first
    assert 'href="?pictures#pictures"' in first
    assert "Show 1 picture<" in first
    asked = client.get(f"{page.url}?pictures").content.decode()
    assert 'alt="A red house"' in asked
    assert "<figcaption>Seen from the road</figcaption>" in asked
    assert f'<link rel="canonical" href="http://testserver{page.url}">' in asked


@pytest.mark.django_db
@pytest.mark.filterwarnings(LEFT_OPEN)
def test_a_funders_logo_is_read_out_as_its_name(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    logo = Image.objects.create(title="Logo", file=get_test_image_file())
    home = home_in("en")
    home.funders_title = "Paid by"
    home.funders = [("funder", {"name": "Fond & Ko", "language": "et", "logo": logo})]
    home.save_revision().publish()
    funders = client.get("/en/").content.decode().split('class="funders"')[1]
    assert 'alt="Fond &amp; Ko"' in funders
    assert '<li lang="et">' in funders
