"""Let the invented officers and workers file a few referrals, so that no list of the demonstration is empty."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from referrals.demonstration.filing import file_demonstration


class Command(BaseCommand):
    help = (
        "Files referrals of invented people, once: nothing where somebody has filed or begun anything, "
        "or where there is no demonstration. Needs load_demonstration before it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        filed = file_demonstration(today=timezone.localdate(now), now=now)
        self.stdout.write(f"Demonstration: {filed} referrals of invented people filed")
