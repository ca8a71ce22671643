"""Homes in four languages, and pages published once."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, Site

from home.languages import fill_gaps, real_translations
from home.models import HomePage, StandardPage
from home.pages import RESERVED_SLUGS
from home.publishing import ensure_homes, publish, revise
from tests.factories.pages import home_in, page_in

pytestmark = pytest.mark.django_db
LANGUAGES = ["et", "en", "ru", "lt"]
BODY = [
    ("heading", "How long"),
    ("paragraph", "<p>Up to a year.</p>"),
    ("list", ["a kitchen", "a garden"]),
    ("steps", [{"title": "You call", "text": "Say when you come."}]),
    ("what_to_do", {"from_prison": "Ask.", "after_release": "Call.", "as_relative": "Wait."}),
]


def test_homes_are_made_once_and_share_one_key() -> None:
    first, second = ensure_homes(), ensure_homes()
    assert list(first) == LANGUAGES
    assert {home.pk for home in first.values()} == {home.pk for home in second.values()}
    assert len({home.translation_key for home in first.values()}) == 1
    assert {home.slug for home in first.values()} == set(LANGUAGES)
    assert HomePage.objects.count() == 4


def test_the_site_stands_on_the_estonian_home_and_the_welcome_page_is_gone() -> None:
    homes = ensure_homes()
    assert Site.objects.get(is_default_site=True).root_page_id == homes["et"].pk
    assert set(Page.objects.filter(depth=2).values_list("slug", flat=True)) == set(LANGUAGES)
    assert set(Locale.objects.values_list("language_code", flat=True)) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_addresses_of_the_portal_are_refused_as_slugs(language: str, slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        page_in(language, StandardPage, slug=slug)
    assert "slug" in refused.value.message_dict


def test_a_page_cannot_be_renamed_to_a_reserved_slug() -> None:
    page = page_in("et", StandardPage, slug="about")
    page.slug = "work"
    with pytest.raises(ValidationError):
        page.full_clean()


def test_publishing_again_leaves_what_editors_wrote() -> None:
    key = uuid4()
    page = page_in("et", StandardPage, slug="about", key=key, lead="First")
    page.lead = "An editor's words"
    page.save_revision().publish()
    again = page_in("et", StandardPage, slug="about", key=key, lead="First")
    assert (again.pk, again.lead) == (page.pk, "An editor's words")


def test_overwriting_brings_back_what_the_files_say() -> None:
    key = uuid4()
    page = page_in("et", StandardPage, slug="about", key=key, lead="First")
    again = publish(
        parent=home_in("et"),
        page_class=StandardPage,
        slug="meist",
        translation_key=key,
        fields={"title": "Meist", "lead": "Second"},
        overwrite=True,
    )
    fresh = StandardPage.objects.get(pk=page.pk)
    assert (again.pk, fresh.slug, fresh.lead) == (page.pk, "meist", "Second")


def test_the_same_words_make_no_new_revision() -> None:
    page = page_in("et", StandardPage, slug="about", body=BODY)
    fresh = StandardPage.objects.get(pk=page.pk)
    assert revise(page=fresh, fields={"body": BODY}) is False
    assert revise(page=fresh, fields={"body": BODY[:2]}) is True
    assert page.revisions.count() == 2


def test_a_translation_lies_in_the_language_of_its_parent() -> None:
    key = uuid4()
    estonian = page_in("et", StandardPage, slug="meist", key=key)
    lithuanian = page_in("lt", StandardPage, slug="apie", key=key)
    assert estonian.get_translation(lithuanian.locale).pk == lithuanian.pk
    assert lithuanian.url == "/lt/apie/"


def test_a_text_takes_the_place_of_the_fallback_that_stood_in_for_it() -> None:
    key = uuid4()
    lithuanian = page_in("lt", StandardPage, slug="apie", title="Apie mus", key=key)
    fill_gaps(lithuanian)
    russian = page_in("ru", StandardPage, slug="o-nas", title="О нас", key=key)
    fresh = StandardPage.objects.get(pk=russian.pk)
    assert (fresh.title, fresh.slug, fresh.alias_of_id) == ("О нас", "o-nas", None)
    assert len(real_translations(lithuanian)) == 2
