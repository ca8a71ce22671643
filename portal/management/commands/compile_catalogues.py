"""Compile the message catalogues, in Python."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.catalogues import compile_all


class Command(BaseCommand):
    help = "Compile the message catalogues that changed."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        for path in compile_all(Path(settings.LOCALE_PATHS[0])):
            self.stdout.write(f"compiled {path.parent.parent.name}")
