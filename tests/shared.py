"""A world that takes long to make, made once and left in the database while test after test asks for it.

The world lies in a transaction; each test rolls back to it, and gets copies of what was made, so that none finds
what another has changed. A test that asks for another world, or for none, never sees it.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django.db import transaction
from pytest_django import DjangoDbBlocker

MAKERS: dict[str, Callable[[], Any]] = {}
"""What makes the world, by the name of the fixture that asks for it. Each directory of tests adds its own."""


class Shared:
    """The world that stands at the moment."""

    def __init__(self) -> None:
        self.name = ""
        self._made: Any = None
        self._blocker: DjangoDbBlocker | None = None
        self._transaction: transaction.Atomic | None = None

    def enter(self, name: str, blocker: DjangoDbBlocker) -> None:
        """Leave `name` standing, before the test begins its own transaction; "" for none."""
        if name == self.name:
            return
        self.leave()
        if not name:
            return
        with blocker.unblock():
            self._blocker, self._transaction = blocker, transaction.atomic()
            self._transaction.__enter__()
            self.name = name
            self._made = MAKERS[name]()

    def copy(self) -> Any:
        return deepcopy(self._made)

    def leave(self) -> None:
        if self._transaction is not None and self._blocker is not None:
            with self._blocker.unblock():
                transaction.set_rollback(True)
                self._transaction.__exit__(None, None, None)
        self.name, self._made, self._transaction = "", None, None


SHARED = Shared()


def world_of(names: list[str]) -> str:
    """The world that a test asks for by one of its fixtures; "" where it asks for none."""
    return next((name for name in names if name in MAKERS), "")
