"""The administration speaks to editors in their language: Wagtail's own screens as well as ours."""

import re
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import Client
from django.utils import translation

from portal.catalogues import PLURAL_FORMS, ROOMS, TRANSLATED, Identity, faults_of
from tests.browser.visible_text import visible_text
from tests.factories.users import UserFactory
from tests.portal.rare_screens import rare_screens
from tests.portal.screens import make_desk, screens

DOMAINS = ("django", "djangojs")
SAME_IN_EVERY_LANGUAGE = {"URL", "Link", "port", ":", "…", "%s KB", "%s MB"}
# What nobody meets here: parts of the packages that are not installed, names that stand for a package or for
# languages in which nothing is offered, and the welcome page of a project without addresses.
NEVER_SHOWN = {
    "Wagtail API v2",
    "Wagtail frontend cache",
    "Wagtail routablepage",
    "Wagtail sitemaps",
    "Taggit",
    "Algerian Arabic",
    "Central Kurdish (Sorani)",
    "Igbo",
    "Kyrgyz",
    "Malay",
    "Tajik",
    "Turkmen",
    "Uyghur",
    "Uzbek",
    "Topics, references, &amp; how-to’s",
}
MARKUP = re.compile(r"<[^>]*>")
# Words that a text in English can hardly do without, and that are none in the other three languages.
ENGLISH = re.compile(
    r"\b(the|and|of|this|that|these|with|your|you|have|has|been|are|from|which|when|not|page|pages)\b",
    re.IGNORECASE,
)
# Names of people and things, and what visitors wrote.
ALLOWED = re.compile(
    r"^(Person \d+|person\d+@example\.org|Moderators approval|Welcome to your new Wagtail site!)$"
)
# Labels that the packages do not offer for translation, and the name of a column in a file that is imported.
NOT_MARKED = re.compile(r"^(Root page|\d+ pages|Sync from|Page|from)$")


def catalogues_of_packages() -> list[Path]:
    """The directories with the catalogues of Django itself and of everything installed that is not ours."""
    paths = [Path(app.path) for app in apps.get_app_configs() if app.name.split(".")[0] not in ROOMS]
    return [Path(django.__file__).parent / "conf" / "locale", *(path / "locale" for path in paths)]


@cache
def messages_of_packages(domain: str) -> dict[Identity, polib.POEntry]:
    """What the packages say in English, by context and words; taggit tells it only in its translations."""
    return {
        (entry.msgctxt or "", entry.msgid): entry
        for directory in catalogues_of_packages()
        for file in _templates_in(directory, domain)
        for entry in polib.pofile(str(file))
        if not entry.obsolete
    }


def _templates_in(directory: Path, domain: str) -> list[Path]:
    english = directory / "en" / "LC_MESSAGES" / f"{domain}.po"
    return [english] if english.exists() else sorted(directory.glob(f"*/LC_MESSAGES/{domain}.po"))


def translated_by_packages(language: str, domain: str) -> set[Identity]:
    files = [path / language / "LC_MESSAGES" / f"{domain}.po" for path in catalogues_of_packages()]
    return {
        (entry.msgctxt or "", entry.msgid)
        for file in files
        if file.exists()
        for entry in polib.pofile(str(file))
        if entry.translated()
    }


def supplied(language: str, domain: str) -> polib.POFile:
    path = settings.LOCALE_PATHS[1] / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_what_we_supply_is_whole_and_still_asked_for(language: str, domain: str) -> None:
    catalogue, known = supplied(language, domain), messages_of_packages(domain)
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    wanted = [known[key] for key in entries if key in known]
    assert sorted(faults_of(catalogue, wanted)) == []
    assert all(
        len(entry.msgstr_plural) == int(re.findall(r"nplurals=(\d)", PLURAL_FORMS[language])[0])
        for entry in catalogue
        if entry.msgid_plural
    )


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_markup_is_what_it_is_in_english(language: str, domain: str) -> None:
    """A link or a class that is lost in a translation is a button that does nothing."""
    for entry in supplied(language, domain):
        allowed = [sorted(MARKUP.findall(words)) for words in (entry.msgid, entry.msgid_plural) if words]
        for words in entry.msgstr_plural.values() or [entry.msgstr]:
            assert sorted(MARKUP.findall(words)) in allowed, entry.msgid


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_of_the_packages_is_translated(language: str, domain: str) -> None:
    """By the package or by us, also where no screen of this file leads; a new release may bring more."""
    supplies = {(entry.msgctxt or "", entry.msgid) for entry in supplied(language, domain)}
    left = set(messages_of_packages(domain)) - supplies - translated_by_packages(language, domain)
    assert {words for _, words in left} - NEVER_SHOWN == set()


def test_what_is_never_shown_is_still_in_the_packages() -> None:
    assert {words for _, words in messages_of_packages("django")} >= NEVER_SHOWN


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str, str]]:
    """Every message that came back in English while another language was spoken: language, context, words."""
    found: set[tuple[str, str, str]] = set()
    real = translation._trans  # type: ignore[attr-defined]

    def listen(name: str, context: bool, plural: bool) -> None:
        answer: Callable[..., Any] = getattr(real, name)

        def answering(*words: Any) -> Any:
            said = answer(*words)
            first = 1 if context else 0
            if said in words[first : first + (2 if plural else 1)]:
                found.add((translation.get_language(), words[0] if context else "", str(words[first])))
            return said

        monkeypatch.setattr(real, name, answering)

    listen("gettext", context=False, plural=False)
    listen("ngettext", context=False, plural=True)
    listen("pgettext", context=True, plural=False)
    listen("npgettext", context=True, plural=True)
    return found


@pytest.fixture
def _wagtails_templates(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Its templates rely on undefined variables being blank; ours are held to more elsewhere."""
    settings.MEDIA_ROOT = tmp_path
    for backend in engines.all():
        if isinstance(backend, DjangoTemplates):
            monkeypatch.setattr(backend.engine, "string_if_invalid", "")


@pytest.mark.django_db
@pytest.mark.long
@pytest.mark.usefixtures("_wagtails_templates")
# Wagtail leaves a picture's temporary file to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("language", TRANSLATED)
def test_no_screen_of_editors_is_left_in_english(language: str, asked_for: set[tuple[str, str, str]]) -> None:
    user = UserFactory(is_superuser=True)
    desk = make_desk(user)
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    asked_for.clear()
    english: dict[str, str] = {}
    for address in chain(screens(desk), rare_screens(desk, user)):
        response = client.get(address)
        assert response.status_code == 200, address
        english |= dict.fromkeys(_english_on(response.content.decode()), address)
    known = messages_of_packages("django")
    left = {words for spoken, context, words in asked_for if spoken == language and (context, words) in known}
    assert (left - SAME_IN_EVERY_LANGUAGE, english) == (set(), {})


def _english_on(html: str) -> set[str]:
    if not html.startswith("<"):
        return set()
    return {
        text
        for language, text in visible_text(html)
        if language != "en"
        and ENGLISH.search(text)
        and not ALLOWED.match(text)
        and not NOT_MARKED.match(text)
    }
