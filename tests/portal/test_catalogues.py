"""Finding, merging, judging and compiling messages."""

import gettext
import shutil
from pathlib import Path

import polib
import pytest

from portal.catalogues import PLURAL_FORMS, compile_all, faults_of, merged, messages_in


def entry(msgid: str, msgstr: str = "", **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


HELLO = entry("Hello %(name)s")
DAYS = entry("%(n)s day", msgid_plural="%(n)s days")


@pytest.mark.parametrize(
    ("known", "fault"),
    [
        (catalogue(), "missing"),
        (catalogue(entry("Hello %(name)s", "")), "not translated"),
        (catalogue(entry("Hello %(name)s", "Tere %(nimi)s")), "other placeholders"),
        (catalogue(entry("Hello %(name)s", "Tere")), "other placeholders"),
        (catalogue(entry("Hello %(name)s", "Tere %(name)s", flags=["fuzzy"])), "fuzzy"),
        (catalogue(entry("Hello %(name)s", "Tere %(name)s"), entry("Bye", "Head aega")), "no longer used"),
        (
            catalogue(entry("Hello %(name)s", "Tere %(name)s"), entry("Bye", "Head aega", obsolete=True)),
            "obsolete",
        ),
        (catalogue(entry("Hello %(name)s", "Tere %(name)s", msgctxt="post")), "missing"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_said(known: polib.POFile, fault: str) -> None:
    assert any(said.startswith(fault) for said in faults_of(known, [HELLO]))


def test_a_complete_catalogue_has_no_faults() -> None:
    known = catalogue(
        entry("Hello %(name)s", "Tere %(name)s"),
        entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "üks päev", 1: "%(n)s päeva"}),
    )
    assert list(faults_of(known, [HELLO, DAYS])) == []


def test_every_plural_form_has_to_be_there() -> None:
    plural = entry("%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "%(n)s päev", 1: ""})
    assert list(faults_of(catalogue(plural), [DAYS])) == ["not translated: '%(n)s day'"]


def test_merging_keeps_translations_and_asks_for_the_rest() -> None:
    known = catalogue(entry("Hello %(name)s", "Tere %(name)s"), entry("Bye", "Head aega"))
    result = merged(known, [HELLO, DAYS, entry("New")], "lt")
    assert {e.msgid: e.msgstr for e in result if not e.msgid_plural} == {
        "Hello %(name)s": "Tere %(name)s",
        "New": "",
    }
    assert result.find("%(n)s day").msgstr_plural == {0: "", 1: "", 2: "", 3: ""}


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_catalogues_are_compiled_so_that_gettext_reads_them(language: str, tmp_path: Path) -> None:
    source = tmp_path / language / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    made = merged(catalogue(entry("Hello %(name)s", "Tere %(name)s")), [HELLO], language)
    made.save(str(source))
    assert len(compile_all(tmp_path)) == 1
    assert compile_all(tmp_path) == []
    translations = gettext.translation("django", tmp_path, [language])
    assert translations.gettext("Hello %(name)s") == "Tere %(name)s"


def test_what_is_said_for_packages_is_compiled_too(tmp_path: Path) -> None:
    source = tmp_path / "cms" / "et" / "LC_MESSAGES" / "djangojs.po"
    source.parent.mkdir(parents=True)
    catalogue(entry("Yes", "Jah")).save(str(source))
    assert compile_all(tmp_path) == [source.with_suffix(".mo")]


@pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="the catalogue stage fails where gettext is missing"
)
def test_messages_of_code_and_templates_are_found(tmp_path: Path) -> None:
    for name, text in {
        "code.py": '_("In code")',
        "page.html": '{% load i18n %}{% translate "On a page" context "x" %}',
    }.items():
        file = tmp_path / "home" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "code.py").write_text('_("Not ours")')
    assert {(m.msgctxt, m.msgid) for m in messages_in(tmp_path)} == {(None, "In code"), ("x", "On a page")}
