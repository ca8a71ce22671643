"""Every field of every kind of page that is in another language says in which; fields that are not, do not.

The fields are those that wagtail-localize translates, read from the models: a new one is tested from its first day.
"""

from datetime import date
from html.parser import HTMLParser
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.helpline import helpline
from home.languages import fill_gaps
from home.models import HomePage, NewsIndexPage, NewsPage, SafetyPage, StandardPage
from home.pages import BasePage
from home.publishing import revise
from home.translations.models import Wording
from providers.models import ProviderPage
from services.models import ProgrammePage, ServicePage, ServicePageLink
from tests.factories.pages import home_in, page_in
from tests.factories.services import ServiceTypeFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SOURCE, OWN = "lt", "ru"
BENEATH: list[type[BasePage]] = [
    StandardPage,
    NewsIndexPage,
    NewsPage,
    SafetyPage,
    ServicePage,
    ProgrammePage,
    ProviderPage,
]
KINDS: list[type[BasePage]] = [HomePage, *BENEATH]
# No words: codes that no reader sees, and words that say their own language.
CODES = {"service": "housing"} | dict.fromkeys(("language", "et", "en", "ru", "lt"), "")
# What stands in nobody's sight; where there are other words for the head, the page's own are not in it.
NOWHERE = {HomePage: {"slug", "title"}, SafetyPage: {"slug", "seo_title", "search_description"}}
FIELDS = [
    pytest.param(kind, field.field_name, id=f"{kind.__name__}-{field.field_name}")
    for kind in KINDS
    for field in get_translatable_fields(kind)
    if isinstance(field, TranslatableField) and field.field_name not in NOWHERE.get(kind, {"slug"})
]
VOID = {"meta", "link", "img", "input", "br", "hr", "source", "path", "use"}


class Spoken(HTMLParser):
    """What a page says, and in which language a browser would read it out: pairs of language and words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        language = values.get("lang") or (self._open[-1][1] if self._open else "")
        self.said += [(language, values[name] or "") for name in ("alt", "content") if name in values]
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A drawing's shapes close themselves."""

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _language in self._open]:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] != "script":
            self.said.append((self._open[-1][1], data))


def words_for(kind: type[BasePage]) -> dict[str, Any]:
    """A value for each translated field, with a mark in it that stands nowhere else."""
    marks = (f"Zq{number}q" for number in count())
    found = {}
    for translatable in get_translatable_fields(kind):
        field = translatable.get_field(kind)
        if isinstance(translatable, TranslatableField) and field.name != "slug":
            found[field.name] = _stream(field, marks) if isinstance(field, StreamField) else next(marks)
    return found


def _stream(field: StreamField, marks: Any) -> list[tuple[str, Any]]:
    children = field.stream_block.child_blocks
    return [(name, _value(name, block, marks)) for name, block in children.items()]


def _value(name: str, block: blocks.Block, marks: Any) -> Any:
    if isinstance(block, blocks.StructBlock):
        return {key: _value(key, child, marks) for key, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [_value(name, block.child_block, marks) for _ in range(block.meta.min_num or 1)]
    if isinstance(block, ImageChooserBlock):
        image = get_image_model().objects.create(title="Pilt", file=get_test_image_file())
        return image if block.required else None
    if isinstance(block, blocks.ChoiceBlock):
        return next(iter(block.field.choices))[0] or "directory"
    if isinstance(block, blocks.IntegerBlock):
        return 1
    if isinstance(block, blocks.RichTextBlock):
        return RichText(f"<p>{next(marks)}</p>")
    return CODES[name] if name in CODES else next(marks)


def written(kind: type[BasePage], language: str, **fields: Any) -> BasePage:
    words = words_for(kind) | fields
    if kind is HomePage:
        home, way = home_in(language), page_in(language, StandardPage)
        told = page_in(language, ServicePage)
        ServicePageLink.objects.create(page=told, service_type=ServiceTypeFactory(code=CODES["service"]))
        ways = {"urgent_page": way, "family_page": way, "contact_phone": "+372 620 8120"}
        revise(page=home, fields=words | ways)
        return home_in(language)
    if kind is NewsPage:
        return page_in(
            language, kind, parent=page_in(language, NewsIndexPage), date=date(2026, 3, 1), **words
        )
    more: dict[str, Any] = {"leave_to": "https://example.org/"} if kind is SafetyPage else {}
    return page_in(language, kind, **more, **words)


def places_of(page: BasePage) -> dict[str, str]:
    """The mark at each place that the package would have translated, in its own order."""
    segments = [segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue)]
    return {
        segment.path: str(segment.string.data) for segment in segments if "Zq" in str(segment.string.data)
    }


def leave_untranslated(page: BasePage, paths: list[str]) -> None:
    """As the record says it after an editor's yes to a translation that lacks these passages."""
    Wording.objects.filter(translation_key=page.translation_key).delete()
    for language, more in ((SOURCE, {"is_source": True}), (OWN, {"untranslated": paths})):
        locale = Locale.objects.get_or_create(language_code=language)[0]
        Wording.objects.create(
            translation_key=page.translation_key, locale=locale, changed_at=timezone.now(), **more
        )


