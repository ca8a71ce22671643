"""A copy of the public site for prisons without internet, as plain files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from portal.kiosk.copying import copy_of_site
from portal.kiosk.writing import NotOurs, check_place, write

EVERY = 50


class Command(BaseCommand):
    help = "Write the whole public site, in all languages, as files that are read from a disk: see docs/kiosk.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory", type=Path, help="made if it is not there; else empty or an earlier copy"
        )

    def handle(self, **options: Any) -> None:
        place = options["directory"].resolve()
        self._check(place)
        copy = copy_of_site(timezone.localdate(), self._say_how_far)
        if copy.faults:
            for fault in copy.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"{len(copy.faults)} broken addresses; nothing was written")
        place.parent.mkdir(parents=True, exist_ok=True)
        written = write(place, copy.files)
        size = filesizeformat(written.size).replace("\u00a0", " ")
        self.stdout.write(f"{copy.pages} pages, {written.files} files, {size} in {place}")

    def _check(self, place: Path) -> None:
        try:
            check_place(place)
        except NotOurs as refusal:
            raise CommandError(f"{refusal}. Choose another directory.") from refusal

    def _say_how_far(self, pages: int) -> None:
        if pages % EVERY == 0:
            self.stdout.write(f"{pages} pages read")
            self.stdout.flush()
