"""Fill the portal with invented providers, places and accounts, so that it can be tried."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from providers.demonstration.accounts import password_of_this_installation
from providers.demonstration.loading import confirm, load


class Command(BaseCommand):
    help = (
        "Loads a running programme, providers, places and accounts, all of them invented. "
        "Safe to run again: what is there is left alone. Needs load_regions and load_content before it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--password", help="for the accounts that are made; else one of this installation"
        )
        parser.add_argument(
            "--confirm", action="store_true", help="only confirm anew the numbers that nobody touched"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        if options["confirm"]:
            self.stdout.write(f"Demonstration: {confirm(today=today, now=now)} numbers confirmed anew")
            return
        password = options["password"] or password_of_this_installation()
        services = load(today=today, now=now, password=password)
        self.stdout.write(f"Demonstration: {services} invented services")