def languages_of(mark: str, said: list[tuple[str, str]]) -> set[str]:
    return {language for language, words in said if mark in words}


def said_on(page: BasePage) -> list[tuple[str, str]]:
    response = Client().get(f"{page.url}?pictures")
    assert response.status_code == 200
    return Spoken(response.content.decode()).said


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_field_in_another_language_says_so_and_no_other_does(kind: type[BasePage], name: str) -> None:
    page = written(kind, OWN)
    places = places_of(page)
    foreign = [path for path in places if path.partition(".")[0] == name]
    assert foreign
    leave_untranslated(page, foreign)
    said = said_on(page)
    for path, mark in places.items():
        spoken = languages_of(mark, said)
        if path in foreign:
            assert spoken == {SOURCE}, path
        else:
            assert spoken <= {OWN}, path


@pytest.mark.parametrize("kind", KINDS)
def test_the_notice_stands_once_and_only_where_something_is_foreign(kind: type[BasePage]) -> None:
    page = written(kind, OWN)
    assert _notices(page) == 0
    leave_untranslated(page, list(places_of(page)))
    assert _notices(page) == 1
    leave_untranslated(page, ["slug", "search_description"])
    assert _notices(page) == 0


def _notices(page: BasePage) -> int:
    return Client().get(page.url).content.decode().count('<p class="notice">')


@pytest.mark.parametrize("part", ["title", "text", "for_whom"])
def test_of_a_card_the_part_in_another_language_is_marked_alone(part: str) -> None:
    page = written(HomePage, OWN)
    door = {path.rpartition(".")[2]: path for path in places_of(page) if path.startswith("doors.")}
    leave_untranslated(page, [door[part]])
    said, places = said_on(page), places_of(page)
    for name, path in door.items():
        assert languages_of(places[path], said) == {SOURCE if name == part else OWN}


@pytest.mark.parametrize("kind", BENEATH)
@pytest.mark.parametrize("lacking", ["seo_title", "search_description", "lead"])
def test_the_head_falls_back_to_words_that_say_their_language(kind: type[BasePage], lacking: str) -> None:
    page = written(kind, OWN, **dict.fromkeys(("seo_title", "search_description", lacking), ""))
    places = places_of(page)
    leave_untranslated(page, ["title"])
    said = said_on(page)
    assert languages_of(places["title"], said) == {SOURCE}
    assert languages_of(places.get("lead", "none"), said) <= {OWN}


@pytest.mark.parametrize("kind", BENEATH)
def test_a_fallback_says_the_language_of_all_its_words(kind: type[BasePage]) -> None:
    page = written(kind, SOURCE)
    fill_gaps(page)
    twin = kind.objects.get(translation_key=page.translation_key, locale__language_code=OWN)
    said = said_on(twin)
    for path, mark in places_of(page).items():
        assert languages_of(mark, said) <= {SOURCE}, path
    ours = [words for language, words in said if language == OWN and words.strip()]
    assert any("перев" in words for words in ours)


def test_words_of_ours_within_a_foreign_block_are_the_readers() -> None:
    page = written(StandardPage, OWN)
    leave_untranslated(page, [path for path in places_of(page) if path.startswith("body.")])
    said = said_on(page)
    for words in ("Простыми словами", "Если вы в тюрьме", "Что делать"):
        assert languages_of(words, said) == {OWN}, words


@pytest.mark.parametrize("name", ["title", "lead"])
def test_a_list_of_pages_marks_what_is_foreign_of_each(name: str) -> None:
    above = page_in(OWN, StandardPage)
    child = page_in(OWN, StandardPage, parent=above, title="Zq1q", lead="Zq2q")
    leave_untranslated(child, [name])
    said = said_on(above)
    assert languages_of("Zq1q", said) == {SOURCE if name == "title" else OWN}
    assert languages_of("Zq2q", said) == {SOURCE if name == "lead" else OWN}


def test_a_foreign_title_is_marked_in_menus_and_on_the_way_to_pages_below() -> None:
    above = page_in(OWN, StandardPage, title="Zq1q", show_in_menus=True)
    child = page_in(OWN, StandardPage, parent=above, title="Zq2q")
    leave_untranslated(above, ["title"])
    said = said_on(child)
    assert languages_of("Zq1q", said) == {SOURCE}
    assert languages_of("Zq2q", said) == {OWN}


def test_the_note_under_the_phone_says_its_language_wherever_it_stands() -> None:
    page = written(HomePage, OWN)
    leave_untranslated(page, ["contact_note"])
    line = helpline("EE")
    assert line is not None
    assert line.language == SOURCE


def test_it_costs_the_same_for_one_page_of_a_list_and_for_five() -> None:
    assert _queries_for(1) == _queries_for(5)


def _queries_for(children: int) -> int:
    above = page_in(OWN, StandardPage)
    for number in range(children):
        leave_untranslated(page_in(OWN, StandardPage, parent=above, title=f"{number}"), ["title"])
    Client().get(above.url)
    with CaptureQueriesContext(connection) as asked:
        Client().get(above.url)
    return len([query for query in asked if "translations_wording" in query["sql"]])
