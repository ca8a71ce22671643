"""Message catalogues: what the code says in English, and what locale/ makes of it in the other languages.

Running the portal needs none of gettext's programs: catalogues are compiled here, in Python. Finding the messages
in the code is left to `xgettext`, which only those need who change the code.

`locale/cms/` says what the catalogues of Django, Wagtail and the other packages leave in English, and says better
what they say wrongly or in other terms than the rest of the administration. Its messages are the packages', so
they are not looked for in the code and not taken out again.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

TRANSLATED = ("et", "lt", "ru")
PLURAL_FORMS = {
    "et": "nplurals=2; plural=(n != 1);",
    "lt": "nplurals=4; plural=(n % 10 == 1 && (n % 100 > 19 || n % 100 < 11) ? 0 : (n % 10 >= 2 && n % 10 <=9)"
    " && (n % 100 > 19 || n % 100 < 11) ? 1 : n % 1 != 0 ? 2: 3);",
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 :"
    " n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
}
SOURCES = ("*.py", "*.html", "*.txt")
ROOMS = ("home", "portal", "providers", "referrals", "search", "services")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")

Identity = tuple[str, str]


class ExtractionFailed(Exception):
    """The messages of the code could not be read; its text says why."""


def catalogue_path(locale_dir: Path, language: str) -> Path:
    return locale_dir / language / "LC_MESSAGES" / "django.po"


def identity(entry: polib.POEntry) -> Identity:
    """What makes a message the same message: its context and its English."""
    return (entry.msgctxt or "", entry.msgid)


def messages_in(root: Path) -> list[polib.POEntry]:
    """Every message marked for translation in the rooms under `root`. Raises ExtractionFailed."""
    if shutil.which("xgettext") is None:
        raise ExtractionFailed("xgettext is missing: install the package gettext")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        _copy_sources(root, copy)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale=xx", "--keep-pot", "--no-wrap"]
        made = subprocess.run(
            command, check=False, cwd=copy, capture_output=True, text=True, env={"PATH": _path_of_tools()}
        )
        if made.returncode:
            raise ExtractionFailed(made.stderr.strip())
        return [entry for entry in polib.pofile(str(copy / "locale" / "django.pot")) if not entry.obsolete]


def _path_of_tools() -> str:
    return str(Path(shutil.which("xgettext") or "").parent)


def _copy_sources(root: Path, copy: Path) -> None:
    """Beside the sources nothing is copied, so that nothing of packages or of other catalogues is found."""
    for room in ROOMS:
        for pattern in SOURCES:
            for source in (root / room).rglob(pattern):
                target = copy / source.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


def faults_of(catalogue: polib.POFile, messages: Iterable[polib.POEntry]) -> Iterator[str]:
    """What keeps `catalogue` from being complete, one sentence each."""
    known = {identity(entry): entry for entry in catalogue if not entry.obsolete}
    wanted = {identity(message): message for message in messages}
    for key in wanted.keys() - known.keys():
        yield f"missing: {key[1]!r}"
    for key in known.keys() - wanted.keys():
        yield f"no longer used: {key[1]!r}"
    for entry in catalogue.obsolete_entries():
        yield f"obsolete: {entry.msgid!r}"
    for key in wanted.keys() & known.keys():
        yield from _faults_of_entry(known[key], wanted[key])


def _faults_of_entry(entry: polib.POEntry, message: polib.POEntry) -> Iterator[str]:
    translations = list(entry.msgstr_plural.values()) if message.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield f"fuzzy: {entry.msgid!r}"
    if not translations or not all(translations):
        yield f"not translated: {entry.msgid!r}"
        return
    allowed = set(PLACEHOLDER.findall(message.msgid)) | set(PLACEHOLDER.findall(message.msgid_plural))
    for translation in translations:
        used = set(PLACEHOLDER.findall(translation))
        if not used <= allowed or (not message.msgid_plural and used != allowed):
            yield f"other placeholders than in English: {entry.msgid!r}"


def merged(catalogue: polib.POFile, messages: Iterable[polib.POEntry], language: str) -> polib.POFile:
    """A catalogue with exactly `messages`, in their order of identity, that keeps what is translated already."""
    known = {identity(entry): entry for entry in catalogue if not entry.obsolete}
    forms = int(PLURAL_FORMS[language].split(";")[0].removeprefix("nplurals="))
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    for message in sorted(messages, key=identity):
        fresh.append(_merged_entry(known.get(identity(message)), message, forms))
    return fresh


def _merged_entry(known: polib.POEntry | None, message: polib.POEntry, forms: int) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        comment=message.comment,
        flags=[flag for flag in message.flags if flag != "fuzzy"],
    )
    if message.msgid_plural:
        kept = known.msgstr_plural if known else {}
        entry.msgstr_plural = {form: kept.get(form, "") for form in range(forms)}
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry


def compile_all(locale_dir: Path) -> list[Path]:
    """Writes a .mo beside every .po that is newer than its own; returns those written."""
    written = []
    for source in sorted(locale_dir.rglob("LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written
