"""Fail where a message has no translation."""

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.catalogues import TRANSLATED, ExtractionFailed, catalogue_path, faults_of, messages_in


class Command(BaseCommand):
    help = "Compare the catalogues in locale/ with the messages of the code; fail where they differ."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        try:
            messages = messages_in(settings.BASE_DIR)
        except ExtractionFailed as failure:
            raise CommandError(str(failure)) from failure
        faults = 0
        for language in TRANSLATED:
            path = catalogue_path(settings.LOCALE_PATHS[0], language)
            catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
            for fault in sorted(faults_of(catalogue, messages)):
                self.stderr.write(f"{language}: {fault}")
                faults += 1
        if faults:
            raise CommandError(
                f"{faults} faults in {len(messages)} messages; `make messages`, then translate"
            )
        self.stdout.write(f"{len(messages)} messages in {len(TRANSLATED)} languages")
