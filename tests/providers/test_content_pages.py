"""Every page in four languages, real translations of each other, with every fact that a reader looks for."""

import json
import re
from itertools import product

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from home.languages import real_translations
from home.names import NAME_LANGUAGES
from home.pages import RESERVED_SLUGS
from home.text import stable_id
from home.translations.models import Wording
from home.translations.standing import State, standing_in
from providers.content.markup import blocks_of
from providers.content.reading import HERE, PageText, home_texts, page_texts
from providers.models import Provider, ProviderPageLink
from services.models import Programme, ProgrammePageLink, ServicePageLink, ServiceType
from tests.providers.stated import LEFT_OPEN, NOT_STATED, SAID_ANYWHERE, SAID_IN

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
# Letters and words of one language only: a text in the wrong place, or left untranslated, shows.
OWN = {
    "et": re.compile(r"\b(ja|on|ei|või|kui|seda)\b|[õä]"),
    "en": re.compile(r"\b(the|and|is|of|you|for|by)\b", re.IGNORECASE),
    "ru": CYRILLIC,
    "lt": re.compile(r"\b(ir|yra|kas|jei|jūs|po|apie)\b|[ėųūįšąčę]", re.IGNORECASE),
}
WORDS = {"title", "lead", "hero", "contact_text", "contact_phone", "contact_note", "emergency"}
ALL = ["home", *(text.code for text in page_texts())]


def page_of(code: str, language: str) -> Page:
    found = Page.objects.filter(translation_key=stable_id("page", code), locale__language_code=language)
    return found.get().specific


def words_of(page: Page) -> str:
    """What editors wrote on a page."""
    said = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            said.append(json.dumps(list(getattr(page, field.name).raw_data), ensure_ascii=False))
        elif field.name in WORDS:
            said.append(getattr(page, field.name))
    return "\n".join(said).replace("\N{NO-BREAK SPACE}", " ")


def test_every_file_is_a_page_with_four_languages() -> None:
    files = {path.stem for path in (HERE / "pages").glob("*.yaml")} - {"order"}
    assert files == set(ALL)
    for file in files:
        row = yaml.safe_load((HERE / "pages" / f"{file}.yaml").read_text(encoding="utf-8"))
        assert set(row) >= set(NAME_LANGUAGES)


@pytest.mark.parametrize("text", page_texts(), ids=lambda text: text.code)
def test_a_page_has_the_same_parts_in_each_language(text: PageText) -> None:
    shapes = {language: _shape(words["body"]) for language, words in text.texts.items()}
    assert len(set(shapes.values())) == 1, shapes


def _shape(body: str) -> tuple[tuple[str, int], ...]:
    return tuple((kind, len(value) if isinstance(value, list) else 1) for kind, value in blocks_of(body))


def test_the_home_page_has_the_same_parts_in_each_language() -> None:
    shapes = {
        tuple((name, len(value) if isinstance(value, list | dict) else 1) for name, value in words.items())
        for words in home_texts().values()
    }
    assert len(shapes) == 1


@pytest.mark.parametrize("text", page_texts(), ids=lambda text: text.code)
def test_each_language_stands_in_its_own_place(text: PageText) -> None:
    for language, words in text.texts.items():
        said = f"{words['lead']} {words['description']} {words['body']}"
        assert OWN[language].search(said), (text.code, language)
        assert bool(CYRILLIC.search(said)) == (language == "ru"), (text.code, language)


def test_every_plain_word_is_explained_in_four_languages() -> None:
    (glossary,) = (text for text in page_texts() if text.code == "glossary")
    assert len(glossary.terms) > 20
    for entry in glossary.terms:
        assert set(entry) == set(NAME_LANGUAGES)
        for language, words in entry.items():
            # A comma in a file ends a value that has no quotation marks around it.
            assert set(words) == {"term", "meaning"}, words
            assert words["meaning"].endswith("."), words
            assert bool(CYRILLIC.search(words["term"])) == (language == "ru"), words


@pytest.mark.parametrize("text", page_texts(), ids=lambda text: text.code)
def test_addresses_are_plain_and_free(text: PageText) -> None:
    for words in text.texts.values():
        assert re.fullmatch(r"[a-z0-9-]+", words["slug"])
        assert words["slug"] not in RESERVED_SLUGS


def test_nobody_outside_is_called_an_inmate() -> None:
    named = re.compile(
        r"\b(inmate|convict|ex-offender|prisoner)s?\b|\b(kinnipeetav|süüdimõistetu)", re.IGNORECASE
    )
    for text in page_texts():
        for words in text.texts.values():
            assert not named.search(words["body"] + words["lead"]), text.code


