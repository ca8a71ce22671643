"""Make an installation ready to serve: database, languages, content, static files. Quick where nothing changed."""

import hashlib
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from wagtail.models import Site

from providers.models import Provider

# What the loaders read, and what collected files are made from.
CONTENT = ("home/geography/data", "providers/content", "providers/management", "services")
STATIC = ("portal/static", "uv.lock")


def fingerprint(paths: Iterable[Path]) -> str:
    """Changes when a file under `paths` does."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


class Memory:
    """What was done last time, in a file beside the database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def has(self, subject: str, state: str) -> bool:
        return self._known.get(subject) == state

    def keep(self, subject: str, state: str) -> None:
        self._known[subject] = state
        self._path.write_text(json.dumps(self._known))


class Command(BaseCommand):
    help = "Migrate, compile catalogues, load what ships with the portal, collect static files."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self.memory = Memory(settings.VAR_DIR / "prepared.json")
        self._say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("compile_catalogues", stdout=io.StringIO())
        self._load_content()
        self._load_demonstration()
        self._point_site_to(settings.BASE_URL)
        self._collect_static()
        self._write_accounts()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _load_content(self) -> None:
        state = fingerprint(settings.BASE_DIR / name for name in CONTENT)
        if self.memory.has("content", state) and Provider.objects.exists():
            return
        self._say("Loading regions, services, providers and pages in four languages")
        call_command("load_regions", verbosity=0, stdout=io.StringIO())
        call_command("load_content", verbosity=0, stdout=io.StringIO())
        self.memory.keep("content", state)

    def _load_demonstration(self) -> None:
        if Provider.objects.filter(is_demonstration=True).exists():
            self._say("Confirming the demonstration's numbers that nobody touched")
            call_command("load_demonstration", confirm=True, verbosity=0, stdout=io.StringIO())
        else:
            self._say("Loading the demonstration: invented houses, mentors and people")
            call_command("load_demonstration", verbosity=0, stdout=io.StringIO())
        if not self.memory.has("referrals", "filed"):
            # Once in the life of an installation, whatever becomes of them.
            call_command("load_demonstration_referrals", verbosity=0, stdout=io.StringIO())
            self.memory.keep("referrals", "filed")

    def _point_site_to(self, address: str) -> None:
        """Wagtail writes full addresses of pages from its site record."""
        parts = urlsplit(address)
        site = Site.objects.get(is_default_site=True)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if (site.hostname, site.port) != (parts.hostname, port):
            site.hostname, site.port = parts.hostname or "localhost", port
            site.save()

    def _collect_static(self) -> None:
        state = fingerprint(settings.BASE_DIR / name for name in STATIC)
        if self.memory.has("static", state) and settings.STATIC_ROOT.exists():
            return
        self._say("Collecting static files")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        self.memory.keep("static", state)

    def _write_accounts(self) -> None:
        """For whoever greets the visitor without loading Django."""
        if "demonstration_accounts" in get_commands():
            listing = io.StringIO()
            call_command("demonstration_accounts", stdout=listing)
            (settings.VAR_DIR / "accounts.txt").write_text(listing.getvalue())
