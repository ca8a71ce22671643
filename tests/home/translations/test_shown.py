"""What readers are told of a page whose words are not, or not all, in the page's language."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from home.languages import fill_gaps
from home.models import StandardPage
from home.translations.gate import HalfTranslated, say_yes
from home.translations.passages import gaps_of
from tests.factories.pages import page_in
from tests.factories.translations import say, sent_for_translation
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
BODY = [("heading", "Kam padedame"), ("paragraph", "<p>Visiems nemokamai.</p>")]


def written(**more: Any) -> StandardPage:
    return page_in("lt", StandardPage, title="Apie mus", slug="apie", lead="Kas mes", body=BODY, **more)


def read(client: Client, page: StandardPage, language: str) -> str:
    twin = StandardPage.objects.get(translation_key=page.translation_key, locale__language_code=language)
    return client.get(twin.url).content.decode()


def test_words_that_hold_exactly_do_not_stand_in_for_others(client: Client) -> None:
    page = written(exact_words_only=True)
    fill_gaps(page)
    html = read(client, page, "ru")
    assert "Kas mes" not in html
    assert "Visiems" not in html
    assert f'<a href="http://testserver{page.url}" lang="lt" hreflang="lt">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Visiems" in read(client, page, "lt")


@pytest.mark.parametrize("made", ["manual", StringTranslation.TRANSLATION_TYPE_MACHINE])
def test_no_yes_lets_exact_words_be_half_or_machine_translated(made: str) -> None:
    translation = sent_for_translation(written(exact_words_only=True), "ru")
    say(translation, made=made, but=["Kas mes"])
    gaps = gaps_of(translation.source, translation.target_locale)
    with pytest.raises(HalfTranslated):
        say_yes(
            translation=translation,
            actor=UserFactory(is_superuser=True),
            digest=gaps.digest,
            now=timezone.now(),
        )
    with pytest.raises(HalfTranslated):
        translation.save_target(publish=True)


def released(made: str = "manual", but: tuple[str, ...] = ()) -> StandardPage:
    page, editor = written(), UserFactory(is_superuser=True)
    translation = sent_for_translation(page, "ru")
    say(translation, made=made, but=but)
    gaps = gaps_of(translation.source, translation.target_locale)
    say_yes(translation=translation, actor=editor, digest=gaps.digest, now=timezone.now())
    translation.save_target(user=editor, publish=True)
    return page


def test_passages_in_another_language_say_so(client: Client) -> None:
    html = read(client, released(but=("Kam padedame", "Kas mes")), "ru")
    assert '<p class="lead" lang="lt">Kas mes</p>' in html
    assert '<div lang="lt" class="flow"><h2' in html
    assert html.count('lang="lt" class="flow"') == 1


def says_machine(client: Client, page: StandardPage) -> bool:
    twin = StandardPage.objects.get(translation_key=page.translation_key, locale__language_code="ru")
    return bool(client.get(twin.url).context["notes"].by_machine)


def test_a_machines_words_are_marked_until_a_person_has_read_them(client: Client) -> None:
    page = released(made=StringTranslation.TRANSLATION_TYPE_MACHINE)
    assert says_machine(client, page)
    StringTranslation.objects.update(translation_type="manual")
    twin = StandardPage.objects.get(translation_key=page.translation_key, locale__language_code="ru")
    twin.save_revision().publish()
    assert not says_machine(client, page)
