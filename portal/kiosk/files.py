"""Styles, fonts and pictures that the pages of the copy show, found where the portal keeps them."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage

from .walking import Fault

_IN_SHEET = re.compile(rb"""url\(\s*["']?([^"')]+)["']?\s*\)""")
MISSING = 404


@dataclass
class Shelves:
    """What has to be brought along: content by its file in the copy, and what was not found."""

    content: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def bring(self, path: str, met_on: str) -> str:
        """Take the file at an address such as "/static/css/base.css" along; its place in the copy."""
        place = unquote(path).lstrip("/")
        if place not in self.content:
            content = _read(unquote(path))
            if content is None:
                self.faults.append(Fault(path, met_on, MISSING))
            self.content[place] = content or b""
            if place.endswith(".css"):
                self._bring_what_is_shown(path, self.content[place])
        return place

    def _bring_what_is_shown(self, sheet: str, content: bytes) -> None:
        """Fonts and drawings of a style sheet. It names them from where it lies, so they keep their places."""
        for url in _IN_SHEET.findall(content):
            named = urlsplit(url.decode())
            if named.path and not named.scheme:
                self.bring(normpath(join(dirname(sheet), named.path)), sheet)


def static_file(name: str) -> str:
    """The address of a file of ours, such as "css/kiosk.css", as the pages name it."""
    return str(staticfiles_storage.url(name))


def _read(path: str) -> bytes | None:
    if path.startswith(settings.STATIC_URL):
        return _of_static(path.removeprefix(settings.STATIC_URL))
    if path.startswith(settings.MEDIA_URL):
        name = path.removeprefix(settings.MEDIA_URL)
        return default_storage.open(name).read() if default_storage.exists(name) else None
    return None


def _of_static(name: str) -> bytes | None:
    """Collected under a name with a hash, or where it was written."""
    if settings.STATIC_ROOT and staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    return Path(str(found)).read_bytes() if found else None
