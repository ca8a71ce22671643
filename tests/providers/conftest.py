"""What the tests of providers share."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Regions, the facts of the sources, and the pages in four languages, loaded once for a file of tests.

    What a test changes is gone after it, as always; all of it goes with the last test of the file.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_regions", verbosity=0)
        call_command("load_content", verbosity=0)
        yield
        transaction.set_rollback(True)
