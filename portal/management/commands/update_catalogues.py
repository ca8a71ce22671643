"""Bring the message catalogues up to date with the code."""

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.catalogues import TRANSLATED, ExtractionFailed, catalogue_path, merged, messages_in


class Command(BaseCommand):
    help = "Write every message of the code into locale/, keep its translations, drop what is no longer used."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        try:
            messages = messages_in(settings.BASE_DIR)
        except ExtractionFailed as failure:
            raise CommandError(str(failure)) from failure
        for language in TRANSLATED:
            path = catalogue_path(settings.LOCALE_PATHS[0], language)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue = merged(
                polib.pofile(str(path)) if path.exists() else polib.POFile(), messages, language
            )
            catalogue.save(str(path))
            self.stdout.write(
                f"{language}: {len(catalogue)} messages, {len(catalogue.untranslated_entries())} open"
            )
