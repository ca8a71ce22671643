"""wagtail-localize's faults stay closed: nothing half-translated reaches a page without an editor's yes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from home.languages import fill_gaps, language_of_text
from home.models import StandardPage
from home.translations.gate import HalfTranslated, say_yes
from home.translations.models import PartialRelease, Wording
from home.translations.passages import gaps_of
from tests.factories.pages import page_in
from tests.factories.translations import say, sent_for_translation
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
BODY = [("heading", "Kam padedame"), ("paragraph", "<p>Visiems. Nemokamai.</p>")]


def written() -> StandardPage:
    return page_in("lt", StandardPage, title="Apie mus", slug="apie", lead="Kas mes esame", body=BODY)


def twin_of(page: Page, language: str) -> StandardPage:
    found: StandardPage = StandardPage.objects.get(
        translation_key=page.translation_key, locale__language_code=language
    )
    return found


def test_sending_a_page_for_translation_publishes_nothing(client: Client) -> None:
    page = written()
    fill_gaps(page)
    sent_for_translation(page, "ru")
    twin = twin_of(page, "ru")
    assert twin.alias_of_id == page.pk
    assert language_of_text(twin) == "lt"
    assert 'lang="lt"' in client.get(twin.url).content.decode()


def test_a_page_without_a_fallback_gets_one_and_no_words_under_a_false_language() -> None:
    page = written()
    sent_for_translation(page, "ru")
    assert twin_of(page, "ru").alias_of_id == page.pk


def test_half_a_translation_is_not_published() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation, but=["Kas mes esame"])
    with pytest.raises(HalfTranslated):
        translation.save_target(publish=True)
    assert twin_of(page, "ru").alias_of_id == page.pk


def test_a_whole_translation_is_published_in_its_own_words() -> None:
    page = written()
    fill_gaps(page)
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    twin = twin_of(page, "ru")
    assert (twin.live, twin.alias_of_id, twin.lead) == (True, None, "ru: Kas mes esame")
    assert twin.body[0].value == "ru: Kam padedame"


def test_saving_a_draft_leaves_the_live_page_alone() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    StringTranslation.objects.filter(data="ru: Kas mes esame").update(data="Кто мы")
    translation.save_target(publish=False)
    twin = twin_of(page, "ru")
    assert twin.lead == "ru: Kas mes esame"
    assert twin.has_unpublished_changes
    assert twin.get_latest_revision_as_object().lead == "Кто мы"


def test_saving_a_draft_of_a_fallback_keeps_the_fallback() -> None:
    page = written()
    fill_gaps(page)
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=False)
    assert twin_of(page, "ru").alias_of_id == page.pk


def changed(page: StandardPage, *, minor: bool = False) -> None:
    page.lead = "Kas mes tokie"
    page.is_minor_edit = minor
    page.save_revision().publish()


def test_a_changed_sentence_does_not_fall_back_on_a_live_page() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    changed(page)
    translation.refresh_from_db()
    assert [p.text for p in gaps_of(translation.source, translation.target_locale).untranslated] == [
        "Kas mes tokie"
    ]
    with pytest.raises(HalfTranslated):
        translation.save_target(publish=True)
    translation.save_target(publish=False)
    twin = twin_of(page, "ru")
    assert twin.lead == "ru: Kas mes esame"
    assert twin.get_latest_revision_as_object().lead == "ru: Kas mes esame"


def test_a_machines_words_need_a_yes_too() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation, made=StringTranslation.TRANSLATION_TYPE_MACHINE)
    with pytest.raises(HalfTranslated):
        translation.save_target(publish=True)


def test_a_yes_opens_the_gate_for_these_gaps_only() -> None:
    page, editor = written(), UserFactory(is_superuser=True)
    translation = sent_for_translation(page, "ru")
    say(translation, but=["Kas mes esame"])
    gaps = gaps_of(translation.source, translation.target_locale)
    say_yes(translation=translation, actor=editor, digest=gaps.digest, now=timezone.now())
    translation.save_target(user=editor, publish=True)
    assert twin_of(page, "ru").lead == "Kas mes esame"
    release = PartialRelease.objects.get()
    assert (release.released_by, release.untranslated) == (editor, ["lead"])
    changed(page)
    translation.refresh_from_db()
    with pytest.raises(HalfTranslated):
        translation.save_target(publish=True)


def test_a_yes_needs_the_right_to_publish() -> None:
    translation = sent_for_translation(written(), "ru")
    gaps = gaps_of(translation.source, translation.target_locale)
    with pytest.raises(PermissionDenied):
        say_yes(translation=translation, actor=UserFactory(), digest=gaps.digest, now=timezone.now())


def test_a_yes_to_other_gaps_counts_for_nothing() -> None:
    translation = sent_for_translation(written(), "ru")
    stale = gaps_of(translation.source, translation.target_locale).digest
    say(translation, but=["Kas mes esame"])
    with pytest.raises(HalfTranslated):
        say_yes(
            translation=translation,
            actor=UserFactory(is_superuser=True),
            digest=stale,
            now=timezone.now(),
        )
    assert not PartialRelease.objects.exists()


def test_what_the_source_empties_is_emptied_in_translation() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    page.lead, page.body = "", []
    page.save_revision().publish()
    translation.refresh_from_db()
    translation.save_target(publish=True)
    twin = twin_of(page, "ru")
    assert (twin.lead, list(twin.body)) == ("", [])


def test_publishing_says_what_the_text_answers_to() -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    source, russian = (
        Wording.objects.get(translation_key=page.translation_key, locale__language_code=code)
        for code in ("lt", "ru")
    )
    assert source.is_source
    assert not russian.is_source
    assert russian.matched_at == source.changed_at
