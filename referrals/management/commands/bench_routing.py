"""What a routing decision costs among very many services and stays."""

import resource
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from home.geography.queries import region_tree
from providers.models import ServiceAtLocation
from referrals.bench.country import Size, build
from referrals.bench.deciding import cost_of, needs


class Command(BaseCommand):
    help = (
        "Fills an empty database with invented services and stays, once, and prints what routing decisions among "
        "them cost. For a database of its own; it refuses one in which there are other services."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--services", type=int, default=10_000)
        parser.add_argument("--stays-a-place", type=int, default=10, help="ten places each")

    # What a running portal does: it keeps no list of its queries.
    @override_settings(DEBUG=False)
    def handle(self, *args: Any, **options: Any) -> None:
        size, today = Size(options["services"], options["stays_a_place"]), timezone.localdate()
        others = ServiceAtLocation.objects.exclude(provider__code__startswith="bench-").count()
        if others:
            raise CommandError(f"There are {others} services in this database that were not made for this.")
        made = ServiceAtLocation.objects.count()
        if not made:
            build(size, today=today, say=self.stdout.write)
        elif made != size.services:
            raise CommandError(f"This database was made with {made} services.")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"{connection.vendor}, {size.services} services, {size.stays} stays")
        tree = region_tree()
        for name, asked in needs(tree, today).items():
            self.stdout.write(f"{name:<36} {cost_of(asked, tree=tree, today=today).line()}")
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(f"memory of this process, at most {most:.0f} MB")
