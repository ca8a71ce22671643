"""LIX: the mean length of sentences plus the share of long words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.reading_ease import ease_of


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long_words"),
    [
        ("", 0, 0, 0),
        ("You get a room.", 4, 1, 0),
        ("Call us. We help!", 4, 2, 0),
        ("Ava uks 8.30 ja tule sisse.", 5, 1, 0),
        ("Резюме и сопроводительное письмо.", 4, 1, 1),
        ("Grįžtantiesiems į visuomenę padedame.", 4, 1, 3),
        ("well-known", 1, 1, 1),
    ],
)
def test_counts(text: str, words: int, sentences: int, long_words: int) -> None:
    ease = ease_of([text])
    assert (ease.words, ease.sentences, ease.long_words) == (words, sentences, long_words)


def test_the_figure_as_its_author_defines_it() -> None:
    # Ten words in two sentences, two of them with more than six letters: 5 + 20.
    assert ease_of(["One two three four sentence. Six seven eight nine complicated."]).lix == 25


def test_a_heading_does_not_run_into_the_text_after_it() -> None:
    assert ease_of(["Housing", "You get a room."]).sentences == 2


@given(st.lists(st.text(max_size=60)))
def test_any_text_has_a_figure(parts: list[str]) -> None:
    ease = ease_of(parts)
    assert 0 <= ease.long_words <= ease.words
    assert ease.sentences <= ease.words
    assert ease.lix >= 0
