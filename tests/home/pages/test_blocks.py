"""Every block has a template and a preview, and shows what it holds."""

import pytest
from django.test import Client

from home.blocks import BODY_BLOCKS
from home.models import StandardPage
from tests.factories.pages import page_in

BODY = [
    ("heading", "How <b>long</b>"),
    ("paragraph", "<p>Up to <b>six</b> months.</p>"),
    ("list", ["a kitchen", "a garden"]),
    ("steps", [{"when": "Day one", "title": "You call", "text": "Say when you come."}]),
    ("callout", {"title": "Not sure?", "text": "Ask.", "phone": "620 8120", "note": "on working days"}),
    ("what_to_do", {"from_prison": "Ask.", "after_release": "Call.", "as_relative": "Wait."}),
    ("quotes", ["One participant says it helped."]),
    ("easy", ["A mentor helps you.", "It costs nothing."]),
    ("questions", [{"question": "Must I pay?", "answer": "<p>No, it is free.</p>"}]),
    ("terms", [{"term": "void", "meaning": "A closed place."}, {"term": "bed", "meaning": "To sleep in."}]),
    ("gallery", {"title": "The house", "text": "From outside.", "pictures": []}),
]


@pytest.mark.parametrize(("name", "block"), BODY_BLOCKS, ids=[name for name, _block in BODY_BLOCKS])
def test_every_block_can_be_previewed(name: str, block: object) -> None:
    html = block.render(block.get_preview_value())  # type: ignore[attr-defined]
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
