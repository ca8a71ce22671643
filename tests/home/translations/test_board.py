"""The board of a language, and the screens in front of wagtail-localize's own."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import StringTranslation

from home.languages import fill_gaps
from home.models import StandardPage
from home.translations.models import PartialRelease
from home.users.models import User
from tests.factories.pages import home_in, page_in
from tests.factories.translations import say, sent_for_translation
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
LANGUAGES = ("et", "en", "ru", "lt")


def written(title: str = "Apie mus", language: str = "lt", **more: Any) -> StandardPage:
    return page_in(language, StandardPage, title=title, lead="Kas mes", **more)


def twin_of(page: Page, language: str) -> StandardPage:
    found: StandardPage = StandardPage.objects.get(
        translation_key=page.translation_key, locale__language_code=language
    )
    return found


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def chief(client: Client) -> User:
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def editor_of(page: Page, *codenames: str) -> User:
    """Somebody who may do these things with a page and what lies beneath, and nothing else."""
    group = Group.objects.create(name=f"Editors {page.pk}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(Permission.objects.get(codename="submit_translation"))
    for codename in codenames:
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = UserFactory()
    user.groups.add(group)
    return user


def rows(html: str) -> dict[str, str]:
    """The state of each page on the board, by title."""
    found = {}
    for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL):
        cells = [
            re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
        ]
        if len(cells) > 2:
            found[cells[0]] = cells[2]
    return found


def test_each_language_has_its_board(client: Client, chief: User) -> None:
    fallback, translated = written("Atsarginis"), written("Verstas")
    fill_gaps(fallback)
    page_in("ru", StandardPage, title="Переведено", key=translated.translation_key)
    missing = written("Trūksta")
    boards = {code: rows(client.get(f"/cms/languages/{code}/").content.decode()) for code in LANGUAGES}
    pages = (fallback, translated, missing)
    assert [boards["ru"][page.title] for page in pages] == ["fallback", "up to date", "missing"]
    assert boards["et"][translated.title] == "missing"
    assert boards["lt"][missing.title] == "up to date"


def test_the_way_to_the_boards_leads_to_that_of_the_editors_language(client: Client, chief: User) -> None:
    assert client.get("/cms/languages/").url == "/cms/languages/en/"  # type: ignore[attr-defined]
    assert client.get("/cms/languages/xx/").status_code == 404


def test_the_board_can_be_narrowed(client: Client, chief: User) -> None:
    fallback = written("Atsarginis")
    fill_gaps(fallback)
    written("Trūksta")
    html = client.get("/cms/languages/ru/results/?state=FALLBACK").content.decode()
    assert list(rows(html)) == ["Atsarginis"]
    html = client.get(f"/cms/languages/ru/results/?locale={home_in('et').locale_id}").content.decode()
    assert "Atsarginis" not in rows(html)


def test_editors_see_what_they_may_work_on(client: Client) -> None:
    mine, others = written("Mano"), written("Kitų")
    client.force_login(editor_of(mine, "change_page"))
    found = rows(client.get("/cms/languages/ru/").content.decode())
    assert mine.title in found
    assert others.title not in found


def test_translators_see_what_may_be_translated_into_their_language(client: Client) -> None:
    page = written("Apie mus")
    fill_gaps(page)
    client.force_login(editor_of(home_in("ru"), "change_page"))
    assert "Apie mus" in rows(client.get("/cms/languages/ru/").content.decode())
    assert "Apie mus" not in rows(client.get("/cms/languages/en/").content.decode())


def test_who_works_on_no_page_has_no_board(client: Client) -> None:
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get("/cms/languages/ru/").status_code == 302


def test_a_draft_title_is_not_shown(client: Client, chief: User) -> None:
    page = written("Apie mus")
    page.title = "Slaptas"
    page.save_revision()
    assert "Slaptas" not in client.get("/cms/languages/ru/").content.decode()


def test_more_pages_ask_no_more_of_the_database(
    client: Client, chief: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    written()
    client.get("/cms/languages/ru/")
    with django_assert_max_num_queries(60) as few:
        client.get("/cms/languages/ru/")
    for _number in range(5):
        fill_gaps(written())
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/cms/languages/ru/")


def test_the_packages_report_gives_way_to_the_board(client: Client, chief: User) -> None:
    assert client.get("/cms/localize/reports/translations/").status_code == 302
    html = client.get("/cms/languages/ru/").content.decode()
    assert "/cms/localize/reports/translations/" not in html


def test_a_fallback_under_way_opens_in_the_translation_editor(client: Client, chief: User) -> None:
    page = written()
    fill_gaps(page)
    translation = sent_for_translation(page, "ru")
    html = client.get(f"/cms/pages/{twin_of(page, 'ru').pk}/edit/").content.decode()
    assert "js-translation-editor" in html
    preview = client.get(f"/cms/localize/translate/{translation.pk}/preview/")
    assert preview.status_code == 200
    assert "This page has not been translated yet." not in preview.content.decode()


def test_publishing_half_a_translation_is_asked_about_and_recorded(client: Client, chief: User) -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation, but=["Kas mes"])
    address = f"/cms/pages/{twin_of(page, 'ru').pk}/edit/"
    question = client.post(address, {"action": "publish"}).content.decode()
    assert '<li lang="lt">Kas mes</li>' in question
    assert twin_of(page, "ru").alias_of_id == page.pk
    agreed = re.search(r'name="agreed" value="(\w+)"', question)
    assert agreed
    client.post(address, {"action": "publish", "agreed": agreed[1]})
    assert twin_of(page, "ru").alias_of_id is None
    assert PartialRelease.objects.get().released_by == chief


def test_a_yes_to_something_else_is_asked_again(client: Client, chief: User) -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation, but=["Kas mes"])
    address = f"/cms/pages/{twin_of(page, 'ru').pk}/edit/"
    client.post(address, {"action": "publish", "agreed": "0" * 64})
    assert twin_of(page, "ru").alias_of_id == page.pk


def test_who_may_not_publish_is_not_even_asked(client: Client) -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation, but=["Kas mes"])
    client.force_login(editor_of(home_in("ru"), "change_page"))
    client.post(f"/cms/pages/{twin_of(page, 'ru').pk}/edit/", {"action": "publish"})
    assert twin_of(page, "ru").alias_of_id == page.pk


def test_there_is_no_yes_for_exact_words(client: Client, chief: User) -> None:
    page = written(exact_words_only=True)
    translation = sent_for_translation(page, "ru")
    say(translation, but=["Kas mes"])
    address = f"/cms/pages/{twin_of(page, 'ru').pk}/edit/"
    question = client.post(address, {"action": "publish"}).content.decode()
    assert 'name="agreed"' not in question


def test_a_whole_translation_is_published_without_a_question(client: Client, chief: User) -> None:
    page = written()
    say(sent_for_translation(page, "ru"))
    assert client.post(f"/cms/pages/{twin_of(page, 'ru').pk}/edit/", {"action": "publish"}).status_code == 302
    assert twin_of(page, "ru").lead == "ru: Kas mes"


def test_a_fallback_is_not_made_an_ordinary_page(client: Client, chief: User) -> None:
    page = written()
    fill_gaps(page)
    alias = twin_of(page, "ru")
    answer = client.post(f"/cms/pages/{alias.pk}/convert_alias/")
    assert answer.status_code == 302
    assert twin_of(page, "ru").alias_of_id == page.pk


def test_sending_for_translation_from_the_screen_publishes_nothing(client: Client, chief: User) -> None:
    page = written()
    answer = client.post(f"/cms/localize/submit/page/{page.pk}/", {"locales": [home_in("ru").locale_id]})
    assert answer.status_code == 302
    assert twin_of(page, "ru").alias_of_id == page.pk


@pytest.mark.parametrize("step", ["submit", "update"])
def test_others_pages_are_not_sent_for_translation(client: Client, step: str) -> None:
    page, mine = written(), written("Mano")
    translation = sent_for_translation(page, "ru")
    client.force_login(editor_of(mine, "change_page"))
    addresses = {
        "submit": f"/cms/localize/submit/page/{page.pk}/",
        "update": f"/cms/localize/update/{translation.source_id}/",
    }
    answer = client.post(addresses[step], {"locales": [home_in("en").locale_id]})
    assert answer.status_code == 302
    assert answer.url == "/cms/"  # type: ignore[attr-defined]
    assert not StandardPage.objects.filter(
        translation_key=page.translation_key, locale__language_code="en"
    ).exists()


def test_bringing_translators_up_to_date_publishes_nothing(client: Client, chief: User) -> None:
    page = written()
    translation = sent_for_translation(page, "ru")
    say(translation)
    translation.save_target(publish=True)
    StandardPage.objects.filter(pk=page.pk).update(lead="Kas mes tokie")
    client.post(f"/cms/localize/update/{translation.source_id}/", {"publish_translations": "on"})
    assert twin_of(page, "ru").lead == "ru: Kas mes"


def test_no_machine_translates_exact_words(client: Client, chief: User, settings: Any) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    page = written(exact_words_only=True)
    translation = sent_for_translation(page, "ru")
    client.post(f"/cms/localize/translate/{translation.pk}/machine_translate/")
    assert not StringTranslation.objects.exists()


def test_the_editor_asks_anew_whether_an_edit_is_minor(client: Client, chief: User) -> None:
    page = written()
    page.is_minor_edit = True
    page.save_revision()
    html = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    box = re.search(r'<input[^>]*name="is_minor_edit"[^>]*>', html)
    assert box
    assert "checked" not in box[0]
