"""`manage.py check_links`: to be run by a timer where the server may reach other sites."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.link_checks import ask_for, check_links


class Command(BaseCommand):
    help = "Ask for the addresses on other sites that public pages name; the report of broken links shows the answers."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{check_links(now=timezone.now(), ask=ask_for)} addresses asked for")
