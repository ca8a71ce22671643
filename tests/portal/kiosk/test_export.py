"""The command, on a site of few pages."""

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from home.publishing import ensure_homes
from portal.kiosk.writing import SUMS
from tests.factories.geography import CountyFactory
from tests.factories.pages import page_in
from tests.factories.providers import open_house
from tests.portal.kiosk.copies import faults_of

ISSUED = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site() -> Iterator[None]:
    with time_machine.travel("2026-03-02 12:00", tick=False):
        ensure_homes()
        yield


def page(language: str, slug: str, text: str, lead: str = "") -> StandardPage:
    body = [("paragraph", text)]
    return page_in(language, StandardPage, slug=slug, title=slug.title(), body=body, lead=lead)


def export(place: Path) -> str:
    out = StringIO()
    call_command("export_kiosk", str(place), stdout=out)
    return out.getvalue()


def index(place: Path, language: str) -> dict[str, list[list[object]]]:
    script = (place / language / "search" / "index.js").read_text()
    found: dict[str, list[list[object]]] = json.loads(
        script.removeprefix("window.kioskIndex = ").rstrip(";\n")
    )
    return found


def test_the_copy_holds_every_public_page_in_four_languages(tmp_path: Path) -> None:
    page("et", "leitud", '<p>Loe <a href="/lt/pagalba/">veel</a></p>')
    page("lt", "pagalba", "<p>Skambinkite.</p>")
    CountyFactory.create(code="EE-37")
    said = export(tmp_path / "copy")
    assert faults_of(tmp_path / "copy") == []
    for name in ("et/leitud", "lt/pagalba", "ru/directory", "en/search", "en/directory/county=EE-37", "."):
        assert (tmp_path / "copy" / name / "index.html").is_file()
    assert "../../lt/pagalba/index.html" in (tmp_path / "copy/et/leitud/index.html").read_text()
    assert said.splitlines()[-1].endswith(f"KB in {tmp_path / 'copy'}")


def test_a_page_that_nothing_links_to_is_there_as_well(tmp_path: Path) -> None:
    parent = page("et", "vana", "<p>Siin</p>")
    page_in("et", StandardPage, slug="peidus", title="Peidus", parent=parent)
    export(tmp_path / "copy")
    assert (tmp_path / "copy/et/vana/peidus/index.html").is_file()


def test_every_page_says_in_its_language_when_it_was_made(tmp_path: Path) -> None:
    export(tmp_path / "copy")
    days = {"et": "2. märts 2026", "en": "2 March 2026", "ru": "2 марта 2026", "lt": "2026 m. kovo 2 d."}
    for language, day in days.items():
        assert day in (tmp_path / "copy" / language / "index.html").read_text()
        assert day in (tmp_path / "copy/index.html").read_text()


def test_what_is_free_is_dated(tmp_path: Path) -> None:
    open_house(today=ISSUED, confirmed_at="2026-03-01T12:00Z")
    export(tmp_path / "copy")
    listed = (tmp_path / "copy/en/directory/index.html").read_text()
    assert "Free now" in listed
    assert "<small>As of 2 March 2026</small>" in listed


def test_the_same_content_makes_the_same_files(tmp_path: Path) -> None:
    page("et", "leitud", "<p>Tere</p>")
    for number in range(2):
        open_house(today=ISSUED, provider__name=f"House {number}")
    export(tmp_path / "one")
    export(tmp_path / "other")
    assert (tmp_path / "one" / SUMS).read_text() == (tmp_path / "other" / SUMS).read_text()


def test_a_broken_link_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    page("et", "leitud", '<p><a href="/et/kadunud/">Kadunud</a></p>')
    errors = StringIO()
    with pytest.raises(CommandError, match="1 broken addresses; nothing was written"):
        call_command("export_kiosk", str(tmp_path / "copy"), stdout=StringIO(), stderr=errors)
    assert errors.getvalue() == "/et/kadunud/ answers 404, linked from /et/leitud/\n"
    assert list(tmp_path.iterdir()) == []


def test_what_strangers_may_not_see_is_not_copied(tmp_path: Path) -> None:
    hidden = page("et", "sees", "<p>Ainult meile</p>")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    draft = page("et", "mustand", "<p>Pole valmis</p>")
    draft.unpublish()
    export(tmp_path / "copy")
    assert not (tmp_path / "copy/et/sees").exists()
    assert not (tmp_path / "copy/et/mustand").exists()


def test_a_document_comes_along(tmp_path: Path) -> None:
    document = Document.objects.create(title="Kord", file=ContentFile(b"%PDF-", name="kord.pdf"))
    page("et", "leitud", f'<p><a href="{document.url}">Kord</a></p>')
    export(tmp_path / "copy")
    assert (tmp_path / "copy" / document.url.lstrip("/")).read_bytes() == b"%PDF-"
    document.file.delete()


def test_somebodys_directory_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "letter.odt").write_bytes(b"mine")
    with pytest.raises(CommandError, match="holds no earlier copy"):
        call_command("export_kiosk", str(tmp_path))


def test_the_index_finds_names_and_words_of_the_text(tmp_path: Path) -> None:
    page("et", "leitud", "<p>Õhtune supiköök</p>", lead="Soe toit.")
    export(tmp_path / "copy")
    found = index(tmp_path / "copy", "et")
    entries = found["entries"]
    (number,) = [number for number, entry in enumerate(entries) if entry[1] == "Leitud"]
    assert entries[number][3:] == ["Soe toit.", "../leitud/index.html", ["leitud"]]
    words: dict[str, list[int]] = found["words"]  # type: ignore[assignment]
    assert number in words["supikook"]
    assert number in words["ohtune"]
    assert "Leitud" not in [entry[1] for entry in index(tmp_path / "copy", "ru")["entries"]]
