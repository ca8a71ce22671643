"""`manage.py check_links`: at once what the sweeper does bit by bit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.apps import asks_other_sites
from home.asking import Asker
from home.link_checks import check_links


class Command(BaseCommand):
    help = "Ask for the addresses on other sites that public pages name; the report of broken links shows the answers."

    def handle(self, *args: Any, **options: Any) -> None:
        if not asks_other_sites():
            raise CommandError("This portal may not ask other sites: ASK_OTHER_SITES=0.")
        self.stdout.write(f"{check_links(now=timezone.now(), ask=Asker())} addresses asked for")
