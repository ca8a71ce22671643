"""Imported by the process that `killed` forks from: Django with all that a sweep needs, and no connection yet."""

import os
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

# Needs Django ready.
work = import_module("tests.referrals.killed_work")


def use(database: str) -> None:
    """The test's database, whose name is not that in the settings."""
    connections = import_module("django.db").connections
    connections.settings["default"]["NAME"] = database
