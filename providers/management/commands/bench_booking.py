"""How many places are kept a second, beside a rival without the framework."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from providers.bench.racing import middle, race


class Command(BaseCommand):
    help = (
        "Keeps places in invented houses, in turns with a rival that does the same reads, writes and reckoning "
        "through bare psycopg, and prints both. For a PostgreSQL of its own that is thrown away."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=9)
        parser.add_argument("--asks", type=int, default=300, help="requests of each in a round")
        parser.add_argument("--houses", type=int, default=100)
        parser.add_argument("--beds", type=int, default=10)

    # What a running portal does: it keeps no list of its queries.
    @override_settings(DEBUG=False)
    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("The rival speaks to PostgreSQL only.")
        sizes = {name: options[name] for name in ("rounds", "asks", "houses", "beds")}
        rounds = []
        for each in race(**sizes, today=timezone.localdate()):
            rounds.append(each)
            self.stdout.write(f"portal {each.ours:5.0f} a second, rival {each.theirs:5.0f}: {each.share:.2f}")
        found = middle(rounds)
        self.stdout.write(
            f"median of {len(rounds)} rounds of {options['asks']} requests: portal {found.ours:.0f}, "
            f"rival {found.theirs:.0f} bookings a second: {found.share:.2f}; kept {found.kept[0]} and {found.kept[1]}"
        )
