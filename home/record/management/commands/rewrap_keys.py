"""Put every data key under the current master key, after a new one was set."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.record.sealing import SealingError, rewrap_keys


class Command(BaseCommand):
    help = "Wraps every data key under the first key of SEALING_KEYS. Afterwards the old keys may go."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = rewrap_keys()
        except SealingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} data keys wrapped anew")
