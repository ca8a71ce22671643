"""Say with which accounts the demonstration can be tried."""

from typing import Any

from django.core.management.base import BaseCommand

from providers.demonstration.accounts import accounts, password_of_this_installation
from providers.demonstration.loading import demonstration, is_loaded


class Command(BaseCommand):
    help = "Prints the demonstration accounts and their password."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_loaded():
            self.stdout.write("There is no demonstration here: run load_demonstration first.")
            return
        for account in accounts(demonstration()["providers"]):
            self.stdout.write(f"  {account.email:<42} {account.part}")
        self.stdout.write(f"  Password of all of them: {password_of_this_installation()}")
