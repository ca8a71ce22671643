"""Words are translatable, rows with state never: they would multiply by the number of languages."""

import pytest
from django.apps import apps
from django.test import Client
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from home.models import HomePage, NewsIndexPage, NewsPage, SafetyPage, StandardPage
from home.users.models import User
from providers.models import ProviderPage
from services.models import ProgrammePage, ServicePage
from tests.factories.pages import home_in, page_in

NEUTRAL = ("services", "providers", "referrals", "geography", "record", "users")
PAGES = [
    HomePage,
    StandardPage,
    NewsIndexPage,
    NewsPage,
    SafetyPage,
    ServicePage,
    ProgrammePage,
    ProviderPage,
]


def test_only_pages_are_translatable() -> None:
    rows = [model for label in NEUTRAL for model in apps.get_app_config(label).get_models()]
    translatable = {model for model in rows if issubclass(model, TranslatableMixin)}
    assert translatable == {ServicePage, ProgrammePage, ProviderPage}


@pytest.mark.parametrize("page_class", PAGES)
def test_the_words_of_a_page_are_translatable(page_class: type[StandardPage]) -> None:
    kinds = {field.field_name: type(field) for field in get_translatable_fields(page_class)}
    for name in ("title", "slug", "lead", "body", "search_description"):
        assert kinds[name] is TranslatableField


def test_a_phone_is_the_same_in_every_language() -> None:
    kinds = {field.field_name: type(field) for field in get_translatable_fields(HomePage)}
    assert kinds["contact_phone"] is SynchronizedField
    assert kinds["hero"] is TranslatableField
    safety = {field.field_name: type(field) for field in get_translatable_fields(SafetyPage)}
    assert safety["leave_to"] is SynchronizedField
    assert safety["shared_title"] is TranslatableField
    assert kinds["doors"] is TranslatableField


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page_class", [StandardPage, NewsIndexPage, ServicePage, ProgrammePage, ProviderPage]
)
def test_an_editor_can_open_a_page(client: Client, page_class: type[StandardPage]) -> None:
    client.force_login(User.objects.create_superuser(email="editor@example.org", password="x"))
    page = page_in("en", page_class, body=[("heading", "Title")])
    assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/cms/pages/{home_in('en').pk}/edit/").status_code == 200
