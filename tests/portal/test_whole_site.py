"""A crawl of all pages in all languages: no broken link, no page without its state, no missing alternate.

To the content of a fresh installation one page is added for each state that a translation may be in, since the
content itself is whole.
"""

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from home.languages import fill_gaps
from home.models import StandardPage
from home.names import NAME_LANGUAGES
from home.translations.gate import say_yes
from home.translations.passages import gaps_of
from home.translations.standing import State, standing_in
from providers.models import ProviderPage
from tests.factories.pages import page_in
from tests.factories.translations import say, sent_for_translation
from tests.factories.users import UserFactory
from tests.portal.whole_site import WholeSite
from tests.providers.conftest import content  # noqa: F401 - the fixture

# One process reads the site for all of them.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("content"),
    pytest.mark.xdist_group("whole site"),
]


@pytest.fixture(scope="module")
def states(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> dict[str, UUID]:
    """A page in each state in Russian, by the name of the state; the privacy notice of it is EXACT."""
    request.getfixturevalue("content")
    with django_db_blocker.unblock():
        return {
            State.FALLBACK: _fallback("fallback"),
            "EXACT": _fallback("exact", exact_words_only=True),
            State.MACHINE: _translated("machine", StringTranslation.TRANSLATION_TYPE_MACHINE),
            State.OUTDATED: _outdated(),
            State.IN_TRANSLATION: _begun(),
            State.MISSING: _written("missing").translation_key,
        }


@pytest.fixture(scope="module")
def site(states: dict[str, UUID], django_db_blocker: DjangoDbBlocker) -> WholeSite:
    with django_db_blocker.unblock():
        return WholeSite.read()


def _written(slug: str, **more: Any) -> StandardPage:
    body = [("heading", "Kam padedame")]
    return page_in(
        "lt", StandardPage, slug=f"state-{slug}", title=f"Apie {slug}", lead="Kas", body=body, **more
    )


def _fallback(slug: str, **more: Any) -> UUID:
    page = _written(slug, **more)
    fill_gaps(page)
    return UUID(str(page.translation_key))


def _translated(slug: str, made: str = StringTranslation.TRANSLATION_TYPE_MANUAL) -> UUID:
    page = _written(slug)
    translation = sent_for_translation(page, "ru")
    say(translation, made=made)
    digest = gaps_of(translation.source, translation.target_locale).digest
    say_yes(
        translation=translation,
        actor=UserFactory(is_superuser=True),
        digest=digest,
        now=timezone.now(),
    )
    translation.save_target(publish=True)
    return UUID(str(page.translation_key))


def _outdated() -> UUID:
    key = _translated("outdated")
    page = StandardPage.objects.get(translation_key=key, locale__language_code="lt")
    page.lead = "Kas kita"
    page.save_revision().publish()
    return key


def _begun() -> UUID:
    key = _fallback("begun")
    sent_for_translation(StandardPage.objects.get(translation_key=key, locale__language_code="lt"), "ru")
    return key


def test_the_crawl_has_met_every_public_page(site: WholeSite) -> None:
    live = {page.url for page in Page.objects.live().filter(depth__gt=1)}
    assert live <= site.pages.keys()
    assert site.sitemap.keys() <= site.pages.keys()


def test_no_link_is_broken(site: WholeSite) -> None:
    """Pages, forms, pictures, styles; and where a link names a part of a page, that part is there."""
    broken = set()
    for on, there, part in site.links():
        page = site.at(there)
        status = page.status if page else site.others[there]
        if status != 200 and not _is_fault_in_another_language(site, on, there):
            broken.add(f"{on}: {there} answers {status}")
        elif part and page and part not in page.ids and page.status == 200:
            broken.add(f"{on}: {there} has no part {part}")
    assert not broken


def _is_fault_in_another_language(site: WholeSite, on: str, there: str) -> bool:
    """The crawl asks for pages that are not there: they say so in four languages, and lead to one another."""
    return site.pages[on].status != 200 and on[3:].partition("?")[0] == there[3:].partition("?")[0]


def _seen(site: WholeSite, language: str) -> dict[UUID, tuple[Page, str, str]]:
    """Of each text, by its key, the public page of a language, its state on the board, and the language of its words."""
    rows = standing_in(Locale.objects.get(language_code=language))
    board = {row.translation_key: (row.state, row.seen_in) for row in rows}
    pages = [page for page, _said in site.of_tree() if page.locale.language_code == language]
    return {page.translation_key: (page, *board[page.translation_key]) for page in pages}


def test_the_world_has_a_page_in_each_state(site: WholeSite, states: dict[str, UUID]) -> None:
    found = {row.translation_key: row.state for row in standing_in(Locale.objects.get(language_code="ru"))}
    wanted = {key: name for name, key in states.items() if name != "EXACT"}
    assert {key: found[key] for key in wanted} == wanted
    assert set(found.values()) == set(State)


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_each_page_shows_the_state_that_editors_see(site: WholeSite, language: str) -> None:
    with override(language):
        untranslated = gettext("This page has not been translated yet.")
        by_machine = gettext("A machine translated this text.")
    seen = _seen(site, language)
    assert len(seen) > 20
    for page, state, seen_in in seen.values():
        said = site.pages[page.url]
        assert state in State.values, page.url
        assert said.languages["html"] == language
        is_shown = page.alias_of_id is not None and not page.specific.exact_words_only
        assert (untranslated in said.html) == is_shown, page.url
        assert (by_machine in said.html) == (state == State.MACHINE), page.url
        # The name of a provider stays in its own language.
        if is_shown or not isinstance(page.specific, ProviderPage):
            assert said.languages["h1"] == (seen_in if is_shown else ""), page.url
        assert said.languages.get("body", "") == (seen_in if is_shown else ""), page.url
        assert (state in {State.FALLBACK, State.IN_TRANSLATION}) or page.alias_of_id is None, page.url


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_alternates_are_the_real_translations_and_name_each_other(site: WholeSite, language: str) -> None:
    real = Page.objects.live().filter(alias_of__isnull=True, depth__gt=1).select_related("locale")
    groups: dict[UUID, dict[str, str]] = {}
    for page in real:
        groups.setdefault(page.translation_key, {})[page.locale.language_code] = page.url
    for page, _state, seen_in in _seen(site, language).values():
        said, twins = site.pages[page.url], groups[page.translation_key]
        named = [(code, twins[code]) for code in NAME_LANGUAGES if code in twins]
        own = page.alias_of_id is None
        assert said.canonical == twins[language if own else seen_in], page.url
        assert said.alternates == ([*named, ("x-default", named[0][1])] if own else []), page.url
        assert (page.url in site.sitemap) == own
        if own:
            assert site.sitemap[page.url] == said.alternates, page.url


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_rooms_outside_the_tree_stand_in_every_language(site: WholeSite, language: str) -> None:
    path = f"/{language}/directory/"
    named = [(code, f"/{code}/directory/") for code in NAME_LANGUAGES]
    assert site.sitemap[path] == site.pages[path].alternates == [*named, ("x-default", named[0][1])]