@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_voices_are_retold_without_age_or_sex(language: str) -> None:
    (jmk,) = (text for text in page_texts() if text.code == "jmk")
    voices = dict(blocks_of(jmk.texts[language]["body"]))["quotes"]
    assert len(voices) == 3
    for voice in voices:
        assert not re.search(r"\d", voice)
        assert not re.search(r"\b(he|she|his|her|him|mees|naine|mehe|мужчина|женщина|vyras|moteris)\b", voice)


@pytest.mark.django_db
@pytest.mark.usefixtures("content")
class TestLoaded:
    def test_every_page_is_public_in_four_languages_that_translate_each_other(self) -> None:
        for code in ALL:
            twins = real_translations(page_of(code, "et"))
            assert [twin.locale.language_code for twin in twins] == list(NAME_LANGUAGES), code

    def test_every_service_programme_and_provider_has_a_page_in_four_languages(self) -> None:
        for things, links in (
            (ServiceType.objects, ServicePageLink.objects),
            (Programme.objects, ProgrammePageLink.objects),
            (Provider.objects, ProviderPageLink.objects),
        ):
            linked = {(getattr(row, row.thing).code, row.locale.language_code) for row in links.all()}
            assert linked == set(product(things.values_list("code", flat=True), NAME_LANGUAGES))

    @pytest.mark.parametrize("language", NAME_LANGUAGES)
    @pytest.mark.parametrize("code", SAID_ANYWHERE)
    def test_names_numbers_and_addresses_are_found(self, code: str, language: str) -> None:
        words = words_of(page_of(code, language))
        for fact in SAID_ANYWHERE[code]:
            assert any(form in words for form in fact.split("|")), fact

    @pytest.mark.parametrize("language", NAME_LANGUAGES)
    def test_the_home_page_shows_how_long_help_lasts(self, client: Client, language: str) -> None:
        page = client.get(f"/{language}/").content.decode()
        for months in (18, 6):
            assert f"<b>{months}</b>" in page

    @pytest.mark.parametrize("language", NAME_LANGUAGES)
    @pytest.mark.parametrize("code", SAID_IN)
    def test_what_is_stated_is_said_in_each_language(self, code: str, language: str) -> None:
        words = words_of(page_of(code, language))
        for fact in SAID_IN[code][language]:
            assert fact in words

    @pytest.mark.parametrize("language", NAME_LANGUAGES)
    @pytest.mark.parametrize("code", LEFT_OPEN)
    def test_what_no_source_states_is_said_to_be_open(self, code: str, language: str) -> None:
        assert NOT_STATED[language] in words_of(page_of(code, language)).lower()

    def test_loading_again_leaves_a_page_as_its_editors_left_it(self) -> None:
        page = page_of("housing", "ru")
        page.title = "Жильё"
        page.save_revision().publish()
        call_command("load_content")
        assert page_of("housing", "ru").title == "Жильё"
        call_command("load_content", overwrite=True)
        assert page_of("housing", "ru").title == "Временное проживание"

    def test_no_page_has_lost_its_place_in_the_tree(self) -> None:
        """Whoever saves a page read before its children came forgets them."""
        assert [problem for problem in Page.find_problems() if problem] == []

    @pytest.mark.parametrize("language", NAME_LANGUAGES)
    def test_every_page_opens(self, client: Client, language: str) -> None:
        for code in ALL:
            answer = client.get(page_of(code, language).url)
            assert answer.status_code == 200, code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "language"), [("mentoring", "et"), ("lt_biuras", "lt"), ("lithuania_complex_services", "lt")]
)
def test_every_page_has_a_source_in_the_language_it_was_written_in(
    content: None, code: str, language: str
) -> None:
    source = Wording.objects.get(translation_key=stable_id("page", code), is_source=True)
    assert source.locale.language_code == language


@pytest.mark.django_db
def test_all_content_is_up_to_date_in_every_language(content: None) -> None:
    for locale in Locale.objects.all():
        rows = standing_in(locale)
        assert len(rows) >= len(ALL)
        assert {row.state for row in rows} == {State.UP_TO_DATE}


@pytest.mark.django_db
@pytest.mark.parametrize("language", NAME_LANGUAGES)
def test_a_service_has_one_name_wherever_a_reader_chooses_it(content: None, language: str) -> None:
    home = {offer.value["service"]: offer.value["title"] for offer in page_of("home", language).offers}
    for service in ServiceType.objects.all():
        assert page_of(service.code, language).title == service.name_in(language)
        assert home[service.code] == service.name_in(language)
        assert service.name_in(language) in words_of(page_of("services", language))


@pytest.mark.django_db
def test_the_privacy_notice_holds_word_for_word(content: None) -> None:
    assert {page_of("privacy", code).exact_words_only for code in NAME_LANGUAGES} == {True}
    assert not page_of("about", "et").exact_words_only
