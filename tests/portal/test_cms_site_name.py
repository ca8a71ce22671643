"""The name of the site in the administration is said in the editor's language, and taken back in it."""

import html

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from pytest_django import Settings
from wagtail.models import Page

from home.models import StandardPage
from tests.factories.pages import home_in, page_in
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in configured.LANGUAGES]


def name_in(language: str) -> str:
    with translation.override(language):
        return gettext("Re-entry support")


def editor_in(language: str) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dashboard_names_the_site_in_the_editors_language(language: str) -> None:
    home_in("et")
    said = html.unescape(editor_in(language).get("/cms/").content.decode())
    assert name_in(language) in said
    others = {name_in(other) for other in LANGUAGES} - {name_in(language)}
    assert not [name for name in others if name in said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_deleting_many_pages_asks_for_the_name_as_it_was_shown(language: str, settings: Settings) -> None:
    settings.WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
    page = page_in("et", StandardPage, slug="palju")
    page_in("et", StandardPage, parent=page, slug="alla")
    client, url = editor_in(language), reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert name_in(language) in html.unescape(client.get(url).content.decode())
    client.post(url, {"confirm_site_name": "wrong"})
    assert Page.objects.filter(pk=page.pk).exists()
    client.post(url, {"confirm_site_name": name_in(language)})
    assert not Page.objects.filter(pk=page.pk).exists()
