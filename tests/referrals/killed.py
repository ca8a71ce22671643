"""A process of its own that is killed in the middle of its work: `python -m tests.referrals.killed <database> …`.

Arguments: the test's database, where it is killed ("before home.users.mails.send_mail" or "after …"), and
what it does ("sweep", or "submit <draft>"). It never returns: it dies of SIGKILL, or with status 1 if nobody
called the place.
"""

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

import django
from django.conf import settings


def _die(*_arguments: object, **_named: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _after(work: Callable[..., Any]) -> Callable[..., Any]:
    def do_and_die(*arguments: Any, **named: Any) -> NoReturn:
        work(*arguments, **named)
        _die()

    return do_and_die


def _set_trap(when: str, where: str) -> None:
    module_name, _, name = where.rpartition(".")
    module = import_module(module_name)
    setattr(module, name, _die if when == "before" else _after(getattr(module, name)))


def main(database: str, when: str, where: str, task: str, *arguments: str) -> int:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    work = import_module("tests.referrals.killed_work")
    _set_trap(when, where)
    getattr(work, task)(*arguments)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
