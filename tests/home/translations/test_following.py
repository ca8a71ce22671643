"""Translations and fallbacks go where their source goes, whichever language it was written in."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Locale, Page

from home.languages import language_of_text
from home.models import StandardPage
from home.translations.models import Wording
from tests.factories.pages import home_in, page_in

pytestmark = pytest.mark.django_db
LANGUAGES = ("et", "en", "ru", "lt")
Commit = DjangoCaptureOnCommitCallbacks


def published(language: str, commit: Commit, parent: Page | None = None, **fields: str) -> StandardPage:
    with commit(execute=True):
        return page_in(language, StandardPage, parent=parent, **fields)  # type: ignore[arg-type]


def twins(page: Page) -> dict[str, StandardPage]:
    """Every language of a page, by code."""
    found = StandardPage.objects.filter(translation_key=page.translation_key).select_related("locale")
    return {twin.locale.language_code: twin for twin in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_publishing_makes_the_fallbacks(
    language: str, client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    page = published(language, django_capture_on_commit_callbacks, slug="page")
    found = twins(page)
    assert set(found) == set(LANGUAGES)
    assert {language_of_text(twin) for twin in found.values()} == {language}
    assert all(client.get(twin.url).status_code == 200 for twin in found.values())


def test_texts_published_together_make_no_fallbacks_of_one_another(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    key = uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        page = page_in("lt", StandardPage, slug="apie", key=key)
        page_in("ru", StandardPage, slug="o-nas", key=key)
    found = twins(page)
    assert {code for code, twin in found.items() if twin.alias_of_id is None} == {"lt", "ru"}
    assert {found[code].alias_of_id for code in ("et", "en")} == {page.pk}


def test_parents_that_were_never_published_get_their_fallback_with_their_child(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    parent = page_in("lt", StandardPage, slug="skyrius")
    published("lt", django_capture_on_commit_callbacks, parent=parent, slug="apie")
    assert set(twins(parent)) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moved_source_takes_the_other_languages_along(
    language: str, django_capture_on_commit_callbacks: Commit
) -> None:
    commit = django_capture_on_commit_callbacks
    section = published(language, commit, slug="section")
    page = published(language, commit, slug="page")
    other = next(code for code in LANGUAGES if code != language)
    translated = page_in(other, StandardPage, slug="page-in-words", key=page.translation_key)
    with commit(execute=True):
        page.move(StandardPage.objects.get(pk=section.pk), pos="last-child")
    assert translated.alias_of_id is None
    assert {code: twin.get_parent().pk for code, twin in twins(page).items()} == {
        code: twin.pk for code, twin in twins(section).items()
    }


def test_a_moved_translation_leaves_its_source_where_it_is(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    section = published("lt", django_capture_on_commit_callbacks, slug="skyrius")
    page = published("lt", django_capture_on_commit_callbacks, slug="apie")
    russian = page_in("ru", StandardPage, slug="o-nas", key=page.translation_key)
    russian.move(twins(section)["ru"], pos="last-child")
    assert twins(page)["lt"].get_parent().pk == home_in("lt").pk


def test_a_page_that_an_editor_had_put_elsewhere_stays_there(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    commit = django_capture_on_commit_callbacks
    first, second = published("et", commit, slug="first"), published("et", commit, slug="second")
    page = published("et", commit, slug="page")
    russian = page_in("ru", StandardPage, slug="stranitsa", key=page.translation_key)
    russian.move(twins(first)["ru"], pos="last-child")
    page.move(StandardPage.objects.get(pk=second.pk), pos="last-child")
    assert twins(page)["ru"].get_parent().pk == twins(first)["ru"].pk
    assert twins(page)["en"].get_parent().pk == twins(second)["en"].pk


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_renamed_source_renames_fallbacks_and_the_old_addresses_lead_on(
    language: str, client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    commit = django_capture_on_commit_callbacks
    page = published(language, commit, slug="old")
    own = next(code for code in LANGUAGES if code != language)
    page_in(own, StandardPage, slug="its-own", key=page.translation_key)
    with commit(execute=True):
        page.slug = "new"
        page.save_revision().publish()
    assert {code: twin.slug for code, twin in twins(page).items()} == {
        code: "its-own" if code == own else "new" for code in LANGUAGES
    }
    for code in set(LANGUAGES) - {own}:
        assert client.get(f"/{code}/old/", follow=True).redirect_chain[-1][0].endswith(f"/{code}/new/")


def test_a_renamed_source_renames_the_drafts_of_translations_with_the_same_address(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    commit = django_capture_on_commit_callbacks
    page = published("et", commit, slug="old")
    russian = page_in("ru", StandardPage, slug="old", key=page.translation_key)
    russian.save_revision()
    with commit(execute=True):
        page.slug = "new"
        page.save_revision().publish()
    assert twins(page)["ru"].get_latest_revision_as_object().slug == "new"


@pytest.mark.parametrize("language", LANGUAGES)
def test_fallbacks_leave_the_site_with_their_source(
    language: str, client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    page = published(language, django_capture_on_commit_callbacks, slug="page")
    page.unpublish()
    assert {client.get(f"/{code}/page/").status_code for code in LANGUAGES} == {404}
    page.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert {client.get(f"/{code}/page/").status_code for code in LANGUAGES} == {200}


@pytest.mark.parametrize("language", LANGUAGES)
def test_deleting_a_source_deletes_its_fallbacks(
    language: str, django_capture_on_commit_callbacks: Commit
) -> None:
    page = published(language, django_capture_on_commit_callbacks, slug="page")
    below = published(language, django_capture_on_commit_callbacks, parent=page, slug="below")
    StandardPage.objects.get(pk=page.pk).delete()
    assert not Page.objects.filter(translation_key__in=[page.translation_key, below.translation_key]).exists()
    assert not Wording.objects.filter(translation_key=page.translation_key).exists()


def test_another_language_becomes_the_source_and_its_text_the_fallback(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    page = published("lt", django_capture_on_commit_callbacks, slug="apie")
    russian = page_in("ru", StandardPage, slug="o-nas", key=page.translation_key)
    with django_capture_on_commit_callbacks(execute=True):
        StandardPage.objects.get(pk=page.pk).delete()
    found = twins(russian)
    assert {code: twin.alias_of_id for code, twin in found.items()} == {
        "ru": None,
        "et": russian.pk,
        "en": russian.pk,
        "lt": russian.pk,
    }
    assert Wording.objects.get(translation_key=russian.translation_key).is_source


def test_a_deleted_translation_gives_way_to_the_fallback(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    page = published("lt", django_capture_on_commit_callbacks, slug="apie")
    russian = page_in("ru", StandardPage, slug="o-nas", key=page.translation_key)
    with django_capture_on_commit_callbacks(execute=True):
        russian.delete()
    assert twins(page)["ru"].alias_of_id == page.pk


def test_pages_in_their_own_words_outlive_the_fallback_above_them(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    commit = django_capture_on_commit_callbacks
    section = published("et", commit, slug="section")
    own = published("lt", commit, parent=twins(section)["lt"], slug="savo")
    with commit(execute=True):
        StandardPage.objects.get(pk=section.pk).delete()
    assert StandardPage.objects.filter(pk=own.pk, live=True).exists()
    assert twins(section)["lt"].live is False


def test_a_language_without_a_home_page_gets_nothing(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    Locale.objects.create(language_code="pl")
    page = published("et", django_capture_on_commit_callbacks, slug="page")
    assert set(twins(page)) == set(LANGUAGES)
