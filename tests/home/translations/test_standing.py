"""The six states of a page in a language, and what a minor edit leaves alone."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from home.languages import fill_gaps
from home.models import StandardPage
from home.translations.gate import say_yes
from home.translations.models import Wording
from home.translations.passages import gaps_of
from home.translations.standing import State, standing_in
from tests.factories.pages import page_in
from tests.factories.translations import say, sent_for_translation
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def written(language: str = "lt", **more: Any) -> StandardPage:
    fields = {"title": "Apie mus", "lead": "Kas mes", "body": [("heading", "Kam padedame")]}
    return page_in(language, StandardPage, **{**fields, **more})


def state(page: Page, language: str) -> str:
    row = standing_in(Locale.objects.get(language_code=language)).get(translation_key=page.translation_key)
    return str(row.state)


def publish(page: StandardPage, *, minor: bool = False, **fields: Any) -> None:
    page = StandardPage.objects.get(pk=page.pk)
    for name, value in {**fields, "is_minor_edit": minor}.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_the_source_is_up_to_date_and_other_languages_are_missing() -> None:
    page = written()
    assert [state(page, code) for code in ("lt", "ru")] == [State.UP_TO_DATE, State.MISSING]


def test_a_fallback_is_none_of_a_translation() -> None:
    page = written()
    fill_gaps(page)
    assert state(page, "ru") == State.FALLBACK


def test_a_page_that_left_the_site_is_not_on_the_board() -> None:
    page = written()
    page.unpublish()
    assert not standing_in(Locale.objects.get(language_code="ru")).filter(pk=page.pk).exists()


def test_a_page_sent_for_translation_is_in_translation_until_it_is_public() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    assert state(page, "ru") == State.IN_TRANSLATION
    say(translation)
    assert state(page, "ru") == State.IN_TRANSLATION
    translation.save_target(publish=True)
    assert state(page, "ru") == State.UP_TO_DATE


def test_a_draft_by_hand_is_in_translation() -> None:
    page = written()
    page.copy_for_translation(Locale.objects.get(language_code="ru"))
    assert state(page, "ru") == State.IN_TRANSLATION


def test_a_translation_by_hand_is_outdated_when_its_source_changes_and_until_it_follows() -> None:
    key = uuid4()
    page = written(key=key)
    russian = written("ru", key=key, title="О нас")
    assert state(page, "ru") == State.UP_TO_DATE
    publish(page, lead="Kas mes tokie")
    assert state(page, "ru") == State.OUTDATED
    russian.save_revision()
    StandardPage.objects.filter(pk=russian.pk).update(has_unpublished_changes=True)
    assert state(page, "ru") == State.IN_TRANSLATION
    publish(russian, lead="Кто мы")
    assert state(page, "ru") == State.UP_TO_DATE


def test_a_minor_edit_outdates_nothing() -> None:
    key = uuid4()
    page = written(key=key)
    written("ru", key=key)
    publish(page, lead="Kas mes.", minor=True)
    assert state(page, "ru") == State.UP_TO_DATE
    publish(page, lead="Kas mes?")
    assert state(page, "ru") == State.OUTDATED


def test_a_minor_edit_of_a_translation_does_not_bring_it_up_to_date() -> None:
    key = uuid4()
    page = written(key=key)
    russian = written("ru", key=key)
    publish(page, lead="Kas mes tokie")
    publish(russian, title="О нас", minor=True)
    assert state(page, "ru") == State.OUTDATED


def test_publishing_without_a_changed_word_outdates_nothing() -> None:
    key = uuid4()
    page = written(key=key)
    written("ru", key=key)
    publish(page, show_in_menus=True)
    assert state(page, "ru") == State.UP_TO_DATE


def test_a_minor_edit_keeps_the_translation_of_the_sentence() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    publish(page, lead="Kas mes.", minor=True)
    translation.refresh_from_db()
    assert not gaps_of(translation.source, translation.target_locale)
    translation.save_target(publish=True)
    assert StandardPage.objects.get(
        translation_key=page.translation_key, locale__language_code="ru"
    ).lead == ("ru: Kas mes")


def test_a_minor_edit_carries_nothing_over_where_sentences_were_added() -> None:
    page = written(body=[("paragraph", "<p>Vienas.</p><p>Du.</p>")])
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    fresh = StandardPage.objects.get(pk=page.pk)
    block = fresh.body.raw_data[0]
    block["value"] = "<p>Nulis.</p><p>Vienas.</p><p>Du.</p>"
    publish(page, body=fresh.body.stream_block.to_python([block]), minor=True)
    translation.refresh_from_db()
    assert [p.text for p in gaps_of(translation.source, translation.target_locale).untranslated] == ["Nulis."]


def test_an_outdated_piecewise_translation_is_in_translation_once_somebody_begins() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    publish(page, title="Apie", lead="Kas mes tokie")
    assert state(page, "ru") == State.OUTDATED
    translation.refresh_from_db()
    say(translation, but=["Apie"])
    assert state(page, "ru") == State.IN_TRANSLATION


def released(page: StandardPage, *, made: str, but: tuple[str, ...] = ()) -> None:
    translation, editor = sent_for_translation(page, "ru"), UserFactory(is_superuser=True)
    say(translation, made=made, but=but)
    gaps = gaps_of(translation.source, translation.target_locale)
    say_yes(translation=translation, actor=editor, digest=gaps.digest, now=timezone.now())
    translation.save_target(publish=True)


def test_a_machines_words_are_marked() -> None:
    page = written()
    released(page, made=StringTranslation.TRANSLATION_TYPE_MACHINE)
    assert state(page, "ru") == State.MACHINE


def test_a_released_half_is_not_up_to_date() -> None:
    page = written()
    released(page, made="manual", but=("Kas mes",))
    assert state(page, "ru") in {State.OUTDATED, State.IN_TRANSLATION}


def test_what_readers_see_is_told() -> None:
    page = written()
    fill_gaps(page)
    seen = {
        code: standing_in(Locale.objects.get(language_code=code)).get(pk=page.pk).seen_in
        for code in ("lt", "ru")
    }
    assert seen == {"lt": "lt", "ru": "lt"}


def test_one_query_for_all_pages(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _number in range(3):
        fill_gaps(written())
    russian = Locale.objects.get(language_code="ru")
    with django_assert_num_queries(1):
        assert len([row.state for row in standing_in(russian)]) >= 3


def test_a_group_has_one_source() -> None:
    key = uuid4()
    for code in ("lt", "ru", "et"):
        written(code, key=key)
    assert [w.locale.language_code for w in Wording.objects.filter(translation_key=key, is_source=True)] == [
        "lt"
    ]
