"""Load regions and prisons from the project's data files."""

from typing import Any

from django.core.management.base import BaseCommand

from home.geography.loading import load


class Command(BaseCommand):
    help = (
        "Loads regions and prisons from home/geography/data. Safe to run again after the files were changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        regions, prisons = load()
        self.stdout.write(f"Regions: {regions}; prisons: {prisons}")
