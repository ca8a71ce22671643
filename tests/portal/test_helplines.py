"""Whom to call when nothing else works: as last stated, in the reader's language, for two days at most."""

import html
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from home.models import HomePage
from home.record import sweeper
from portal.helplines import KEPT, remember_lines, remembered_lines
from tests.factories.pages import home_in
from tests.portal.test_errors import dead_database

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in configured.LANGUAGES]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NUMBER, LINK = "+372 620 8120", 'href="tel:+3726208120"'


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    cache.clear()


def state(number: str = NUMBER, *, note: str = "") -> None:
    for language in LANGUAGES:
        home = home_in(language)
        HomePage.objects.filter(pk=home.pk).update(
            contact_phone=number, contact_note=note and f"{note} {language}", live=True
        )


def broken_page(language: str) -> str:
    with dead_database():
        response = Client(raise_request_exception=False).get(f"/{language}/")
    assert response.status_code == 500
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_database_the_number_stated_last_is_there(language: str) -> None:
    state(note="Note in")
    remember_lines(NOW)
    page = broken_page(language)
    assert page.count(LINK) == 1
    assert f"Note in {language}" in page
    assert f"/{language}/search/" in page
    assert f"/{language}/directory/" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_anything_was_ever_stated_there_is_112(language: str) -> None:
    page = broken_page(language)
    assert 'href="tel:112"' in page
    assert page.count('href="tel:') == 1


def test_the_sweeper_remembers_by_itself_and_only_counts_what_is_new() -> None:
    assert "portal.remember_helplines" in sweeper.duties(sweeper.Pace.QUICK)
    state()
    assert remember_lines(NOW) == len(LANGUAGES)
    assert remember_lines(NOW) == 0


def test_a_number_that_was_changed_or_taken_away_is_gone_with_the_next_sweep() -> None:
    state()
    remember_lines(NOW)
    state("+372 620 0000")
    remember_lines(NOW)
    assert LINK not in broken_page("et")
    state("")
    remember_lines(NOW)
    assert broken_page("et").count('href="tel:') == 1


def test_what_nobody_could_look_up_for_long_is_no_longer_said() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        state()
        remember_lines(NOW)
        clock.shift(KEPT - timedelta(minutes=1))
        assert LINK in broken_page("et")
        clock.shift(timedelta(minutes=2))
        assert LINK not in broken_page("et")


def test_a_sweep_without_a_database_forgets_nothing() -> None:
    state()
    remember_lines(NOW)
    with dead_database():
        done = sweeper.sweep(now=NOW)
    assert "portal.remember_helplines" not in done
    assert LINK in broken_page("ru")


def test_a_disk_that_fails_does_not_break_the_page_too() -> None:
    with patch.object(cache, "get", side_effect=OSError("no disk")), override("lt"):
        assert remembered_lines() == {}


def test_a_server_that_starts_without_a_database_reads_it_from_disk(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    place = str(tmp_path_factory.mktemp("cache"))
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": place}}
    state()
    remember_lines(NOW)
    # Another process has a cache of its own on the same directory.
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": place, "KEY_PREFIX": ""}}
    assert LINK in broken_page("et")
