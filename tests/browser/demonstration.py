"""The content a fresh installation gets: regions, pages, invented providers and people."""

from django.core.management import call_command


def load_demonstration() -> None:
    """Fill an empty database as the first start of the portal does."""
    for command in ("load_regions", "load_content", "load_demonstration"):
        call_command(command, verbosity=0)
