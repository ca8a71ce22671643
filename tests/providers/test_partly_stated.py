"""Facts that stand in some languages only are listed, and only those."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from providers.content.reading import rows_of
from providers.models import Location
from providers.partly_stated import partly_stated
from tests.factories.providers import LocationFactory, ProviderFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def test_what_one_list_leaves_out_is_told() -> None:
    ProviderFactory(name="MTÜ Valge Eesti", only_in_language="et")
    ProviderFactory(name="MTÜ Kõigis")
    (fact,) = [fact for fact in partly_stated() if fact.by_sources]
    assert (fact.thing, fact.stands_in, fact.missing_in) == (
        "MTÜ Valge Eesti",
        ("et",),
        ("en", "ru", "lt"),
    )


def test_the_content_says_so_of_valge_eesti() -> None:
    told = {row["name"] for row in rows_of("providers") if row.get("only_in_language")}
    assert told == {"MTÜ Valge Eesti"}


def test_words_entered_in_some_languages_are_told_until_all_are_there() -> None:
    place = LocationFactory(note_et="Trepita", note_lt="Be laiptų")
    (fact,) = [fact for fact in partly_stated() if fact.words == "Trepita"]
    assert (fact.stands_in, fact.missing_in) == (("et", "lt"), ("en", "ru"))
    Location.objects.filter(pk=place.pk).update(note_en="Step-free", note_ru="Без лестницы")
    assert not [fact for fact in partly_stated() if fact.words == "Trepita"]


def test_editors_find_the_list_and_others_do_not() -> None:
    ProviderFactory(name="MTÜ Valge Eesti", only_in_language="et")
    client = Client(headers={"accept-language": "en"})
    client.force_login(UserFactory(is_superuser=True))
    html = client.get("/cms/facts/").content.decode()
    assert "MTÜ Valge Eesti" in html
    assert "English, Russian, Lithuanian" in html
    stranger = UserFactory()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert client.get("/cms/facts/").status_code == 302
