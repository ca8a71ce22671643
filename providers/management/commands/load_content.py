"""Fill the portal with its facts and texts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from providers.content.facts import load_facts
from providers.content.pages import load_pages


class Command(BaseCommand):
    help = (
        "Loads services, programmes, providers and pages in four languages from providers/content. "
        "Safe to run again: what is there stays as its editors left it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--overwrite", action="store_true", help="Bring facts and texts back to what the files say."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        load_facts(overwrite=options["overwrite"])
        pages = load_pages(overwrite=options["overwrite"])
        self.stdout.write(f"Content: {pages} pages in four languages")
